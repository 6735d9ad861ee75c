import { describe, expect, it } from 'vitest';
import { isFullDue, NOTHING_SEEN, sinceOf, watermarkAfter, withOwnWrites, withVersion } from './plan.ts';
import type { Progress } from './state.ts';

const at = (seconds: number): string => new Date(Date.UTC(2024, 0, 1) + seconds * 1000).toISOString();
const OVERLAP = 60_000;
const progress = (changes: Partial<Progress> = {}): Progress => ({
  watermark: { left: at(0), right: at(0) },
  before: { left: at(0), right: at(0) },
  unfinished: false,
  sinceFull: 0,
  rows: ['a', 'b'],
  ...changes,
});

describe('a full pass is due', () => {
  it.each([
    ['at first', null, true],
    ['not after a pass that did all', progress(), false],
    ['after one that did not', progress({ unfinished: true }), true],
    ['as the n-th', progress({ sinceFull: 3 }), true],
    ['not before', progress({ sinceFull: 2 }), false],
    ['where a row is new', progress({ rows: ['a'] }), true],
    ['where a row is gone', progress({ rows: ['a', 'b', 'c'] }), true],
    ['not where rows are in another order', progress({ rows: ['b', 'a'] }), false],
  ])('%s', (_, before, due) => {
    expect(isFullDue(before, ['a', 'b'], 4)).toBe(due);
  });
});

describe('the watermark', () => {
  const seen = (...versions: [number, boolean][]) =>
    versions.reduce((sum, [seconds, isNew]) => withVersion(sum, at(seconds), isNew), NOTHING_SEEN);

  it.each([
    ['is at first the greatest of all', null, seen([5, true], [9, false]), at(9), false],
    ['stays where nothing was listed', at(100), NOTHING_SEEN, at(100), false],
    ['moves to the newest version', at(100), seen([90, true], [130, true], [120, true]), at(130), false],
    ['does not move for what was known', at(100), seen([500, false], [101, true]), at(101), false],
    ['stays for a late one within the overlap', at(100), seen([40, true]), at(100), false],
    ['goes back for one before it', at(100), seen([39, true], [110, true]), at(39), true],
  ])('%s', (_, before, clock, watermark, wentBack) => {
    expect(watermarkAfter(before, clock, OVERLAP)).toEqual({ watermark, wentBack });
  });

  it('goes back for an own write, and is not moved forward by one: it says not how far was read', () => {
    const both = { left: seen([101, true]), right: seen([101, true]) };
    const { left, right } = withOwnWrites(both, { left: at(500), right: at(20) });
    expect(watermarkAfter(at(100), left, OVERLAP)).toEqual({ watermark: at(101), wentBack: false });
    expect(watermarkAfter(at(100), right, OVERLAP)).toEqual({ watermark: at(20), wentBack: true });
  });

  it('counts in milliseconds back, whole seconds too, and begins at the beginning without one', () => {
    expect(sinceOf('2024-01-01T00:01:00Z', 1)).toBe('2024-01-01T00:00:59.999Z');
    expect(sinceOf(null, OVERLAP)).toBeUndefined();
  });
});
