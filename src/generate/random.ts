/** Random numbers that depend on nothing but what they are asked with. */

/** A whole number from 0 up to, and without, `below`. */
export type Random = (below: number) => number;

/** Random numbers from two: each is the finaliser of MurmurHash3 over the last. */
export function randomFrom(seed: number, n: number): Random {
  let state = Math.imul(seed ^ Math.floor(seed / 2 ** 32), 0x9e3779b1) ^ n;
  return (below) => {
    state = Math.imul(state + 0x6d2b79f5, 1);
    let hash = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) % below;
  };
}
