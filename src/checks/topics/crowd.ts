/** More companies than one page holds: order of creation and page boundaries make no difference. */
import { type Check, type Finding, NotVerified } from '../check.ts';
import type { Evidence } from '../evidence.ts';
import {
  checkOf,
  create,
  editAllRows,
  type Ground,
  linesSaying,
  matchedPair,
  type Topic,
} from '../ground.ts';
import { type Action, type Scenario, SIDES } from '../scenario.ts';
import { overScenarios, type View } from '../view.ts';
import { holdsEdit, type Pair, sidesAgree } from '../row-findings.ts';

/** As many as a page of the list holds at most. */
const PAGE = 100;

interface Crowd {
  id: string;
  pairs: number;
  /** Which pairs are edited later, counted from 1. */
  edited: number[];
}

/** Among the records of all other scenarios of its batch, so that both together fill more than a page. */
const OPPOSITE: Crowd = { id: 'crowd/created in opposite orders', pairs: 40, edited: [1, 2, 39, 40] };
/** Alone more than two pages; some of the edited ones stand on either side of the first one's end. */
const INSTANT: Crowd = {
  id: 'crowd/created at the same time',
  pairs: 210,
  edited: [1, 90, 91, 92, 93, 110, 210],
};

export function crowd(ground: Ground): Topic {
  return {
    scenarios: { main: [scenario(ground, OPPOSITE)], simultaneous: [scenario(ground, INSTANT)] },
    checks: [
      ...checks(ground, OPPOSITE, 'pages', 'created in opposite orders'),
      ...checks(ground, INSTANT, 'pages/equal-times', 'with one time of modification'),
    ],
  };
}

function checks(ground: Ground, one: Crowd, name: string, which: string): Check[] {
  const { rows } = ground;
  const linked = (view: View): Finding[] =>
    numbers(one).flatMap((n) => rows.flatMap((row) => sidesAgree(view, 0, row, pairOf(n))));
  const edited = (view: View): Finding[] =>
    one.edited.flatMap((n) => rows.flatMap((row) => holdsEdit(view, 1, row, 'left', pairOf(n))));
  return [
    check(
      ground,
      one,
      `${name}/first-link`,
      `${one.pairs} pairs ${which} are linked, on more than one page`,
      linked,
    ),
    check(ground, one, `${name}/edits`, `edits of pairs ${which} arrive, on more than one page`, edited),
  ];
}

function check(
  ground: Ground,
  { id }: Crowd,
  name: string,
  title: string,
  judge: (view: View) => Finding[],
): Check {
  return checkOf(ground, {
    kind: 'implied',
    group: 'resilience',
    name,
    title,
    lines: linesSaying(ground, 'a link comes first'),
    scenarios: [id],
    judge: (evidence) => {
      const findings = overScenarios([id], judge)(evidence);
      if (findings.length === 0) assertPages(evidence, id);
      return findings;
    },
  });
}

/** On one page nothing about pages is shown. @throws NotVerified */
function assertPages({ scenarios }: Evidence, id: string): void {
  const batch = scenarios.get(id)?.batch;
  const sides = [...scenarios.values()]
    .filter((one) => one.batch === batch)
    .flatMap((one) => Object.values(one.sides));
  const fewest = Math.min(...SIDES.map((side) => sides.filter((one) => one === side).length));
  if (fewest <= PAGE) {
    throw new NotVerified(`a tenant held only ${fewest} companies, and a page holds ${PAGE}`, {
      declaredLack: false,
    });
  }
}

function pairOf(n: number): Pair {
  return { left: `left ${n}`, right: `right ${n}` };
}

function scenario(ground: Ground, one: Crowd): Scenario {
  const pairs = numbers(one).map((n) => ({ n, pair: matchedPair(ground) }));
  const lefts = pairs.map(({ n, pair }): Action => create(`left ${n}`, 'left', pair.left));
  const rights = pairs.map(({ n, pair }): Action => create(`right ${n}`, 'right', pair.right)).toReversed();
  return {
    id: one.id,
    title: `${one.pairs} matching pairs, the right ones created in the opposite order; some are edited later`,
    rounds: [[...lefts, ...rights], one.edited.map((n) => editAllRows(ground, `left ${n}`, 'left'))],
  };
}

function numbers({ pairs }: Crowd): number[] {
  return Array.from({ length: pairs }, (_, i) => i + 1);
}
