import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from './retry-after.ts';

/** The example of RFC 9110, section 5.6.7, in its three forms. */
const MOMENT = Date.UTC(1994, 10, 6, 8, 49, 37);
const FORMS = ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'];

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
  ])('%j is in seconds', (header, expected) => {
    expect(parseRetryAfter(header, null, MOMENT)).toBe(expected);
  });

  it.each(FORMS)('%s is a moment', (header) => {
    expect(parseRetryAfter(header, null, MOMENT - 90_000)).toBe(90_000);
  });

  it.each(FORMS)("is set against the tenant's own clock: Date: %s", (date) => {
    expect(parseRetryAfter('Sun, 06 Nov 1994 08:50:07 GMT', date, MOMENT + 1e9)).toBe(30_000);
    expect(parseRetryAfter('Sun, 06 Nov 1994 08:50:07 GMT', 'today', MOMENT)).toBe(30_000);
  });

  it('is no time at all once the moment has passed', () => {
    expect(parseRetryAfter(FORMS[0] ?? null, null, MOMENT + 1)).toBe(0);
  });

  it.each([null, '', '-1', '1.5', '1e3', 'soon', '1994-11-06T08:49:37Z', 'Sun, 99 Nov 1994 08:49:37 GMT'])(
    '%j means nothing',
    (header) => {
      expect(parseRetryAfter(header, null, MOMENT)).toBeNull();
    },
  );

  it('never throws, and is never less than nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer(), (header, date, now) => {
        expect(parseRetryAfter(header, date, now) ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
