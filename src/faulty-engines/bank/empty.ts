/** What is empty, and what is taken for it. */
import { isEmpty } from '../../domain/company.ts';
import type { Core } from '../../sync/core.ts';
import type { Row } from '../../domain/dataflow.ts';
import { rowName } from '../../domain/dataflow.ts';
import type { FaultyEngine } from '../faulty.ts';
import { leavesOf, valuesMapped, without } from '../leaves.ts';
import { slugOf } from './ground.ts';

const CLEARED = 'a later clearing on either side is carried over';

export function emptyFaults(rows: readonly Row[]): FaultyEngine[] {
  const clearings = rows.flatMap((row) => [`clear-left/${slugOf(row)}`, `clear-right/${slugOf(row)}`]);
  return [
    {
      title: 'clearings are skipped',
      class: 'empty',
      against: CLEARED,
      red: clearings,
      within: /^(clear|nothing-drifts|quiet)/,
      vary: () => ({ send: (patch) => without(patch, (_, value) => isEmpty(value)) }),
    },
    ...[' ', '-', 'null', 'N/A', 'undefined', '\u00A0'].map((text): FaultyEngine => ({
      title: `clearings are written as ${JSON.stringify(text)}`,
      class: 'empty',
      against: CLEARED,
      red: clearings,
      within: /^(clear|fill|nothing-drifts|quiet|alternate)/,
      vary: () => ({ send: (patch) => valuesMapped(patch, (value) => (isEmpty(value) ? text : value)) }),
    })),
    {
      title: 'a clearing is undone by what the other side still holds',
      class: 'empty',
      against: CLEARED,
      red: clearings,
      within: /^(clear|nothing-drifts|quiet|fill|policy\/conflict|both-edited|independent)/,
      vary: () => ({
        core: (core) => ({
          ...core,
          decide: (groups, records, agreed, edited) =>
            core.decide(
              groups,
              records,
              Object.fromEntries(
                Object.entries(agreed).filter(
                  ([row]) => !isClearing(core, groups, records, agreed, edited, row),
                ),
              ),
              edited,
            ),
        }),
      }),
    },
    {
      title: 'a clearing of one leaf clears the whole address',
      class: 'empty',
      against: 'rows are kept equal one by one',
      red: ['independent-edits', 'clear-left'],
      within: /^(?!near|same-name|unlisted|no-|empty-keys|unmatched)/,
      vary: () => ({
        send: (patch) => {
          const cleared = leavesOf(patch).find(([path, value]) => path.includes('.') && isEmpty(value))?.[0];
          if (cleared === undefined) return patch;
          return { ...patch, [cleared.split('.')[0] ?? '']: null };
        },
      }),
    },
    {
      title: 'what was empty is never filled later',
      class: 'empty',
      against: 'an edit arrives, also where there was nothing before',
      red: rows.flatMap((row) => [`fill-left/${slugOf(row)}`, `fill-right/${slugOf(row)}`]),
      within: /^(fill|nothing-drifts|quiet|clear|independent|verbatim|alternate)/,
      vary: () => ({
        send: (patch, { first, record }) =>
          first ? patch : without(patch, (path, value) => !isEmpty(value) && isEmpty(leafIn(record, path))),
      }),
    },
    ...rows.map((row): FaultyEngine => ({
      title: `clearings of ${rowName(row)} are skipped`,
      class: 'empty',
      against: CLEARED,
      red: [`clear-left/${slugOf(row)}`, `clear-right/${slugOf(row)}`],
      rows: [rowName(row)],
      vary: () => ({
        send: (patch, { side }) => without(patch, (path, value) => path === row[side] && isEmpty(value)),
      }),
    })),
  ];
}

function leafIn(record: object, path: string): string | null {
  let at: unknown = record;
  for (const name of path.split('.')) at = isFields(at) ? at[name] : null;
  return typeof at === 'string' ? at : null;
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

type Decide = Core['decide'];

function isClearing(
  { decide }: { decide: Decide },
  groups: Parameters<Decide>[0],
  records: Parameters<Decide>[1],
  agreed: Parameters<Decide>[2],
  edited: Parameters<Decide>[3],
  row: string,
): boolean {
  const decision = decide(groups, records, agreed, edited).find(({ group }) => group.rows.includes(row));
  return decision !== undefined && isEmpty(decision.value) && decision.writes.length > 0;
}
