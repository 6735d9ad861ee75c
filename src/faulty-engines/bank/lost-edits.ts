/** Edits that do not survive: taken back, skipped, or overwritten with more than was asked for. */
import { type Company, type CompanyPatch, patched, valueAt } from '../../domain/company.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import type { Agreed, Decision } from '../../sync/decide.ts';
import type { FaultyEngine } from '../faulty.ts';
import { leavesOf, patchOf } from '../leaves.ts';
import type { Side } from '../variation.ts';
import { slugOf } from './ground.ts';

const SURVIVES = 'edits of different rows, one on each side between two passes, both survive';
const AT_WORK = 'an edit that is made while the engine works survives';
const OTHER = { left: 'right', right: 'left' } as const;
const SIDES: readonly Side[] = ['left', 'right'];

export function lostEdits(rows: readonly Row[]): FaultyEngine[] {
  return [
    wholeRecord(rows),
    {
      title: 'a whole address is written, with the partner’s other leaves',
      class: 'lost edits',
      against: SURVIVES,
      red: ['independent-edits'],
      within: /^(independent|policy|at-work|both|nothing-drifts|quiet)/,
      vary: () => ({
        send: (patch, { side, partner }) => {
          const touched = new Set(leavesOf(patch).map(([path]) => path.split('.')[0]));
          return patchOf(
            rows
              .filter((row) => touched.has(row[side].split('.')[0]))
              .map((row) => [row[side], valueAt(partner, row[OTHER[side]])]),
          );
        },
      }),
    },
    {
      title: 'an address is written without its other leaves',
      class: 'lost edits',
      against: 'a PATCH changes what it is about and nothing else',
      red: ['independent-edits'],
      within: /^(?!near|same-name|unlisted|no-|empty-keys|unmatched)/,
      vary: () => ({
        send: (patch) => {
          const bare = { country: null, postCode: null, postalArea: null, streetAddress: null };
          const { postAddress, visitAddress } = patch;
          return {
            ...patch,
            ...(postAddress ? { postAddress: { ...bare, ...postAddress } } : {}),
            ...(visitAddress ? { visitAddress: { ...bare, ...visitAddress } } : {}),
          };
        },
      }),
    },
    ...SIDES.map((side): FaultyEngine => ({
      title: `of edits of different rows only those on the ${side} survive`,
      class: 'lost edits',
      against: SURVIVES,
      red: rows.map((row) => `independent-edits/${slugOf(row)}`),
      within: /^(independent|at-work|policy|nothing-drifts|quiet)/,
      vary: () => ({
        core: (core) => ({
          ...core,
          decide: (groups, records, agreed, edited) => {
            const decisions = core.decide(groups, records, agreed, edited);
            const isFirst = Object.keys(agreed).length === 0;
            if (isFirst || !areBothWritten(decisions)) return decisions;
            return decisions.map((one) =>
              one.writes.some((leaf) => leaf.side === side) ? undone(one) : one,
            );
          },
        }),
      }),
    })),
    ...rows.map((row): FaultyEngine => ({
      title: `an edit of ${rowName(row)} is lost where the other record was edited as well`,
      class: 'lost edits',
      against: SURVIVES,
      red: [`independent-edits/${slugOf(row)}`],
      rows: [rowName(row)],
      vary: () => ({
        core: (core) => ({
          ...core,
          decide: (groups, records, agreed, edited) => {
            const decisions = core.decide(groups, records, agreed, edited);
            const isFirst = Object.keys(agreed).length === 0;
            if (isFirst || !areBothWritten(decisions)) return decisions;
            return decisions.map((one) => (one.group.rows.includes(rowName(row)) ? undone(one) : one));
          },
        }),
      }),
    })),
    unconditional(
      'PATCHes are unconditional',
      (patch) => patch,
      ['policy/at-work/same-row-left', 'policy/at-work/same-row-right'],
      /^policy\/at-work/,
      'accepted with deviations',
    ),
    unconditional(
      'whole records are written, unconditionally',
      (patch, record) => wholeAddresses(record, patch),
      ['at-work/other-object-left', 'at-work/other-object-right'],
      /at-work/,
    ),
    {
      title: 'what was written is not looked at again: an edit of the source meanwhile is lost',
      class: 'lost edits',
      against: AT_WORK,
      red: ['at-work/source-left', 'at-work/source-right'],
      within: /at-work|quiet|nothing-drifts/,
      batches: ['at work'],
      vary: () => {
        const written = new Set<string>();
        return {
          send: (patch, { id }) => {
            written.add(id);
            return patch;
          },
          sees: (company, { pass }) => pass > 0 && !written.has(`${company.id} ${company.modifiedAt}`),
          core: (core) => ({
            ...core,
            decide: (groups, records, agreed, edited) => {
              const decisions = core.decide(groups, records, agreed, edited);
              const key = `${records.left.id} ${records.right.id} ${decisions.map(({ writes }) => writes.map(({ path }) => path).join()).join()}`;
              if (decisions.some(({ writes }) => writes.length > 0) && written.has(key))
                return decisions.map((one) => ({ ...one, writes: [] }));
              written.add(key);
              return decisions;
            },
          }),
          hidesProblems: true,
        };
      },
    },
    {
      title: 'where both sides edited one row, neither edit is carried over',
      class: 'lost edits',
      against: 'a linked pair agrees on every row after settling',
      red: rows.map((row) => `both-edited/${slugOf(row)}`),
      within: /^(both-edited|policy|at-work|nothing-drifts|quiet)/,
      vary: () => ({
        core: (core) => ({
          ...core,
          decide: (groups, records, agreed, edited) =>
            core
              .decide(groups, records, agreed, edited)
              .map((decision) => (decision.why === 'later edit' ? untouched(decision, agreed) : decision)),
        }),
      }),
    },
  ];
}

function wholeRecord(rows: readonly Row[]): FaultyEngine {
  return {
    title: 'the record that was edited later wins as a whole',
    class: 'lost edits',
    against: SURVIVES,
    red: rows.map((row) => `independent-edits/${slugOf(row)}`),
    within: /^(independent|policy|at-work|both|nothing-drifts|quiet)/,
    vary: () => ({
      send: (patch, { side, partner }) =>
        patchOf(rows.map((row) => [row[side], valueAt(partner, row[OTHER[side]])])) ?? patch,
    }),
  };
}

function unconditional(
  title: string,
  body: (patch: CompanyPatch, record: Company) => CompanyPatch,
  red: readonly string[],
  within: RegExp,
  verdict: FaultyEngine['verdict'] = 'rejected',
): FaultyEngine {
  return {
    title,
    class: 'lost edits',
    against: 'a write checks that the record is still what was read',
    red,
    within,
    verdict,
    batches: ['at work'],
    vary: () => ({ ifMatch: false, send: (patch, { record }) => body(patch, record) }),
  };
}

function wholeAddresses(record: Company, patch: CompanyPatch): CompanyPatch {
  const { postAddress, visitAddress } = patched(record, patch);
  return { ...patch, postAddress, visitAddress };
}

function areBothWritten(decisions: readonly Decision[]): boolean {
  return SIDES.every((side) => decisions.some(({ writes }) => writes.some((leaf) => leaf.side === side)));
}

/** Each side keeps its own edit, and what they had agreed on before stays what they agree on. */
function untouched(decision: Decision, agreed: Agreed): Decision {
  const before = agreed[decision.group.rows[0] ?? ''] ?? null;
  return { ...decision, value: before, writes: [] };
}

/** What was to be written wins over the edit that it was to be overwritten with. */
function undone(decision: Decision): Decision {
  const [lost] = decision.writes;
  if (!lost) return decision;
  const side = OTHER[lost.side];
  const path = decision.group[side][0] ?? '';
  return { ...decision, value: lost.value, writes: [{ side, path, value: decision.value }] };
}
