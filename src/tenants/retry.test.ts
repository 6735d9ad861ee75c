import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOff, mayRepeat } from './retry.ts';

describe('back-off', () => {
  const setting = {
    made: fc.integer({ min: 1, max: 5_000 }),
    baseMs: fc.integer({ min: 1, max: 10_000 }),
    capMs: fc.integer({ min: 1, max: 100_000 }),
    chance: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  };

  it('is anything from 0 to a limit that doubles, never above the cap', () => {
    fc.assert(
      fc.property(fc.record(setting), ({ made, baseMs, capMs, chance }) => {
        const waited = backOff(made, { baseMs, capMs }, () => chance);
        expect(waited).toBeGreaterThanOrEqual(0);
        expect(waited).toBeLessThanOrEqual(capMs);
        expect(waited).toBeLessThanOrEqual(baseMs * 2 ** (made - 1));
        // Full jitter: the waits are as spread as the chances are.
        const most = backOff(made, { baseMs, capMs }, () => 1);
        expect(waited).toBeCloseTo(chance * most, 6);
      }),
    );
  });

  it('doubles up to the cap', () => {
    const limits = [1, 2, 3, 4, 5].map((made) => backOff(made, { baseMs: 100, capMs: 500 }, () => 1));
    expect(limits).toEqual([100, 200, 400, 500, 500]);
  });
});

describe('what may be repeated', () => {
  const requests = {
    GET: { method: 'GET' },
    'PATCH If-Match': { method: 'PATCH', ifMatch: '"7"' },
    PATCH: { method: 'PATCH' },
    'PUT If-Match': { method: 'PUT', ifMatch: '"7"' },
    PUT: { method: 'PUT' },
    POST: { method: 'POST' },
    DELETE: { method: 'DELETE' },
    'DELETE If-Match': { method: 'DELETE', ifMatch: '"7"' },
  } as const;
  const all = Object.keys(requests);
  const harmless = ['GET', 'PATCH If-Match', 'PUT If-Match'];
  const table: [string, { status: number | null; retryAfterMs: number | null }, string[]][] = [
    ['no usable answer', { status: null, retryAfterMs: null }, harmless],
    ['429', { status: 429, retryAfterMs: null }, all],
    ['429 with Retry-After', { status: 429, retryAfterMs: 0 }, all],
    ['500', { status: 500, retryAfterMs: null }, harmless],
    ['500 with Retry-After', { status: 500, retryAfterMs: 1 }, harmless],
    ['502', { status: 502, retryAfterMs: null }, harmless],
    ['503', { status: 503, retryAfterMs: null }, harmless],
    ['503 with Retry-After', { status: 503, retryAfterMs: 0 }, all],
    ['504', { status: 504, retryAfterMs: null }, harmless],
    ...[302, 400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 428, 501, 505].map(
      (status): [string, { status: number; retryAfterMs: number }, string[]] => [
        String(status),
        { status, retryAfterMs: 0 },
        [],
      ],
    ),
  ];
  it.each(table)('after %s', (_, failure, expected) => {
    const repeated = Object.entries(requests).filter(([, request]) =>
      mayRepeat(request, { ...failure, notSent: false }),
    );
    expect(repeated.map(([name]) => name)).toEqual(expected);
  });

  it.each([
    [null, all],
    [500, all],
    [401, []],
  ] as const)('after no token was to be had: %s', (status, expected) => {
    const failure = { status, retryAfterMs: null, notSent: true };
    const repeated = Object.entries(requests).filter(([, request]) => mayRepeat(request, failure));
    expect(repeated.map(([name]) => name)).toEqual(expected);
  });
});
