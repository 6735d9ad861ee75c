/** Which things of two lists are in the same order in both, and which were moved: as few as can be. */
import { type Placed, PLACES } from './things.ts';
import { groupBy, type Matches, withRest } from './matching.ts';

/**
 * Pairs things of one key so that as many pairs as can be are in the same order (Hunt and Szymanski): of several that
 * are alike, those are paired that did not move.
 */
export function matchInOrder(before: readonly Placed[], after: readonly Placed[]): Matches<Placed> {
  const start = commonStart(before, after);
  const end = commonStart(before.slice(start).toReversed(), after.slice(start).toReversed());
  const positions = groupBy(
    [...after.keys()].slice(start, after.length - end),
    (at) => after[at]?.key ?? null,
  );
  const candidates = before
    .slice(start, before.length - end)
    .flatMap((thing) => (positions.get(thing.key) ?? []).toReversed().map((at) => ({ thing, at })));
  const pairs: [Placed, Placed][] = [];
  const pair = (one: Placed | undefined, other: Placed | undefined): void => {
    if (one && other) pairs.push([one, other]);
  };
  for (const [at, thing] of before.slice(0, start).entries()) pair(thing, after[at]);
  for (const { thing, at } of longestIncreasing(candidates, (candidate) => candidate.at))
    pair(thing, after[at]);
  for (let back = end; back > 0; back -= 1) pair(before[before.length - back], after[after.length - back]);
  return withRest(pairs, before, after);
}

/** The pairs of which the order changed relative to the others: as few as can be. The lists have all things in order. */
export function movedAmong(
  pairs: readonly (readonly [Placed, Placed])[],
  before: readonly Placed[],
  after: readonly Placed[],
): (readonly [Placed, Placed])[] {
  const [was, is] = [positionsIn(before), positionsIn(after)];
  const stretch = stretchOf(before, after);
  const ordered = pairs.toSorted((a, b) => (was.get(a[0]) ?? 0) - (was.get(b[0]) ?? 0));
  const staying = ordered.filter(([one, other]) => stretch(one) === stretch(other));
  const stretches = groupBy(staying, ([one]) => String(stretch(one)));
  const kept = new Set(
    [...stretches.values()].flatMap((some) => longestIncreasing(some, ([, other]) => is.get(other) ?? 0)),
  );
  return ordered.filter((pair) => !kept.has(pair));
}

/** The longest part of a list, in its order, in which each has a higher number than the one before. */
export function longestIncreasing<T>(list: readonly T[], numberOf: (one: T) => number): T[] {
  interface Chain {
    one: T;
    number: number;
    length: number;
    behind: Chain | null;
  }
  // For each length the chain that ends with the lowest number, as most can follow it.
  const best: Chain[] = [];
  for (const one of list) {
    const number = numberOf(one);
    let [low, high] = [0, best.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((best[middle]?.number ?? Infinity) < number) low = middle + 1;
      else high = middle;
    }
    best[low] = { one, number, length: low + 1, behind: best[low - 1] ?? null };
  }
  const longest: T[] = [];
  for (let chain = best.at(-1) ?? null; chain; chain = chain.behind) longest.push(chain.one);
  return longest.toReversed();
}

function commonStart(before: readonly Placed[], after: readonly Placed[]): number {
  const differing = before.findIndex((thing, at) => thing.key !== after[at]?.key);
  return differing === -1 ? before.length : differing;
}

function positionsIn(things: readonly Placed[]): Map<Placed, number> {
  return new Map(things.map((thing, at) => [thing, at]));
}

/** A table parts what stands before it from what stands behind it; one that is not in both documents parts nothing. */
function stretchOf(before: readonly Placed[], after: readonly Placed[]): (thing: Placed) => number {
  const inBoth = (place: number): boolean =>
    [before, after].every((things) => things.some((thing) => thing.place === place));
  const [hasMerge, hasRows] = [inBoth(PLACES.merge), inBoth(PLACES.rows)];
  return ({ place }) =>
    (!hasMerge && place < PLACES.beforeRows) || (!hasRows && place > PLACES.beforeRows)
      ? PLACES.beforeRows
      : place;
}
