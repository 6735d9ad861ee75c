/**
 * Compares two documents by what they say. Where it stands makes no difference, but for the order; what says the same
 * and is written otherwise is told apart.
 */
import { cosmeticsOf } from './cosmetic.ts';
import type { Change, Difference } from './difference.ts';
import { matchBy } from './matching.ts';
import { movedAmong } from './order.ts';
import { stretchesOf } from './pairing.ts';
import { type Placed, thingsOf, type Version } from './things.ts';
import { wordingOf } from './wording.ts';

/**
 * Sections of one heading are paired by what they say. What was in a section that was added or removed is told as
 * well, unless it was moved from there or to there.
 */
export function diffDocuments(old: Version, next: Version): Difference {
  const wording = wordingOf([old.dataflow, next.dataflow]);
  const stretches = stretchesOf(thingsOf(old.dataflow, wording), thingsOf(next.dataflow, wording), wording);
  const pairs = stretches.flatMap(({ matches }) => matches.pairs);
  const elsewhere = matchBy(
    stretches.flatMap(({ matches }) => matches.before),
    stretches.flatMap(({ matches }) => matches.after),
    ({ key }) => key,
  );
  const moved = stretches.flatMap(({ before, after, matches }) => movedAmong(matches.pairs, before, after));
  const changes = [
    ...elsewhere.before.map(({ thing }): Change => ({ what: thing.what, change: 'removed', before: thing })),
    ...elsewhere.after.map(({ thing }): Change => ({ what: thing.what, change: 'added', after: thing })),
    ...pairs.filter((pair) => !isSame(pair)).map((pair): Change => ({ ...told(pair), change: 'changed' })),
    ...moved.map((pair) => movedTo(pair, false)),
    ...elsewhere.pairs.map((pair) => movedTo(pair, true)),
  ].toSorted(byKind);
  const same = [...pairs, ...elsewhere.pairs].filter(isSame);
  return { changes, cosmetic: cosmeticsOf(old, next, { same, wording, isAllSame: changes.length === 0 }) };
}

type Pair = readonly [before: Placed, after: Placed];

function isSame([before, after]: Pair): boolean {
  return before.key === after.key;
}

function told([before, after]: Pair) {
  return { what: after.thing.what, before: before.thing, after: after.thing };
}

function movedTo(pair: Pair, otherSection: boolean): Change {
  return { ...told(pair), change: 'moved', otherSection };
}

const WHATS: readonly Change['what'][] = ['systems', 'section', 'merge rule', 'row', 'sentence', 'unread'];
const CHANGES: readonly Change['change'][] = ['removed', 'added', 'changed', 'moved'];

function byKind(one: Change, other: Change): number {
  return (
    WHATS.indexOf(one.what) - WHATS.indexOf(other.what) ||
    CHANGES.indexOf(one.change) - CHANGES.indexOf(other.change)
  );
}
