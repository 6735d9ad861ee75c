/** Values that a sync tends to change on the way arrive as they are, code unit by code unit, on both sides. */
import { setting, together } from '../../domain/record.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import { awkwardOf, type AwkwardValue, type NearlyEqual, nearlyEqualOf } from '../../generate/awkward.ts';
import {
  checkOf,
  type Ground,
  linesSaying,
  matchedPair,
  pathOn,
  rowSlug,
  type Topic,
  createBoth,
} from '../ground.ts';
import { type Action, OTHER_SIDE, type Scenario, type Side, SIDES } from '../scenario.ts';
import { overScenarios } from '../view.ts';
import { holdsEdit } from '../row-findings.ts';

/** The right side is given other values than the left one was, so that a value left behind is seen. */
const SHIFT = { left: 0, right: 7 } as const;

export function verbatim(ground: Ground): Topic {
  const scenarios = upTo(ground.rows.map((row) => awkward(ground, row).length)).map((k) =>
    scenario(ground, k),
  );
  const hairlines = upTo(ground.rows.map((row) => nearlyEqual(ground, row).length)).map((k) =>
    hairline(ground, k),
  );
  const ids = [...scenarios, ...hairlines].map(({ id }) => id);
  const isHairline = new Set(hairlines.map(({ id }) => id));
  return {
    scenarios: { main: [...scenarios, ...hairlines] },
    checks: ground.rows.flatMap((row) =>
      SIDES.map((side, i) =>
        checkOf(ground, {
          kind: 'implied',
          group: 'properties',
          rows: [row],
          direction: side,
          lines: linesSaying(ground, 'introduces the rows'),
          name: `verbatim-${side}/${rowSlug(row)}`,
          title: `${rowName(row)}: ${awkward(ground, row).length} awkward values${hairs(ground, row)}, given on the ${side} arrive on the ${OTHER_SIDE[side]} verbatim`,
          scenarios: ids,
          judge: overScenarios(ids, (view) => {
            if (!isHairline.has(view.scenario.id)) return holdsEdit(view, i + 1, row, side);
            const rounds = nearlyEqual(ground, row).length === 0 ? [] : [2 * i + 1, 2 * i + 2];
            return rounds.flatMap((round) => holdsEdit(view, round, row, side));
          }),
        }),
      ),
    ),
  };
}

/** In the `k`th scenario each row gets another value of the catalogue; over all of them every row gets every one. */
function scenario(ground: Ground, k: number): Scenario {
  const pair = matchedPair(ground);
  const start = nameOf(ground, k, awkward);
  return {
    id: `awkward values/starting with ${start}`,
    title: 'every row is given an awkward value, on the left, then others on the right',
    rounds: [createBoth(pair), [give(ground, 'left', k)], [give(ground, 'right', k)]],
  };
}

/** An edit that changes next to nothing is an edit: on the left from one to the other, then so on the right. */
function hairline(ground: Ground, k: number): Scenario {
  const giveOf = (side: Side, which: 'before' | 'after'): Action =>
    editEach(ground, side, (row, i) => {
      const pairs = nearlyEqual(ground, row);
      return pairs[(k + i + SHIFT[side]) % pairs.length]?.[which];
    });
  const start = nameOf(ground, k, nearlyEqual);
  return {
    id: `values that differ by a hair/starting with ${start}`,
    title:
      'every row is edited from one value to another that differs by a hair, on the left, then on the right',
    rounds: [
      createBoth(matchedPair(ground)),
      [giveOf('left', 'before')],
      [giveOf('left', 'after')],
      [giveOf('right', 'before')],
      [giveOf('right', 'after')],
    ],
  };
}

function give(ground: Ground, side: Side, k: number): Action {
  return editEach(ground, side, (row, i) => {
    const values = awkward(ground, row);
    return values[(k + i + SHIFT[side]) % values.length]?.value;
  });
}

function editEach(ground: Ground, side: Side, valueOf: (row: Row, i: number) => string | undefined): Action {
  const patches = ground.rows.flatMap((row, i) => {
    const value = valueOf(row, i);
    return value === undefined ? [] : [setting(pathOn(row, side), value)];
  });
  return { do: 'edit', record: side, patch: together(patches) };
}

function upTo(counts: readonly number[]): number[] {
  return [...Array(Math.max(0, ...counts)).keys()];
}

/** Of the longest catalogue: each of its values begins one scenario. */
function nameOf(
  ground: Ground,
  k: number,
  catalogue: (ground: Ground, row: Row) => readonly { name: string }[],
): string {
  const found = ground.rows.map((row) => catalogue(ground, row)[k]).find((one) => one !== undefined);
  return found?.name ?? String(k);
}

function hairs(ground: Ground, row: Row): string {
  const { length } = nearlyEqual(ground, row);
  return length === 0 ? '' : `, and ${length} that differ by a hair`;
}

function awkward(ground: Ground, row: Row): readonly AwkwardValue[] {
  const type = ground.types.left.leaves.get(row.left);
  return type === undefined ? [] : awkwardOf(type);
}

function nearlyEqual(ground: Ground, row: Row): readonly NearlyEqual[] {
  const type = ground.types.left.leaves.get(row.left);
  return type === undefined ? [] : nearlyEqualOf(type);
}
