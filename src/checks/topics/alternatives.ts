/** Merge rules are alternatives: each of them links by itself, and several only where they name the same record. */
import type { MergeRule } from '../../domain/dataflow.ts';
import { type Patch, valueAt } from '../../domain/record.ts';
import { BATCH_IDS } from '../batches.ts';
import {
  create,
  createBoth,
  editAllRows,
  type Ground,
  keyFor,
  matchedPair,
  named,
  type Topic,
  withKey,
} from '../ground.ts';
import { type Scenario, type Side, SIDES } from '../scenario.ts';
import { emptyMatchChecks, emptyMatches, nearMissChecks, nearMisses } from './apart.ts';
import { leftAloneByPolicy } from './duplicates.ts';
import { lateMatchChecks, lateMatches, linkCheck, linkedIn, ruleName } from './matching.ts';

/** Nothing for a section with one rule. That each rule links what is there before the first pass, `matching` asks. */
export function alternatives(ground: Ground): Topic {
  const others = ground.link.merge.slice(1).map((rule): Ground => ({ ...ground, rule }));
  if (others.length === 0) return { scenarios: {}, checks: [] };
  return {
    scenarios: {
      ...together(others.map(emptyMatches)),
      main: [...others.flatMap(lateMatches), ...others.flatMap(nearMisses), byAll(ground)],
      duplicates: others.filter(canCross).map(crossed),
    },
    checks: [
      ...others.flatMap(lateMatchChecks),
      ...others.flatMap(nearMissChecks),
      ...others.flatMap(emptyMatchChecks),
      linkCheck(ground, [BY_ALL], {
        name: 'match/all',
        title: `companies that agree by every one of ${ground.link.merge.length} merge rules are linked`,
        lines: ground.link.merge.map(({ line }) => line),
        judge: (view) => linkedIn(view, [0, 1, 2], 'the two match by every rule'),
      }),
      ...others
        .filter(canCross)
        .map((other) =>
          leftAloneByPolicy(
            other,
            named(other, 'crossed'),
            `a record that matches one by ${ruleName(ground.rule)}, and another by ${ruleName(other.rule)}, is not linked`,
            crossedId(other),
            ['left', 'right', 'other right'],
          ),
        ),
    ],
  };
}

/** By batch, one after the other. */
function together(all: readonly Topic['scenarios'][]): Topic['scenarios'] {
  const batches = new Set(all.flatMap((scenarios) => Object.keys(scenarios)));
  return Object.fromEntries(
    BATCH_IDS.filter((id) => batches.has(id)).map((id) => [
      id,
      all.flatMap((scenarios) => scenarios[id] ?? []),
    ]),
  );
}

const BY_ALL = 'match/by every rule';
const crossedId = (ground: Ground): string => named(ground, 'crossed');

function byAll(ground: Ground): Scenario {
  let pair = matchedPair(ground);
  const held = new Map<string, string | null>(SIDES.map((side) => keyHeld(pair, ground.rule, side)));
  for (const rule of ground.link.merge.slice(1)) {
    // Rules that share a property share its key.
    const known = SIDES.map((side) => held.get(`${side} ${rule[side]}`)).find((one) => one !== undefined);
    const key = known ?? keyFor(ground, rule);
    pair = { left: withKey(pair.left, rule.left, key), right: withKey(pair.right, rule.right, key) };
    for (const side of SIDES) held.set(...keyHeld(pair, rule, side));
  }
  return {
    id: BY_ALL,
    title: 'two companies agree by every merge rule before the first pass; both are edited later',
    rounds: [
      createBoth(pair),
      [editAllRows(ground, 'left', 'left')],
      [editAllRows(ground, 'right', 'right')],
    ],
  };
}

function keyHeld(pair: Record<Side, Patch>, rule: MergeRule, side: Side): [string, string | null] {
  return [`${side} ${rule[side]}`, valueAt(pair[side], rule[side])];
}

/** One property of the left record cannot hold the key of two others. */
function canCross({ link, rule }: Ground): boolean {
  return rule.left !== link.merge[0]?.left;
}

/** The left one agrees with one by the first rule, and with another by the ground's. */
function crossed(ground: Ground): Scenario {
  const [first = ground.rule] = ground.link.merge;
  const pair = matchedPair(ground, first);
  const key = keyFor(ground, ground.rule);
  // An edit of a key would leave but one that it matches.
  const rows = ground.rows.filter((row) => !ground.link.merge.some(({ left }) => left === row.left));
  return {
    id: crossedId(ground),
    title: `a company on the left agrees with one by ${ruleName(first)}, and with another by ${ruleName(ground.rule)}; it is edited later`,
    rounds: [
      [
        create('left', 'left', withKey(pair.left, ground.rule.left, key)),
        create('right', 'right', pair.right),
        create('other right', 'right', withKey(ground.source.record('right'), ground.rule.right, key)),
      ],
      [editAllRows({ ...ground, rows }, 'left', 'left')],
    ],
  };
}
