/** What a pass has to look at: everything, or what changed since. Pure. */
import { isLater, timeText } from '../domain/time.ts';
import type { Both } from './decide.ts';
import type { Progress } from './state.ts';

export const DEFAULT_OVERLAP_MS = 60_000;
export const DEFAULT_FULL_EVERY = 20;

/** What a pass saw of one side's clock. Times are RFC 3339. */
export interface ClockSeen {
  /** The greatest time of anything listed. */
  greatest: string | null;
  /** The greatest and the least time of a version that was not known before, our own writes included. */
  newest: string | null;
  oldest: string | null;
}

export const NOTHING_SEEN: ClockSeen = { greatest: null, newest: null, oldest: null };

/** The first pass is full, one after a pass that left anything undone, one with other rows, and each n-th. */
export function isFullDue(before: Progress | null, rows: readonly string[], fullEvery: number): boolean {
  if (before === null || before.unfinished) return true;
  if (before.rows !== rows && !haveSameRows(before.rows, rows)) return true;
  return before.sinceFull + 1 >= fullEvery;
}

function haveSameRows(before: readonly string[], rows: readonly string[]): boolean {
  return before.length === rows.length && rows.every((row) => before.includes(row));
}

/** From when on a side is listed, or undefined for from the beginning. */
export function sinceOf(watermark: string | null, overlapMs: number): string | undefined {
  return watermark === null ? undefined : timeText(Date.parse(watermark) - overlapMs);
}

/**
 * The watermark after a pass, and whether the tenant's clock was seen to have gone back: something new is of a
 * time that the next incremental pass would not have listed. The watermark goes back with it, and known records
 * of the old, later time never move it forward again.
 */
export function watermarkAfter(
  before: string | null,
  seen: ClockSeen,
  overlapMs: number,
): { watermark: string | null; wentBack: boolean } {
  if (before === null) return { watermark: seen.greatest, wentBack: false };
  const { oldest } = seen;
  if (oldest !== null && isLater(before, oldest) && Date.parse(oldest) < Date.parse(before) - overlapMs) {
    return { watermark: oldest, wentBack: true };
  }
  return { watermark: later(before, seen.newest), wentBack: false };
}

/** What was seen, with one more version; one that is known already tells nothing of the clock's present. */
export function withVersion(seen: ClockSeen, modifiedAt: string, isNew: boolean): ClockSeen {
  return {
    greatest: later(seen.greatest, modifiedAt),
    newest: isNew ? later(seen.newest, modifiedAt) : seen.newest,
    oldest: isNew ? earlier(seen.oldest, modifiedAt) : seen.oldest,
  };
}

/** Our own writes may be told of before they are listed: they show where the clock stands, not how far was read. */
export function withOwnWrites(seen: Both<ClockSeen>, oldestWrite: Both<string | null>): Both<ClockSeen> {
  return {
    left: withOwnWrite(seen.left, oldestWrite.left),
    right: withOwnWrite(seen.right, oldestWrite.right),
  };
}

function withOwnWrite(seen: ClockSeen, at: string | null): ClockSeen {
  return at === null ? seen : { ...seen, oldest: earlier(seen.oldest, at) };
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null || a === b) return a ?? b;
  return isLater(b, a) ? b : a;
}

/** The earlier of two times (RFC 3339); one that is none does not count. */
export function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null || a === b) return a ?? b;
  return isLater(a, b) ? b : a;
}
