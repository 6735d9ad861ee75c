/** Both sides edit one row between two passes: they come to agree on one of the edits; which one is policy. */
import { type Row, rowName } from '../../domain/dataflow.ts';
import type { Check } from '../check.ts';
import {
  checkOf,
  edit,
  type Ground,
  linesSaying,
  matchedPair,
  pathOn,
  rowSlug,
  type Topic,
  createBoth,
} from '../ground.ts';
import { agreeOnOneOf } from '../row-findings.ts';
import { policyCheck } from '../policy-check.ts';
import { OTHER_SIDE, type Scenario, type Side } from '../scenario.ts';
import { editedTo, overScenarios } from '../view.ts';

const ORDERS = ['left', 'right', 'same time'] as const;
/** Which side was edited last. */
type Last = (typeof ORDERS)[number];

export function conflict(ground: Ground): Topic {
  const scenarios = (last: Last): Scenario[] => ground.rows.map((row) => scenario(ground, row, last));
  return {
    scenarios: { main: [...scenarios('left'), ...scenarios('right')], simultaneous: scenarios('same time') },
    checks: [
      ...ground.rows.map((row) => agreement(ground, row)),
      ...ORDERS.map((last) => whichWins(ground, last)),
    ],
  };
}

function agreement(ground: Ground, row: Row): Check {
  const ids = ORDERS.map((last) => idOf(row, last));
  return checkOf(ground, {
    kind: 'checklist',
    group: 'properties',
    rows: [row],
    lines: linesSaying(ground, 'keeps in sync'),
    name: `both-edited/${rowSlug(row)}`,
    title: `${rowName(row)}: edited on both sides between two passes, both come to agree on one of the edits`,
    scenarios: ids,
    judge: overScenarios(ids, (view) =>
      agreeOnOneOf(view, 1, row, [
        editedTo(view, 1, 'left', row.left),
        editedTo(view, 1, 'right', row.right),
      ]),
    ),
  });
}

function whichWins(ground: Ground, last: Last): Check {
  const policy = ground.policies.conflict;
  const newest: Side = last === 'same time' ? 'left' : last;
  const winner = policy === 'left' || policy === 'right' ? policy : newest;
  const rows = new Map(ground.rows.map((row) => [idOf(row, last), row]));
  return policyCheck(ground, {
    policy: 'conflict',
    isTie: last === 'same time',
    group: 'properties',
    name: `conflict-${last === 'same time' ? 'same-time' : `${last}-last`}`,
    title: `one row edited on both sides, ${last === 'same time' ? 'at the same time' : `the ${last} one last`}`,
    lines: linesSaying(ground, 'keeps in sync'),
    scenarios: [...rows.keys()],
    cases: (view) => {
      const row = rows.get(view.scenario.id);
      return row ? [{ round: 1, row, expected: editedTo(view, 1, winner, pathOn(row, winner)) }] : [];
    },
  });
}

const idOf = (row: Row, last: Last): string =>
  `conflict/${last === 'same time' ? last : `${last} edited last`}/${rowSlug(row)}`;

function scenario(ground: Ground, row: Row, last: Last): Scenario {
  const pair = matchedPair(ground);
  const end: Side = last === 'same time' ? 'left' : last;
  const change = (side: Side) => edit(side, pathOn(row, side), ground.source.value(side, pathOn(row, side)));
  return {
    id: idOf(row, last),
    title: `${rowName(row)} is edited on both sides between two passes, ${last === 'same time' ? 'at the same time' : `the ${last} one last`}`,
    needs: ['edits between passes'],
    rounds: [createBoth(pair), [change(OTHER_SIDE[end]), change(end)]],
  };
}
