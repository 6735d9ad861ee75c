/** A name as somebody typed it, and those that may have been meant. Pure. */

/** What a name stands for: exactly it, or the only one that begins with it; else those that may be meant. */
export function nameMeant(given: string, names: readonly string[]): { name: string } | { near: string[] } {
  if (names.includes(given)) return { name: given };
  const wanted = given.toLowerCase();
  const beginning = names.filter((name) => name.toLowerCase().startsWith(wanted));
  const [only] = beginning;
  if (only !== undefined && beginning.length === 1) return { name: only };
  const near = beginning.length > 0 ? beginning : nearest(wanted, names);
  return { near: near.slice(0, MOST) };
}

const MOST = 5;

/** A name that is none, as a message says it. */
export function nearTold(what: string, near: readonly string[]): string {
  if (near.length === 0) return `there is no such ${what}; docs/histories.md tells which there are`;
  return `there is no one ${what} of this name. Near ones: ${near.join('; ')}`;
}

/** Those with it in them first, then those that are the fewest letters away. */
function nearest(wanted: string, names: readonly string[]): string[] {
  const within = wanted === '' ? [] : names.filter((name) => name.toLowerCase().includes(wanted));
  const others = names
    .filter((name) => !within.includes(name))
    .map((name) => ({ name, away: distance(wanted, name.toLowerCase().slice(0, wanted.length + 2)) }))
    .filter(({ away }) => away <= Math.max(2, wanted.length / 3))
    .toSorted((a, b) => a.away - b.away);
  return [...within, ...others.map(({ name }) => name)];
}

/** How many letters are to be changed, added or left out (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of one.split('').entries()) {
    const next = [at + 1];
    for (let to = 1; to <= other.length; to += 1) {
      const changed = (row[to - 1] ?? 0) + (other[to - 1] === letter ? 0 : 1);
      next.push(Math.min(changed, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
