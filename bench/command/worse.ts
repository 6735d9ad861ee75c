/** Whether figures have become worse than those of a baseline, by their ratios alone. Pure. */
import { isMoreBetter } from '../measured.ts';
import { type Figure, keyOf } from './figure.ts';

/** A figure that was and is. */
interface Change {
  key: string;
  was: number;
  is: number;
  /** How much worse, 0.5 being half as much again of what should be little, or two thirds of what should be much. */
  loss: number;
  margin: number;
}

export interface Comparison {
  /** By more than their margins, the worst first. */
  worse: Change[];
  /** Within their margins, or better. */
  within: Change[];
  /** Keys that the baseline has, of benches that were run, and that are not measured any more. */
  missing: string[];
  /** Keys that the baseline does not have. */
  added: string[];
}

/** `benches` are those that were run: of others nothing is missing. */
export function compareWith(
  baseline: readonly Figure[],
  now: readonly Figure[],
  benches: readonly string[],
): Comparison {
  const known = new Map(baseline.map((figure) => [keyOf(figure), figure]));
  const measured = new Set(now.map(keyOf));
  const changes = now.flatMap((figure): Change[] => {
    const was = known.get(keyOf(figure));
    if (was === undefined || figure.margin === null) return [];
    const loss = lossOf(figure, was.ratio);
    return [{ key: keyOf(figure), was: was.ratio, is: figure.ratio, loss, margin: figure.margin }];
  });
  return {
    worse: changes.filter(({ loss, margin }) => loss > margin).toSorted((a, b) => b.loss - a.loss),
    within: changes.filter(({ loss, margin }) => loss <= margin),
    missing: baseline
      .filter((figure) => benches.includes(figure.bench) && !measured.has(keyOf(figure)))
      .map(keyOf),
    added: now.map(keyOf).filter((key) => !known.has(key)),
  };
}

/** Of what was measured twice the better; in the order of the first. */
export function betterOf(first: readonly Figure[], again: readonly Figure[]): Figure[] {
  const second = new Map(again.map((figure) => [keyOf(figure), figure]));
  return first.map((figure) => {
    const other = second.get(keyOf(figure));
    return other !== undefined && lossOf(other, figure.ratio) < 0 ? other : figure;
  });
}

/** Above 0 where it is worse than it was. */
function lossOf(figure: Figure, was: number): number {
  return isMoreBetter(figure) ? was / figure.ratio - 1 : figure.ratio / was - 1;
}

/** In lines for a terminal. */
export function comparisonText({ worse, within, missing, added }: Comparison): string {
  const percent = (part: number): string => `${Math.round(part * 100)} %`;
  return [
    ...worse.map(
      ({ key, was, is, loss, margin }) =>
        `WORSE   ${key}: ${was} → ${is}, worse by ${percent(loss)}, at most ${percent(margin)} are allowed`,
    ),
    ...missing.map((key) => `MISSING ${key}: the baseline has it, and it was not measured`),
    ...added.map((key) => `new     ${key}: the baseline does not have it; renew it`),
    `${worse.length} worse, ${missing.length} missing, ${within.length} within their margins, ${added.length} new`,
  ].join('\n');
}
