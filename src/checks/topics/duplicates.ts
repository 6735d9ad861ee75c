/** Several records with one key: what happens to them is policy; that a link already made holds is not. */
import {
  checkOf,
  create,
  editAllRows,
  type Ground,
  keyFor,
  linesSaying,
  matchedPair,
  pathOn,
  type Topic,
  withKey,
} from '../ground.ts';
import { receives, untouched } from '../linked.ts';
import { OTHER_SIDE, type RecordName, type Scenario, type Side, SIDES } from '../scenario.ts';
import { overScenarios } from '../view.ts';
import type { Check } from '../check.ts';

export function duplicates(ground: Ground): Topic {
  return {
    scenarios: {
      duplicates: [
        ...SIDES.map((side) => twins(ground, side)),
        ...SIDES.map((side) => newcomer(ground, side)),
      ],
    },
    checks: [
      ...SIDES.map((side) =>
        checkOf(ground, {
          kind: 'checklist',
          group: 'linking',
          name: `link-outlives-newcomer-${side}`,
          title: `a link outlives a newcomer on the ${side} with the same key`,
          lines: [ground.rule.line, ...linesSaying(ground, 'keeps in sync')],
          scenarios: [newcomerId(side)],
          judge: overScenarios([newcomerId(side)], (view) => [
            ...receives(view, 'right', [2], 'the left one of a linked pair was edited'),
            ...receives(view, 'left', [3], 'the right one of a linked pair was edited'),
          ]),
        }),
      ),
      ...SIDES.map((side) =>
        leftAloneByPolicy(
          ground,
          `duplicates-${side}`,
          `several unlinked records on the ${side} with one key are not linked`,
          twinsId(side),
          ['left', 'right', 'twin'],
        ),
      ),
      ...SIDES.map((side) =>
        leftAloneByPolicy(
          ground,
          `newcomer-${side}`,
          `a newcomer on the ${side} with a linked record's key is not linked`,
          newcomerId(side),
          ['newcomer'],
        ),
      ),
    ],
  };
}

export function leftAloneByPolicy(
  ground: Ground,
  name: string,
  title: string,
  scenario: string,
  records: RecordName[],
): Check {
  const policy = ground.policies.duplicates;
  const judged = overScenarios([scenario], (view) =>
    untouched(view, records, 'more than one record has its key', ground.echoes),
  );
  return checkOf(ground, {
    kind: 'policy',
    group: 'linking',
    name: `policy/${name}`,
    title: `${title}: policy duplicates=${policy}`,
    lines: [ground.rule.line],
    scenarios: [scenario],
    judge: (evidence) => {
      const found = judged(evidence);
      // Three records with one key in one tenant can settle only if post equals visit: nothing is expected.
      if (policy !== 'any' && ground.topology !== 'one-tenant') return found;
      return {
        recorded: found.length > 0 ? found.map((f) => f.message).join('; ') : 'left alone',
      };
    },
  });
}

const twinsId = (side: Side): string => `duplicates/two on the ${side}`;
const newcomerId = (side: Side): string => `duplicates/a newcomer on the ${side}`;

function twins(ground: Ground, side: Side): Scenario {
  const pair = matchedPair(ground);
  const path = pathOn(ground.rule, side);
  const key = keyFor(ground, ground.rule);
  return {
    id: twinsId(side),
    title: `two companies on the ${side} and one on the other side have one key`,
    rounds: [
      [
        create('left', 'left', withKey(pair.left, ground.rule.left, key)),
        create('right', 'right', withKey(pair.right, ground.rule.right, key)),
        create('twin', side, withKey(ground.source.record(side), path, key)),
      ],
      [editAllRows(ground, OTHER_SIDE[side], OTHER_SIDE[side])],
    ],
  };
}

function newcomer(ground: Ground, side: Side): Scenario {
  const pair = matchedPair(ground);
  const key = keyFor(ground, ground.rule);
  const rows = ground.rows.filter((row) => row.left !== ground.rule.left && row.right !== ground.rule.right);
  return {
    id: newcomerId(side),
    title: `a company with the key of a linked pair is created on the ${side}; the pair is edited after that`,
    rounds: [
      [
        create('left', 'left', withKey(pair.left, ground.rule.left, key)),
        create('right', 'right', withKey(pair.right, ground.rule.right, key)),
      ],
      [create('newcomer', side, withKey(ground.source.record(side), pathOn(ground.rule, side), key))],
      [editAllRows({ ...ground, rows }, 'left', 'left')],
      [editAllRows({ ...ground, rows }, 'right', 'right')],
    ],
  };
}
