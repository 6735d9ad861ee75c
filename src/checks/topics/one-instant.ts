/** Edits that bear the time of the last one that the engine saw: whoever asks for what is newer never sees them. */
import {
  checkOf,
  createBoth,
  editAllRows,
  type Ground,
  linesSaying,
  matchedPair,
  type Topic,
} from '../ground.ts';
import { holdsEdit } from '../row-findings.ts';
import { OTHER_SIDE, type Scenario, type Side, SIDES } from '../scenario.ts';
import { overScenarios } from '../view.ts';

export function oneInstant(ground: Ground): Topic {
  return {
    scenarios: { 'one instant': SIDES.map((side) => scenario(ground, side)) },
    checks: SIDES.map((side) =>
      checkOf(ground, {
        kind: 'implied',
        group: 'resilience',
        name: `one-instant-${side}`,
        title: `an edit on the ${side} arrives, though it bears the time of what the engine has seen already`,
        lines: linesSaying(ground, 'keeps in sync'),
        scenarios: SIDES.map(idOf),
        judge: overScenarios(SIDES.map(idOf), (view) =>
          ground.rows.flatMap((row) => holdsEdit(view, view.scenario.id === idOf(side) ? 1 : 2, row, side)),
        ),
      }),
    ),
  };
}

const idOf = (first: Side): string => `one instant/${first} first`;

function scenario(ground: Ground, first: Side): Scenario {
  const second = OTHER_SIDE[first];
  return {
    id: idOf(first),
    title: `a pair is edited on the ${first}, and later on the ${second}, while the tenants' clocks stand`,
    rounds: [
      createBoth(matchedPair(ground)),
      [editAllRows(ground, first, first)],
      [editAllRows(ground, second, second)],
    ],
  };
}
