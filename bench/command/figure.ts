/** A figure as it is told and kept: what a bench measured, in numbers that a reader can take in. Pure. */
import { z } from 'zod';
import { Measured, Target } from '../measured.ts';
import { median } from '../rounds.ts';

const { name, against, unit, generatorBusy } = Measured.shape;

export const Figure = z.strictObject({
  bench: z.string(),
  name,
  against,
  unit,
  /** `subject / baseline`, the median of the rounds', of which `least` and `most` are the ends. */
  ratio: z.number(),
  least: z.number(),
  most: z.number(),
  /** Medians, in `unit`. */
  subject: z.number(),
  baseline: z.number(),
  target: Target.nullable(),
  /** By how much it may become worse; null where it is not compared. */
  margin: z.number().nullable(),
  generatorBusy,
  rounds: z.array(z.strictObject({ subject: z.number(), baseline: z.number(), ratio: z.number() })),
});
export type Figure = z.infer<typeof Figure>;

/** Of most figures; why, is told in bench/README.md. */
export const MARGIN = 0.4;

export function figureOf(bench: string, measured: Measured): Figure {
  const { comparison, margin = MARGIN, target, generatorBusy: busy } = measured;
  const { rounds } = comparison;
  const ratios = rounds.map(({ ratio }) => ratio);
  return {
    bench,
    name: measured.name,
    against: measured.against,
    unit: measured.unit,
    ratio: rounded(comparison.ratio),
    least: rounded(Math.min(...ratios)),
    most: rounded(Math.max(...ratios)),
    subject: rounded(median(rounds.map(({ subject }) => subject))),
    baseline: rounded(median(rounds.map(({ baseline }) => baseline))),
    target,
    margin,
    generatorBusy: busy === null ? null : rounded(busy),
    rounds: rounds.map(({ subject, baseline, ratio }) => ({
      subject: rounded(subject),
      baseline: rounded(baseline),
      ratio: rounded(ratio),
    })),
  };
}

/** What a figure is found by in another run. */
export function keyOf(figure: Pick<Figure, 'bench' | 'name'>): string {
  return `${figure.bench}: ${figure.name}`;
}

/** To four digits, but whole where it is larger. */
function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
}
