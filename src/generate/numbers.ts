/** Whole numbers that nobody mistakes for one another: each is a multiple of eleven, and no near miss of one is. */
import { randomFrom } from './random.ts';

/**
 * What makes the check digit of an organisation number work: one digit changed, two neighbours swapped, or one more or
 * less, and it is no multiple of eleven any longer.
 */
const ELEVEN = 11;
/** A prime that no count here is a multiple of, so stepping by it visits every place once before any returns. */
const STRIDE = 2_654_435_761;

/** The `n`th of a seed's numbers with so many digits, at most nine. Nine digits make 81 million, seven 818,181. */
export function numberAt(seed: number, n: number, digits: number): number {
  const first = Math.ceil(10 ** (digits - 1) / ELEVEN);
  const count = Math.floor((10 ** digits - 1) / ELEVEN) - first + 1;
  return ELEVEN * (first + placeIn(count, seed, n));
}

/** The `n`th place that a seed visits of so many; all of them, each once, before any returns. */
export function placeIn(count: number, seed: number, n: number): number {
  const start = randomFrom(seed, 0)(2 ** 32) % count;
  return (start + (n % count) * (STRIDE % count)) % count;
}
