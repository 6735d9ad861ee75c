/** Pairs the things of two lists, each thing once, so that doubles are counted and not lost. */

export interface Matches<T> {
  pairs: [before: T, after: T][];
  /** Those of the first list that found no partner, in their order; `after` those of the second. */
  before: T[];
  after: T[];
}

/** Pairs those of one key, the first with the first. What has no key, which is null, finds no partner. */
export function matchBy<T extends object>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (thing: T) => string | null,
): Matches<T> {
  const waiting = groupBy(after, keyOf);
  const pairs: [T, T][] = [];
  for (const [key, things] of groupBy(before, keyOf)) {
    for (const [at, thing] of things.entries()) {
      const partner = waiting.get(key)?.[at];
      if (partner !== undefined) pairs.push([thing, partner]);
    }
  }
  return withRest(pairs, before, after);
}

/** More would take seconds, and be no family's document: these are not compared. */
const MOST_COMPARISONS = 1_000_000;

/**
 * Pairs the most alike first; a likeness of 0 makes no pair. Of several that are as like to one the first is taken, so
 * that it makes no difference which list is the old one.
 */
export function matchAlike<T extends object>(
  before: readonly T[],
  after: readonly T[],
  likeness: (one: T, other: T) => number,
): Matches<T> {
  if (before.length * after.length > MOST_COMPARISONS) return withRest([], before, after);
  const candidates = before
    .flatMap((one) => after.map((other) => ({ one, other, alike: likeness(one, other) })))
    .filter(({ alike }) => alike > 0)
    .toSorted((a, b) => b.alike - a.alike);
  const taken = new Set<T>();
  const pairs: [T, T][] = [];
  for (const { one, other } of candidates) {
    if (taken.has(one) || taken.has(other)) continue;
    taken.add(one).add(other);
    pairs.push([one, other]);
  }
  return withRest(pairs, before, after);
}

/** What two lists have in common, from 0 to 1; what is in them twice counts twice. Two empty ones are the same. */
export function sharedBy(one: readonly string[], other: readonly string[]): number {
  if (one.length + other.length === 0) return 1;
  const left = new Map<string, number>();
  for (const part of one) left.set(part, (left.get(part) ?? 0) + 1);
  let shared = 0;
  for (const part of other) {
    const count = left.get(part) ?? 0;
    if (count > 0) shared += 1;
    left.set(part, count - 1);
  }
  return (2 * shared) / (one.length + other.length);
}

export function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}

/** The pairs, and what is in none of them. */
export function withRest<T extends object>(
  pairs: [T, T][],
  before: readonly T[],
  after: readonly T[],
): Matches<T> {
  const paired = new Set(pairs.flat());
  return {
    pairs,
    before: before.filter((thing) => !paired.has(thing)),
    after: after.filter((thing) => !paired.has(thing)),
  };
}
