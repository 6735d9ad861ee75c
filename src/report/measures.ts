/** What a run cost and how long edits took, as numbers. Pure. */
import type { Evidence } from '../checks/evidence.ts';

export interface Measures {
  settles: number;
  passes: number;
  /** The engine's; null where the tenants do not tell. */
  requests: number | null;
  /** Accepted by the tenants. */
  writes: number;
  /** From an edit to the first write on the other record, in milliseconds, in ascending order. */
  arrivals: number[];
  /** How long passes took, in milliseconds, in ascending order. */
  passMilliseconds: number[];
  /** From the first step of the campaign to its end, in milliseconds; 0 where it was cut off. */
  duration: number;
}

export function measuresOf({ header, settles, further, end }: Evidence): Measures {
  const passes = [
    ...settles.flatMap((settle) => [...settle.faultyPasses, ...settle.passes]),
    ...[...further.values()].flatMap((one) => one.passes),
  ];
  return {
    settles: settles.length,
    passes: passes.length,
    requests: passes.some(({ requests }) => requests !== undefined)
      ? passes.reduce((sum, { requests = 0 }) => sum + requests, 0)
      : null,
    writes: passes.reduce((sum, { acceptedWrites }) => sum + acceptedWrites, 0),
    arrivals: ascending(settles.flatMap(({ arrivals }) => arrivals)),
    passMilliseconds: ascending(passes.map(({ milliseconds }) => milliseconds)),
    duration: end ? Date.parse(end.finishedAt) - Date.parse(header.startedAt) : 0,
  };
}

/** The percentile by nearest rank of numbers in ascending order; null of none. `share` is from 0 to 1. */
export function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

function ascending(numbers: readonly number[]): number[] {
  return numbers.toSorted((a, b) => a - b);
}
