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
import { type Action, type Scenario, type Side, SIDES } from '../scenario.ts';
import { overScenarios } from '../view.ts';

/** The round in which a pair is edited: the engine sees the time in the first, and meets it again in the second. */
const TURNS = { first: 1, again: 2 } as const;
type Turn = keyof typeof TURNS;

export function oneInstant(ground: Ground): Topic {
  return {
    scenarios: {
      'one instant': [
        // Whoever leaves out the first of what is new, as seen before, leaves out the wrong one.
        ...SIDES.map((side) => scenario(ground, side, 'again')),
        ...SIDES.map((side) => scenario(ground, side, 'first')),
      ],
    },
    checks: SIDES.map((side) =>
      checkOf(ground, {
        kind: 'implied',
        group: 'resilience',
        name: `one-instant-${side}`,
        title: `an edit on the ${side} arrives, though it bears the time of what the engine has seen already`,
        lines: linesSaying(ground, 'keeps in sync'),
        scenarios: [idOf(side, 'first'), idOf(side, 'again')],
        judge: overScenarios([idOf(side, 'first'), idOf(side, 'again')], (view) => {
          const turn = view.scenario.id === idOf(side, 'first') ? 'first' : 'again';
          return ground.rows.flatMap((row) => holdsEdit(view, TURNS[turn], row, side));
        }),
      }),
    ),
  };
}

const idOf = (side: Side, turn: Turn): string => `one instant/on the ${side}, ${turn}`;

/** Each record is edited once at most: a time of modification still tells two versions of one record apart. */
function scenario(ground: Ground, side: Side, turn: Turn): Scenario {
  const edited: Action[] = [editAllRows(ground, side, side)];
  return {
    id: idOf(side, turn),
    title: `while the tenants' clocks stand, a pair is edited on the ${side}, ${turn === 'first' ? 'before' : 'after'} the engine has seen their time`,
    rounds: [createBoth(matchedPair(ground)), ...(turn === 'first' ? [edited, []] : [[], edited])],
  };
}
