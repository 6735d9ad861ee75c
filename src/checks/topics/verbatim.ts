/** Values that a sync tends to change on the way arrive as they are, code unit by code unit, on both sides. */
import { mergePatches, patchAt } from '../../domain/company.ts';
import { rowName } from '../../domain/dataflow.ts';
import { awkwardValues } from '../../generate/awkward.ts';
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
  const ids = scenarios.map(({ id }) => id);
  return {
    scenarios: { main: scenarios },
    checks: ground.rows.flatMap((row) =>
      SIDES.map((side, i) =>
        checkOf(ground, {
          kind: 'implied',
          group: 'properties',
          rows: [row],
          direction: side,
          lines: linesSaying(ground, 'introduces the rows'),
          name: `verbatim-${side}/${rowSlug(row)}`,
          title: `${rowName(row)}: ${values.length} awkward values given on the ${side} arrive on the ${OTHER_SIDE[side]} verbatim`,
          scenarios: ids,
          judge: overScenarios(ids, (view) => holdsEdit(view, i + 1, row, side)),
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

function give(ground: Ground, side: Side, k: number): Action {
  const patches = ground.rows.map((row, i) => {
    const values = awkwardValues(row.type) ?? [];
    const value = values[(k + i + SHIFT[side]) % values.length];
    if (!value) throw new RangeError(`there are no awkward values for data type ${row.type}`);
    return patchAt(pathOn(row, side), value.value);
  });
  return { do: 'edit', record: side, patch: mergePatches(patches) };
}
