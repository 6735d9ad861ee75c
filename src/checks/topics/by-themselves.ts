/** Rows that cannot be looked at while others are edited: each has pairs of its own, in which all else is left alone. */
import { type Row, rowName } from '../../domain/dataflow.ts';
import { type Patch, setting, together } from '../../domain/record.ts';
import { leafTypeOf } from '../../domain/record-type.ts';
import type { Check } from '../check.ts';
import {
  checkOf,
  createBoth,
  edit,
  type Ground,
  keyFor,
  linesSaying,
  matchedPair,
  pathOn,
  rowSlug,
  type Topic,
} from '../ground.ts';
import { heldBefore } from './first-link.ts';
import { agreeOnOneOf, holdsEdit } from '../row-findings.ts';
import { groupOf } from '../row-groups.ts';
import { OTHER_SIDE, type Scenario, type Side, SIDES } from '../scenario.ts';
import { overScenarios } from '../view.ts';

export function byThemselves(ground: Ground): Topic {
  const rows = ground.byThemselves;
  return {
    scenarios: { main: rows.flatMap((row) => SIDES.map((first) => scenario(ground, row, first))) },
    checks: rows.flatMap((row) => rowChecks(ground, row)),
  };
}

/** What is done in which round: the first side begins with a value, and the others of the row's group with none. */
const ROUNDS = { firstLink: 0, edited: 1, editedBack: 2, cleared: 3, filled: 4 } as const;

function rowChecks(ground: Ground, row: Row): Check[] {
  const lines = linesSaying(ground, 'keeps in sync');
  const check = (name: string, title: string, side: Side, first: Side, rounds: readonly number[]): Check =>
    checkOf(ground, {
      kind: 'checklist',
      group: 'properties',
      rows: [row],
      direction: side,
      lines,
      name: `${name}-${side}/${rowSlug(row)}`,
      title: `${rowName(row)}: ${title}`,
      scenarios: [idOf(row, first)],
      judge: overScenarios([idOf(row, first)], (view) =>
        rounds.flatMap((round) => holdsEdit(view, round, row, side)),
      ),
    });
  return SIDES.flatMap((side) => {
    const other = OTHER_SIDE[side];
    return [
      checkOf(ground, {
        kind: 'checklist',
        group: 'properties',
        rows: [row],
        direction: side,
        lines: linesSaying(ground, 'introduces the rows'),
        name: `first-link/empty-${other}/${rowSlug(row)}`,
        title: `${rowName(row)}: first link, the ${other} one empty`,
        scenarios: [idOf(row, side)],
        judge: overScenarios([idOf(row, side)], (view) =>
          agreeOnOneOf(
            view,
            ROUNDS.firstLink,
            row,
            SIDES.map((one) => heldBefore(view, ROUNDS.firstLink, row, one)),
          ),
        ),
      }),
      check('edit', `an edit on the ${side} arrives on the ${other}`, side, side, [ROUNDS.edited]),
      check('edit-back', `an edit on the ${side} after one on the ${other} arrives`, side, other, [
        ROUNDS.editedBack,
      ]),
      check('clear', `a clearing on the ${side} arrives on the ${other}`, side, side, [ROUNDS.cleared]),
      check(
        'fill',
        `a value given on the ${side} where both were empty arrives on the ${other}`,
        side,
        other,
        [ROUNDS.filled],
      ),
    ];
  });
}

const idOf = (row: Row, first: Side): string => `by itself/${first} first/${rowSlug(row)}`;

function scenario(ground: Ground, row: Row, first: Side): Scenario {
  const second = OTHER_SIDE[first];
  const [start, edited, editedBack, filled] = fourValues(ground, row, first);
  const set = (side: Side, value: string | null) => [edit(side, pathOn(row, side), value)];
  return {
    id: idOf(row, first),
    title: `${rowName(row)} alone is given a value on the ${first}, edited on alternate sides, cleared and filled again`,
    rounds: [
      createBoth(pairWith(ground, row, first, start)),
      set(first, edited),
      set(second, editedBack),
      set(first, null),
      set(second, filled),
    ],
  };
}

/** Nothing but the row's property on one side has a value in its group; a group that reaches the key holds that. */
function pairWith(ground: Ground, row: Row, first: Side, start: string): Record<Side, Patch> {
  const pair = matchedPair(ground);
  const group = groupOf([...ground.rows, ...ground.byThemselves], row);
  const reachesKey = group.some((one) => SIDES.some((side) => one[side] === ground.rule[side]));
  const key = reachesKey ? keyFor(ground, ground.rule) : null;
  const on = (side: Side): Patch =>
    together([
      pair[side],
      ...group.map((one) => setting(pathOn(one, side), key)),
      ...(reachesKey ? [setting(ground.rule[side], key)] : []),
      ...(side === first && !reachesKey ? [setting(pathOn(row, side), start)] : []),
    ]);
  return { left: on('left'), right: on('right') };
}

function fourValues(ground: Ground, row: Row, first: Side): readonly [string, string, string, string] {
  if (leafTypeOf(row.type)?.is === 'boolean') return ['true', 'false', 'true', 'false'];
  const path = pathOn(row, first);
  const next = (): string =>
    path === ground.rule[first] ? keyFor(ground, ground.rule) : ground.source.value(first, path);
  return [next(), next(), next(), next()];
}
