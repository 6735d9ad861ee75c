/** A linked record is deleted: the document is silent on what follows for the other one. */
import type { Check } from '../check.ts';
import { checkOf, editAllRows, type Ground, matchedPair, type Topic, createBoth } from '../ground.ts';
import { changedButEchoes } from '../linked.ts';
import { OTHER_SIDE, type Scenario, type Side, SIDES } from '../scenario.ts';
import { finding, overScenarios, roundOf, type View } from '../view.ts';

export function deletion(ground: Ground): Topic {
  return {
    scenarios: { deletion: SIDES.map((side) => scenario(ground, side)) },
    checks: SIDES.map((side) => check(ground, side)),
  };
}

function check(ground: Ground, side: Side): Check {
  const survivor = OTHER_SIDE[side];
  const policy = ground.policies.deletion;
  const judged = overScenarios([idOf(side)], (view) => {
    const fate = fateOf(ground, view, survivor);
    if (fate === (policy === 'deleted' ? 'was deleted too' : 'stayed as it was')) return [];
    return [
      finding(`the ${side} one was deleted, and the ${survivor} one ${fate}`, {
        scenario: idOf(side),
        round: 1,
        record: survivor,
      }),
    ];
  });
  return checkOf(ground, {
    kind: 'policy',
    group: 'isolation',
    name: `policy/deletion-${side}`,
    title: `after a deletion on the ${side}, what happens to the linked record on the ${survivor}: policy deletion=${policy}`,
    lines: [ground.link.line],
    scenarios: [idOf(side)],
    judge: (evidence) => {
      if (policy !== 'any') return judged(evidence);
      let fate = '';
      overScenarios([idOf(side)], (view) => {
        fate = fateOf(ground, view, survivor);
        return [];
      })(evidence);
      return { recorded: `the ${survivor} one ${fate}` };
    },
  });
}

function fateOf(
  ground: Ground,
  view: View,
  survivor: Side,
): 'was deleted too' | 'stayed as it was' | 'was changed' {
  for (const round of [1, 2]) {
    if (roundOf(view, round).observed[survivor] === null) return 'was deleted too';
    if (changedButEchoes(view, round, survivor, ground.echoes).length > 0) return 'was changed';
  }
  return 'stayed as it was';
}

const idOf = (side: Side): string => `deletion/of the ${side} one`;

function scenario(ground: Ground, side: Side): Scenario {
  const pair = matchedPair(ground);
  const survivor = OTHER_SIDE[side];
  return {
    id: idOf(side),
    title: `the ${side} one of a linked pair is deleted; the ${survivor} one is edited after that`,
    rounds: [createBoth(pair), [{ do: 'delete', record: side }], [editAllRows(ground, survivor, survivor)]],
  };
}
