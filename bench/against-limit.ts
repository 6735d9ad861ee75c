/** What has a limit of its own, in seconds or megabytes, as a figure: its ratio to the limit is at most 1. */
import type { Measured } from './measured.ts';
import { paired } from './rounds.ts';

/** It is not compared with a baseline: how long something takes is another thing on another machine. */
export function againstLimit(name: string, unit: string, values: readonly number[], limit: number): Measured {
  return {
    name,
    against: `its limit of ${limit} ${unit}`,
    unit,
    comparison: paired(
      values,
      values.map(() => limit),
    ),
    generatorBusy: null,
    target: { atMost: 1 },
    margin: null,
  };
}
