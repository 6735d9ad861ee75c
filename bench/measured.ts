/** A figure as a bench measures it: two things in the same rounds, and what their ratio should be. */
import { z } from 'zod';

const Round = z.strictObject({ subject: z.number(), baseline: z.number(), ratio: z.number() });

export const Target = z.union([
  z.strictObject({ atLeast: z.number() }),
  z.strictObject({ atMost: z.number() }),
]);
export type Target = z.infer<typeof Target>;

export const Measured = z.strictObject({
  /** What is measured; with the name of its bench it is the same from run to run, so it has no count that may change. */
  name: z.string(),
  /** What it is measured against: a floor, a peer, a smaller one of its kind. */
  against: z.string(),
  /** What the absolute numbers are: `answers/s`. */
  unit: z.string(),
  comparison: z.strictObject({ rounds: z.array(Round).min(1), ratio: z.number() }),
  /** How busy the load generator was, 0 to 1, near which it was the limit; null where none was at work. */
  generatorBusy: z.number().nullable(),
  /** What the ratio must be; null where it is only reported. */
  target: Target.nullable(),
  /**
   * How much worse than the baseline it may become, 0.4 being 40 %, where its noise is not that of most; null where
   * it is not compared, as what is measured against a limit in seconds differs from machine to machine.
   */
  margin: z.number().positive().nullable().optional(),
});
export type Measured = z.infer<typeof Measured>;

/** What a bench is: the short form has fewer rounds, of less, and is for CI. */
export type Bench = (short: boolean) => Promise<Measured[]>;

/** Whether more is better: the target says so, and where there is none the unit: of a rate more, of a time less. */
export function isMoreBetter({ target, unit }: Pick<Measured, 'target' | 'unit'>): boolean {
  if (target !== null) return 'atLeast' in target;
  return unit.endsWith('/s');
}

export function isMet(ratio: number, target: Target | null): boolean {
  if (target === null) return true;
  return 'atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost;
}

export function targetText(target: Target | null): string {
  if (target === null) return 'reported';
  return 'atLeast' in target ? `at least ${target.atLeast}` : `at most ${target.atMost}`;
}
