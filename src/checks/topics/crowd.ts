/** More companies than one page holds: order of creation and page boundaries make no difference. */
import type { Check, Finding } from '../check.ts';
import {
  checkOf,
  create,
  editAllRows,
  type Ground,
  linesSaying,
  matchedPair,
  type Topic,
} from '../ground.ts';
import type { Action, Scenario } from '../scenario.ts';
import { overScenarios, type View } from '../view.ts';
import { holdsEdit, type Pair, sidesAgree } from '../row-findings.ts';

/** A page holds 100 records at most, so each tenant's list of this crowd alone has more than one. */
const PAIRS = 120;
/** The first of a page, its last, and the first and last of the next. */
const EDITED = [1, 2, 100, 101, PAIRS];

const CROWD = 'crowd/created in opposite orders';
const INSTANT = 'crowd/created at the same time';

export function crowd(ground: Ground): Topic {
  return {
    scenarios: { main: [scenario(ground, CROWD)], simultaneous: [scenario(ground, INSTANT)] },
    checks: [
      check(
        ground,
        'pages/first-link',
        `${PAIRS} pairs, created in opposite orders, are linked across pages`,
        CROWD,
        allAgree(ground),
      ),
      check(ground, 'pages/edits', 'edits at the ends of pages arrive', CROWD, editsArrive(ground)),
      check(
        ground,
        'pages/equal-times',
        `${PAIRS} pairs with one time of modification are linked across pages`,
        INSTANT,
        allAgree(ground),
      ),
      check(
        ground,
        'pages/equal-times-edits',
        'edits with one time of modification arrive',
        INSTANT,
        editsArrive(ground),
      ),
    ],
  };
}

function check(
  ground: Ground,
  name: string,
  title: string,
  id: string,
  judge: (view: View) => Finding[],
): Check {
  return checkOf(ground, {
    kind: 'implied',
    group: 'resilience',
    name,
    title,
    lines: linesSaying(ground, 'a link comes first'),
    scenarios: [id],
    judge: overScenarios([id], judge),
  });
}

function allAgree({ rows }: Ground) {
  return (view: View): Finding[] =>
    numbers().flatMap((n) => rows.flatMap((row) => sidesAgree(view, 0, row, pairOf(n))));
}

function editsArrive({ rows }: Ground) {
  return (view: View): Finding[] =>
    EDITED.flatMap((n) => rows.flatMap((row) => holdsEdit(view, 1, row, 'left', pairOf(n))));
}

function pairOf(n: number): Pair {
  return { left: `left ${n}`, right: `right ${n}` };
}

function scenario(ground: Ground, id: string): Scenario {
  const pairs = numbers().map((n) => ({ n, pair: matchedPair(ground) }));
  const lefts = pairs.map(({ n, pair }): Action => create(`left ${n}`, 'left', pair.left));
  const rights = pairs.map(({ n, pair }): Action => create(`right ${n}`, 'right', pair.right)).toReversed();
  return {
    id,
    title: `${PAIRS} matching pairs, the right ones created in the opposite order; some are edited later`,
    rounds: [[...lefts, ...rights], EDITED.map((n) => editAllRows(ground, `left ${n}`, 'left'))],
  };
}

function numbers(): number[] {
  return Array.from({ length: PAIRS }, (_, i) => i + 1);
}
