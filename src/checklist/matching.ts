/** Pairs the things of two lists by a key, each thing once, so that doubles are counted and not lost. */

export interface Matches<T> {
  pairs: [before: T, after: T][];
  /** Those of the first list that found no partner, in their order; `after` those of the second. */
  before: T[];
  after: T[];
}

export function matchBy<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (thing: T) => string,
): Matches<T> {
  const waiting = groupBy(after, keyOf);
  const taken = new Map<string, number>();
  const pairs: [T, T][] = [];
  const alone: T[] = [];
  for (const thing of before) {
    const key = keyOf(thing);
    const position = taken.get(key) ?? 0;
    const partner = waiting.get(key)?.[position];
    if (partner === undefined) alone.push(thing);
    else {
      pairs.push([thing, partner]);
      taken.set(key, position + 1);
    }
  }
  const partners = new Set(pairs.map(([, partner]) => partner));
  return { pairs, before: alone, after: after.filter((thing) => !partners.has(thing)) };
}

export function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group) group.push(thing);
    else groups.set(keyOf(thing), [thing]);
  }
  return groups;
}
