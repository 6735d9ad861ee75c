/** Answers of its own to what the document is silent on. */
import { type Company, isEmpty } from '../../domain/company.ts';
import type { Core } from '../../sync/core.ts';
import type { Decision } from '../../sync/decide.ts';
import type { FaultyEngine } from '../faulty.ts';
import type { Side } from '../variation.ts';

const OTHER = { left: 'right', right: 'left' } as const;
const SIDES: readonly Side[] = ['left', 'right'];
const EARLY = '1970-01-01T00:00:00.000Z';
const LATE = '2999-01-01T00:00:00.000Z';

type Decide = Core['decide'];

export function policyFaults(): FaultyEngine[] {
  return [
    ...SIDES.flatMap((side): FaultyEngine[] => [
      policy(
        `where both sides edited a row, the ${side} always wins`,
        `conflict-${OTHER[side]}-last`,
        /^policy\/(conflict|at-work)/,
        (decide) => (groups, records, agreed, edited) =>
          decide(groups, records, agreed, isFirst(agreed) ? edited : wonBy(side)),
      ),
      policy(
        `at a first link the ${side} always wins`,
        `first-link-newer-${OTHER[side]}`,
        /^policy\/first-link/,
        (decide) => (groups, records, agreed, edited) =>
          decide(groups, records, agreed, isFirst(agreed) ? wonBy(side) : edited),
      ),
      policy(
        `at a first link an empty ${side} wins`,
        `first-link-empty-${side}`,
        /^policy\/first-link-empty/,
        (decide) => (groups, records, agreed, edited) =>
          decide(groups, records, agreed, edited).map((decision) =>
            isFirst(agreed) ? emptied(decision, side) : decision,
          ),
      ),
    ]),
    policy(
      'where both sides edited a row, the earlier edit wins',
      'conflict-left-last',
      /^policy\/(conflict|at-work)/,
      (decide) => (groups, records, agreed, edited) =>
        decide(
          groups,
          records,
          agreed,
          isFirst(agreed) || edited === undefined ? edited : { left: edited.right, right: edited.left },
        ),
    ),
    policy(
      'at a first link the older record wins',
      'first-link-newer-left',
      /^policy\/first-link/,
      (decide) => (groups, records, agreed, edited) =>
        decide(
          groups,
          records,
          agreed,
          isFirst(agreed) && edited !== undefined ? { left: edited.right, right: edited.left } : edited,
        ),
    ),
    {
      ...policy(
        'of edits of one time the right one wins',
        'conflict-same-time',
        /^policy\/(conflict-same|first-link-same)/,
        (decide) => (groups, records, agreed, edited) =>
          decide(groups, records, agreed, edited?.left === edited?.right ? wonBy('right') : edited),
      ),
      batches: ['simultaneous'],
    },
    {
      title: 'an edit of orgNr does not count at a first link',
      class: 'policies',
      against:
        'the value of the record with the later modifiedAt wins, and an edit of orgNr moves it (policy)',
      red: ['policy/first-link-key-edited-left', 'policy/first-link-key-edited-right'],
      within: /^policy\/first-link-key/,
      verdict: 'accepted with deviations',
      vary: () => ({ read: untouchedByKeys() }),
    },
  ];
}

function policy(
  title: string,
  red: string,
  within: RegExp,
  change: (decide: Decide) => Decide,
): FaultyEngine {
  return {
    title,
    class: 'policies',
    against: 'the default of the policy, which stands where the document is silent',
    red: [`policy/${red}`],
    within,
    verdict: 'accepted with deviations',
    vary: () => ({ core: (core) => ({ ...core, decide: change(core.decide) }) }),
  };
}

function isFirst(agreed: Parameters<Decide>[2]): boolean {
  return Object.keys(agreed).length === 0;
}

function wonBy(side: Side): Record<Side, string> {
  return side === 'left' ? { left: LATE, right: EARLY } : { left: EARLY, right: LATE };
}

/** What the other side holds is emptied where this side holds nothing. */
function emptied(decision: Decision, side: Side): Decision {
  const filled = decision.writes.find((leaf) => leaf.side === side);
  if (!filled || !isEmpty(filled.value)) return decision;
  const path = decision.group[OTHER[side]][0] ?? '';
  return { ...decision, value: null, writes: [{ side: OTHER[side], path, value: decision.value }] };
}

/** A record that differs in its key alone is as old as it was. */
function untouchedByKeys(): (company: Company, side: Side) => Company {
  const before = new Map<string, { but: string; modifiedAt: string }>();
  return (company, side) => {
    const { orgNr: _, modifiedAt, ...rest } = company;
    const but = JSON.stringify(rest);
    const known = before.get(`${side} ${company.id}`);
    if (known?.but === but) return { ...company, modifiedAt: known.modifiedAt };
    before.set(`${side} ${company.id}`, { but, modifiedAt });
    return company;
  };
}
