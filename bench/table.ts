/** What a bench prints: one line a measurement, or the same as JSON with `--json`. */
import type { Comparison } from './rounds.ts';
import { median } from './rounds.ts';

export interface Measured {
  name: string;
  /** What the absolute numbers are: `answers/s`. */
  unit: string;
  comparison: Comparison;
  /** How busy the load generator was, 0 to 1, near which it was the limit; null where none was at work. */
  generatorBusy: number | null;
  /** What the ratio must be; null where it is only reported. */
  target: { atLeast: number } | { atMost: number } | null;
}

/** Prints all of them; the process ends with 1 where a target is missed. */
export function report(measured: readonly Measured[], asJson: boolean): void {
  const lines = measured.map((one) => ({
    name: one.name,
    ratio: round(one.comparison.ratio),
    target: describe(one.target),
    met: isMet(one),
    subject: absolute(median(one.comparison.rounds.map(({ subject }) => subject))),
    baseline: absolute(median(one.comparison.rounds.map(({ baseline }) => baseline))),
    unit: one.unit,
    generatorBusy: one.generatorBusy === null ? null : round(one.generatorBusy),
    rounds: one.comparison.rounds.map(({ ratio }) => round(ratio)),
  }));
  if (asJson) console.log(JSON.stringify(lines, null, 2));
  else
    console.table(
      lines.map(({ rounds, ...line }) => ({
        ...line,
        spread: `${Math.min(...rounds)} – ${Math.max(...rounds)}`,
      })),
    );
  if (measured.some((one) => !isMet(one))) process.exitCode = 1;
}

function isMet({ comparison, target }: Measured): boolean {
  if (target === null) return true;
  return 'atLeast' in target ? comparison.ratio >= target.atLeast : comparison.ratio <= target.atMost;
}

function describe(target: Measured['target']): string {
  if (target === null) return 'reported';
  return 'atLeast' in target ? `at least ${target.atLeast}` : `at most ${target.atMost}`;
}

/** Small ones, such as milliseconds, are told to the hundredth. */
function absolute(value: number): number {
  return value < 100 ? Math.round(value * 100) / 100 : Math.round(value);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
