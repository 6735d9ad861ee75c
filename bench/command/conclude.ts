/** The exit status of `npm run bench`. Pure. */
import { isMet } from '../measured.ts';
import type { Results } from './results.ts';
import type { Comparison } from './worse.ts';

/**
 * 2 where a bench threw, 1 where a figure is worse than the baseline, or missing, or misses its target. The short form
 * has too few rounds of too little to be held to targets, which are of the full one: it is held to the baseline.
 */
export function exitStatus({ short, figures, failed }: Results, comparison: Comparison | null): 0 | 1 | 2 {
  if (failed.length > 0) return 2;
  if (comparison !== null && comparison.worse.length + comparison.missing.length > 0) return 1;
  return short || figures.every(({ ratio, target }) => isMet(ratio, target)) ? 0 : 1;
}
