/** A linked pair keeps in sync: edits, clearings and fillings on either side arrive on the other, for ever. */

import { type Row, rowName } from '../../domain/dataflow.ts';
import { type Patch, setting, together } from '../../domain/record.ts';
import { topLevelOf } from '../../domain/path.ts';
import type { Check } from '../check.ts';
import {
  blankOn,
  checkOf,
  create,
  edit,
  type Ground,
  isOfCompanies,
  linesSaying,
  matchedPair,
  pathOn,
  rowSlug,
  type Topic,
  createBoth,
} from '../ground.ts';
import { holdsEdit } from '../row-findings.ts';
import { type Action, OTHER_SIDE, type Scenario, type Side, SIDES } from '../scenario.ts';
import { overScenarios } from '../view.ts';

export function edits(ground: Ground): Topic {
  const cleared = clearedObjects(ground);
  return {
    scenarios: {
      main: [
        ...ground.rows.flatMap((row) => SIDES.map((side) => alternating(ground, row, side))),
        ...ground.rows.flatMap((row) => SIDES.map((side) => clearing(ground, row, side))),
        ...cleared.map(({ side, object }) => clearingObject(ground, side, object)),
        ...SIDES.map((side) => fillingFromNothing(ground, side)),
      ],
    },
    checks: ground.rows.flatMap((row) => rowChecks(ground, row)),
  };
}

function rowChecks(ground: Ground, row: Row): Check[] {
  const about = { kind: 'checklist', group: 'properties', rows: [row] } as const;
  const lines = linesSaying(ground, 'keeps in sync');
  const check = (
    name: string,
    title: string,
    seen: [scenario: string, round: number, side: Side][],
    direction?: Side,
  ): Check => {
    const scenarios = [...new Set(seen.map(([id]) => id))];
    return checkOf(ground, {
      ...about,
      ...(direction ? { direction } : {}),
      lines,
      name: `${name}/${rowSlug(row)}`,
      title: `${rowName(row)}: ${title}`,
      scenarios,
      judge: overScenarios(scenarios, (view) =>
        seen
          .filter(([id]) => id === view.scenario.id)
          .flatMap(([, round, side]) => holdsEdit(view, round, row, side)),
      ),
    });
  };
  return [
    ...SIDES.map((side) =>
      check(
        `edit-${side}`,
        `an edit on the ${side} arrives on the ${OTHER_SIDE[side]}`,
        [[alternatingId(row, side), 1, side]],
        side,
      ),
    ),
    ...SIDES.map((side) =>
      check(
        `clear-${side}`,
        `a clearing on the ${side} arrives on the ${OTHER_SIDE[side]}`,
        [
          [clearingId(row, side), 1, side],
          [clearingId(row, OTHER_SIDE[side]), 3, side],
          ...objectOf(ground, row, side).map((object): [string, number, Side] => [
            clearingObjectId(side, object),
            1,
            side,
          ]),
        ],
        side,
      ),
    ),
    ...SIDES.map((side) =>
      check(
        `fill-${side}`,
        `a value given on the ${side} where both were empty arrives on the ${OTHER_SIDE[side]}`,
        [
          [clearingId(row, side), 2, side],
          [clearingId(row, OTHER_SIDE[side]), 4, side],
          ...objectOf(ground, row, side).map((object): [string, number, Side] => [
            clearingObjectId(side, object),
            2,
            side,
          ]),
          [fillingId(side), 1, side],
        ],
        side,
      ),
    ),
    check(
      'alternate',
      'edits that alternate between the sides all arrive',
      SIDES.flatMap((first) =>
        [1, 2, 3, 4].map((round): [string, number, Side] => [
          alternatingId(row, first),
          round,
          round % 2 === 1 ? first : OTHER_SIDE[first],
        ]),
      ),
    ),
  ];
}

/** The scenarios in which nothing but this row is edited once the pair is linked. */
export function editsOf(row: Row): string[] {
  return SIDES.flatMap((side) => [alternatingId(row, side), clearingId(row, side)]);
}

const alternatingId = (row: Row, first: Side): string => `alternating edits/${first} first/${rowSlug(row)}`;
const clearingId = (row: Row, first: Side): string => `clearing and filling/${first} first/${rowSlug(row)}`;
const clearingObjectId = (side: Side, object: string): string => `clearing a whole object/${side}/${object}`;
const fillingId = (side: Side): string => `filling from nothing/${side}`;

function alternating(ground: Ground, row: Row, first: Side): Scenario {
  const second = OTHER_SIDE[first];
  const change = (side: Side): Action[] => [
    edit(side, pathOn(row, side), ground.source.value(side, pathOn(row, side))),
  ];
  return {
    id: alternatingId(row, first),
    title: `${rowName(row)} is edited on alternate sides, the ${first} one first`,
    rounds: [createBoth(matchedPair(ground)), change(first), change(second), change(first), change(second)],
  };
}

function clearing(ground: Ground, row: Row, first: Side): Scenario {
  const second = OTHER_SIDE[first];
  const set = (side: Side, value: string | null): Action[] => [edit(side, pathOn(row, side), value)];
  return {
    id: clearingId(row, first),
    title: `${rowName(row)} is cleared and filled again, on the ${first}, then ${blankOn(ground, second, pathOn(row, second)) === '' ? 'with "" ' : ''}on the ${second}`,
    rounds: [
      createBoth(matchedPair(ground)),
      set(first, null),
      set(first, ground.source.value(first, pathOn(row, first))),
      set(second, blankOn(ground, second, pathOn(row, second))),
      set(second, ground.source.value(second, pathOn(row, second))),
    ],
  };
}

function clearingObject(ground: Ground, side: Side, object: 'postAddress' | 'visitAddress'): Scenario {
  const refilled = ground.source.record(side);
  return {
    id: clearingObjectId(side, object),
    title: `the whole ${object} is set to null on the ${side}, then given again`,
    rounds: [
      createBoth(matchedPair(ground)),
      [{ do: 'edit', record: side, patch: { [object]: null } }],
      [{ do: 'edit', record: side, patch: { [object]: refilled[object] } }],
    ],
  };
}

function fillingFromNothing(ground: Ground, side: Side): Scenario {
  const pair = matchedPair(ground);
  const patches = ground.rows
    .map((row) => pathOn(row, side))
    .map((path) => edit(side, path, ground.source.value(side, path)));
  return {
    id: fillingId(side),
    title: isOfCompanies(ground)
      ? `neither company has an address until the ${side} one is given both`
      : `neither record has a value in any row until the ${side} one is given all`,
    rounds: [SIDES.map((one) => create(one, one, bareOf(ground, pair[one], one))), patches],
  };
}

/** A company without addresses, another record without a value in any row; but for its key. */
function bareOf(ground: Ground, draft: Patch, side: Side): Patch {
  if (isOfCompanies(ground)) return { ...draft, postAddress: null, visitAddress: null };
  const paths = ground.rows.map((row) => pathOn(row, side)).filter((path) => path !== ground.rule[side]);
  return together([draft, ...paths.map((path) => setting(path, null))]);
}

/** An address of a company, which can be null as a whole. */
function objectOf(ground: Ground, row: Row, side: Side): ('postAddress' | 'visitAddress')[] {
  if (!ground.types[side].isCompany) return [];
  const head = topLevelOf(pathOn(row, side));
  return head === 'postAddress' || head === 'visitAddress' ? [head] : [];
}

function clearedObjects(ground: Ground): { side: Side; object: 'postAddress' | 'visitAddress' }[] {
  return SIDES.flatMap((side) =>
    [...new Set(ground.rows.flatMap((row) => objectOf(ground, row, side)))].map((object) => ({
      side,
      object,
    })),
  );
}
