/** Which companies are linked: the same key, whenever it comes about; a link outlives a change of the key. */
import { headingOf, type MergeRule } from '../../domain/dataflow.ts';
import type { Check, Finding } from '../check.ts';
import {
  checkOf,
  create,
  edit,
  editAllRows,
  type Ground,
  keyFor,
  linesSaying,
  matchedPair,
  named,
  pathOn,
  type Topic,
  withKey,
  createBoth,
} from '../ground.ts';
import { receives, untouched } from '../linked.ts';
import { type Action, OTHER_SIDE, type Scenario, type Side, SIDES } from '../scenario.ts';
import { overScenarios, type View } from '../view.ts';

/** What the key is changed to after the link is made. */
const REKEYS = ['another number', 'the number of a third company', 'nothing'] as const;
type Rekey = (typeof REKEYS)[number];

const HOW = ['created', 'edited'] as const;
type How = (typeof HOW)[number];

/** Late in the batch, so that whoever looks for matches for a while only has stopped by then. */
const LATE_ROUND = 3;

export function matching(ground: Ground): Topic {
  return {
    scenarios: {
      main: [
        ...ground.link.merge.map((rule) => match(ground, rule)),
        ...SIDES.flatMap((side) => REKEYS.map((rekey) => rekeyed(ground, side, rekey))),
        bothEmptied(ground),
        ...lateMatches(ground),
        ...lateSides(ground).map((side) => latestMatch(ground, side)),
      ],
    },
    checks: [
      ...ground.link.merge.map((rule) =>
        linkCheck(ground, [matchId(rule)], {
          name: `match/${rule.left}~${rule.right}`,
          title: `companies with the same ${ruleName(rule)} are linked`,
          lines: [rule.line],
          judge: (view) => linkedIn(view, [0, 1, 2], 'the two match'),
        }),
      ),
      ...lateMatchChecks(ground),
      linkCheck(ground, lateSides(ground).map(latestMatchId), {
        name: 'late-match-much-later',
        title: 'companies are linked however long after the first pass the match is created',
        lines: [ground.rule.line],
        judge: (view) =>
          linkedIn(view, [LATE_ROUND, LATE_ROUND + 1], 'its match was created long after the first pass'),
      }),
      ...SIDES.flatMap((side) =>
        REKEYS.map((rekey) =>
          linkCheck(ground, [rekeyId(side, rekey)], {
            name: `key-changed-${side}/${rekey.replaceAll(' ', '-')}`,
            title: `a link outlives a change of ${pathOn(ground.rule, side)} to ${rekey} on the ${side}`,
            lines: linesSaying(ground, 'keeps in sync'),
            judge: (view) => [
              ...stillLinked(view),
              ...('third' in view.scenario.sides
                ? untouched(view, ['third'], 'its number is that of a linked record', ground.echoes)
                : []),
            ],
          }),
        ),
      ),
      linkCheck(ground, [BOTH_EMPTIED], {
        name: 'key-changed-both/nothing',
        title: `a link outlives it that ${ruleName(ground.rule)} is emptied on both sides`,
        lines: linesSaying(ground, 'keeps in sync'),
        judge: stillLinked,
      }),
    ],
  };
}

/** The match comes about after the first pass: created, or by an edit of the key, on either side. */
export function lateMatches(ground: Ground): Scenario[] {
  return howsLate(ground).map(({ side, how }) => lateMatch(ground, side, how));
}

export function lateMatchChecks(ground: Ground): Check[] {
  return byTurns(howsLate(ground)).map(({ side, how }) => {
    const id = lateMatchId(ground, side, how);
    return linkCheck(ground, [id], {
      name: named(ground, `late-match-${how}-${side}`),
      title: `companies are linked when the match${by(ground)} is ${how} later on the ${side}`,
      lines: [ground.rule.line],
      judge: (view) => linkedIn(view, [1, 2, 3], `its match was ${how} on the ${side}`),
    });
  });
}

/**
 * How a match can come about later, in the order of the scenarios. Where a record is created for each on the left, one
 * on the left has a match from its first pass on: then its match is there before it, or none comes.
 */
export function howsLate({ creation }: Ground): { side: Side; how: How }[] {
  if (creation.creates === 'always') return [{ side: 'left', how: 'created' }];
  return HOW.flatMap((how) => SIDES.map((side) => ({ side, how })));
}

/** The same in the order of the checks: side by side. */
export function byTurns(hows: { side: Side; how: How }[]): { side: Side; how: How }[] {
  return SIDES.flatMap((side) => hows.filter((one) => one.side === side));
}

function lateSides(ground: Ground): Side[] {
  const sides = new Set(howsLate(ground).map(({ side }) => side));
  return SIDES.filter((side) => sides.has(side));
}

/** Nothing where the section has one rule, by which everything is. */
function by({ link, rule }: Ground): string {
  return rule === link.merge[0] ? '' : ` by ${ruleName(rule)}`;
}

/** Both were edited, one after the other, after their key had changed. */
function stillLinked(view: View): Finding[] {
  return [
    ...receives(view, 'right', [2], 'the left one of a linked pair was edited'),
    ...receives(view, 'left', [3], 'the right one of a linked pair was edited'),
  ];
}

/** In one of the rounds something came to either side: with the link itself, or with an edit on the other. */
export function linkedIn(view: View, rounds: readonly number[], why: string): Finding[] {
  const left = receives(view, 'left', rounds, why);
  return left.length > 0 ? receives(view, 'right', rounds, why) : [];
}

export function linkCheck(
  ground: Ground,
  scenarios: string[],
  what: { name: string; title: string; lines: number[]; judge: (view: View) => Finding[] },
): Check {
  return checkOf(ground, {
    kind: 'checklist',
    group: 'linking',
    scenarios,
    ...what,
    judge: overScenarios(scenarios, what.judge),
  });
}

export function ruleName({ left, right }: MergeRule): string {
  return left === right ? left : `${left} and ${right}`;
}

export const matchId = (rule: MergeRule): string => `match/${rule.left}~${rule.right}`;
/** The pair is first linked in round 1. */
export const lateMatchId = (ground: Ground, side: Side, how: How): string =>
  named(ground, `late match/${how} on the ${side}`);
const latestMatchId = (side: Side): string => `late match/created much later on the ${side}`;
const BOTH_EMPTIED = 'key changed/on both sides to nothing';
const rekeyId = (side: Side, rekey: Rekey): string => `key changed/on the ${side} to ${rekey}`;

function match(ground: Ground, rule: MergeRule): Scenario {
  const pair = matchedPair(ground, rule);
  return {
    id: matchId(rule),
    title: `two ${headingOf(ground.link)} have the same ${ruleName(rule)} before the first pass; both are edited later`,
    rounds: [
      createBoth(pair),
      [editAllRows(ground, 'left', 'left')],
      [editAllRows(ground, 'right', 'right')],
    ],
  };
}

function lateMatch(ground: Ground, side: Side, how: How): Scenario {
  const pair = matchedPair(ground);
  const other = OTHER_SIDE[side];
  const [path, otherPath] = [pathOn(ground.rule, side), pathOn(ground.rule, other)];
  const key = keyFor(ground, ground.rule);
  const waiting = create(other, other, withKey(pair[other], otherPath, key));
  const newcomer = withKey(pair[side], path, key);
  const begin =
    how === 'created'
      ? [[waiting], [create(side, side, newcomer)]]
      : [
          // The older one, so that it is the edit of the key that makes it the newer one.
          [create(side, side, withKey(newcomer, path, keyFor(ground, ground.rule))), waiting],
          [edit(side, path, key)],
        ];
  return {
    id: lateMatchId(ground, side, how),
    title: `the match of a company${by(ground)} is ${how} later on the ${side}; both are edited after that`,
    rounds: [...begin, [editAllRows(ground, 'left', 'left')], [editAllRows(ground, 'right', 'right')]],
  };
}

function latestMatch(ground: Ground, side: Side): Scenario {
  const pair = matchedPair(ground);
  const other = OTHER_SIDE[side];
  const meanwhile = Array.from({ length: LATE_ROUND - 1 }, (): Action[] => []);
  return {
    id: latestMatchId(side),
    title: `the match of a company is created on the ${side} when all else has long been linked; it is edited after that`,
    rounds: [
      [create(other, other, pair[other])],
      ...meanwhile,
      [create(side, side, pair[side])],
      [editAllRows(ground, side, side)],
    ],
  };
}

function rekeyed(ground: Ground, side: Side, rekey: Rekey): Scenario {
  const pair = matchedPair(ground);
  const thirdSide = OTHER_SIDE[side];
  const third = ground.source.record(thirdSide);
  const key = keyFor(ground, ground.rule);
  const others =
    rekey === 'the number of a third company'
      ? [create('third', thirdSide, withKey(third, pathOn(ground.rule, thirdSide), key))]
      : [];
  return {
    id: rekeyId(side, rekey),
    title: `the merge property of a linked company is changed on the ${side} to ${rekey}; both are edited after that`,
    rounds: [
      [create('left', 'left', pair.left), create('right', 'right', pair.right), ...others],
      [edit(side, pathOn(ground.rule, side), rekey === 'nothing' ? null : key)],
      [editAllRowsButKey(ground, 'left')],
      [editAllRowsButKey(ground, 'right')],
    ],
  };
}

function bothEmptied(ground: Ground): Scenario {
  return {
    id: BOTH_EMPTIED,
    title: 'the merge property of a linked pair is emptied on both sides; both are edited after that',
    rounds: [
      createBoth(matchedPair(ground)),
      SIDES.map((side) => edit(side, pathOn(ground.rule, side), null)),
      [editAllRowsButKey(ground, 'left')],
      [editAllRowsButKey(ground, 'right')],
    ],
  };
}

function editAllRowsButKey(ground: Ground, side: Side): ReturnType<typeof editAllRows> {
  return editAllRows(
    { ...ground, rows: ground.rows.filter((row) => row[side] !== ground.rule[side]) },
    side,
    side,
  );
}
