/** The mock's own clock: every write gets a time of its own, and a test may set or freeze it. */
import { formatInstant, parseInstant } from './instant.ts';

/** Where the clock stands unless told otherwise: fixed, so that two runs give the same evidence. */
export const DEFAULT_START = '2026-01-05T08:00:00.000Z';

/** Times are RFC 3339, UTC, three decimals. One clock may serve several tenants. */
export interface Clock {
  /** The time of a write that happens now: at least 1 ms after the last one, unless frozen or set back. */
  tick(): string;
  /** What the clock shows; asking does not move it. */
  now(): string;
  /**
   * Sets the clock: the next write happens at `instant`. Setting it back is a test's right, but then
   * records may move behind a cursor that a client holds. Throws `RangeError` where it is not RFC 3339.
   */
  set(instant: string): void;
  /** From now on all writes get one and the same time, later than any write before. */
  freeze(): void;
  unfreeze(): void;
}

/**
 * By default the clock moves with writes alone. With `elapsed` (milliseconds since any fixed moment,
 * such as `performance.now`) it follows that too, starting at `start`.
 */
export function createClock(options: { start?: string; elapsed?: () => number } = {}): Clock {
  const elapsed = options.elapsed ?? (() => 0);
  let setTo = read(options.start ?? DEFAULT_START);
  let setWhen = elapsed();
  let lastWrite = -Infinity;
  let frozenAt: number | null = null;

  const reading = (): number => setTo + Math.max(0, Math.floor(elapsed() - setWhen));
  const nextWrite = (): number => Math.max(reading(), lastWrite + 1);

  return {
    tick() {
      lastWrite = frozenAt ?? nextWrite();
      return formatInstant(lastWrite);
    },
    now: () => formatInstant(frozenAt ?? Math.max(reading(), lastWrite)),
    set(instant) {
      setTo = read(instant);
      setWhen = elapsed();
      lastWrite = -Infinity;
      if (frozenAt !== null) frozenAt = setTo;
    },
    freeze() {
      frozenAt ??= nextWrite();
    },
    unfreeze() {
      frozenAt = null;
    },
  };
}

function read(instant: string): number {
  const milliseconds = parseInstant(instant);
  if (milliseconds === null) throw new RangeError(`${JSON.stringify(instant)} is not an RFC 3339 date-time`);
  return milliseconds;
}
