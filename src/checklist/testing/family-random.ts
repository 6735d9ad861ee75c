/** Random choices that depend on a seed alone; a checklist may not import those of src/generate. */

/** A list to choose from has at least one entry. */
export type Choices<T> = readonly [T, ...T[]];

export interface Random {
  /** Whether something happens that does in this share of all cases: 0.25 is one in four. */
  chance(share: number): boolean;
  /** A whole number, both ends included. */
  between(from: number, to: number): number;
  one<T>(choices: Choices<T>): T;
  /** One of the values, each as often as its weight says. */
  weighted<T>(choices: Choices<readonly [weight: number, value: T]>): T;
}

export function randomOf(seed: number): Random {
  const next = fractions(seed);
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    between,
    chance: (share) => next() < share,
    one: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
    weighted: (choices) => {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0);
      return (choices.find(([weight]) => (left -= weight) < 0) ?? choices[0])[1];
    },
  };
}

/** The entries of a text, one a line or one a word: long lists of short texts are easier read so. */
export function listed(text: string, separator: '\n' | ' '): Choices<string> {
  const [first = '', ...others] = text
    .split(separator)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  return [first, ...others];
}

/** Numbers from 0 up to, and without, 1: mulberry32. */
function fractions(seed: number): () => number {
  let state = seed ^ Math.floor(seed / 2 ** 32);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let hash = Math.imul(state ^ (state >>> 15), 1 | state);
    hash = (hash + Math.imul(hash ^ (hash >>> 7), 61 | hash)) ^ hash;
    return ((hash ^ (hash >>> 14)) >>> 0) / 2 ** 32;
  };
}
