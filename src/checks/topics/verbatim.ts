/** Values that a sync tends to change on the way arrive as they are, code unit by code unit, on both sides. */
import { mergePatches, patchAt } from '../../domain/company.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import { awkwardValues, nearlyEqualValues } from '../../generate/awkward.ts';
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
  const values = awkwardValues('string') ?? [];
  const scenarios = values.map((_, k) => scenario(ground, k));
  const nearly = nearlyEqualValues('string') ?? [];
  const hairlines = nearly.map((_, k) => hairline(ground, k));
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
          title: `${rowName(row)}: ${values.length} awkward values, and ${nearly.length} that differ by a hair, given on the ${side} arrive on the ${OTHER_SIDE[side]} verbatim`,
          scenarios: ids,
          judge: overScenarios(ids, (view) => {
            const rounds = isHairline.has(view.scenario.id) ? [2 * i + 1, 2 * i + 2] : [i + 1];
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
  const start = awkwardValues('string')?.[k];
  return {
    id: `awkward values/starting with ${start?.name ?? k}`,
    title: 'every row is given an awkward value, on the left, then others on the right',
    rounds: [createBoth(pair), [give(ground, 'left', k)], [give(ground, 'right', k)]],
  };
}

/** An edit that changes next to nothing is an edit: on the left from one to the other, then so on the right. */
function hairline(ground: Ground, k: number): Scenario {
  const giveOf = (side: Side, which: 'before' | 'after'): Action =>
    editEach(ground, side, (row, i) => {
      const pairs = nearlyEqualValues(row.type) ?? [];
      return pairs[(k + i + SHIFT[side]) % pairs.length]?.[which];
    });
  const start = nearlyEqualValues('string')?.[k];
  return {
    id: `values that differ by a hair/starting with ${start?.name ?? k}`,
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
    const values = awkwardValues(row.type) ?? [];
    return values[(k + i + SHIFT[side]) % values.length]?.value;
  });
}

function editEach(ground: Ground, side: Side, valueOf: (row: Row, i: number) => string | undefined): Action {
  const patches = ground.rows.map((row, i) => {
    const value = valueOf(row, i);
    if (value === undefined) throw new RangeError(`there are no awkward values for data type ${row.type}`);
    return patchAt(pathOn(row, side), value);
  });
  return { do: 'edit', record: side, patch: mergePatches(patches) };
}
