import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInstant, parseInstant, readSortable, sortableInstant } from './instant.ts';

test.each([
  ['2026-01-05T08:00:00Z', '2026-01-05T08:00:00.000Z'],
  ['2026-01-05t08:00:00.5z', '2026-01-05T08:00:00.500Z'],
  ['2026-01-05T09:30:00.123+01:30', '2026-01-05T08:00:00.123Z'],
  ['2026-01-04T23:00:00-09:00', '2026-01-05T08:00:00.000Z'],
  ['2026-01-05T08:00:00.123000Z', '2026-01-05T08:00:00.123Z'],
  ['2026-01-05T08:00:00.1230001Z', '2026-01-05T08:00:00.124Z'],
])('%s is %s', (text, normal) => {
  expect(formatInstant(parseInstant(text) ?? NaN)).toBe(normal);
});

test.each([
  '',
  'yesterday',
  '2026-01-05',
  '2026-01-05T08:00:00',
  '2026-01-05T08:00Z',
  '2026-02-30T08:00:00Z',
  '2026-01-05T24:00:00Z',
  '2026-02-30T08:00:00.000Z',
  '2026-01-05T24:00:00.000Z',
  '2026-01-05 08:00:00Z',
  '2026-01-05T08:00:00 01:00',
  '1767600000000',
])('%s is no RFC 3339 date-time', (text) => {
  expect(parseInstant(text)).toBeNull();
});

test('times beyond the years that can be written sort where they belong', () => {
  const within = formatInstant(Date.UTC(2026, 0, 5));
  const after = parseInstant('9999-12-31T23:59:59-05:00') ?? NaN;
  const before = parseInstant('0000-01-01T00:00:00+05:00') ?? NaN;
  expect(sortableInstant(after) > within).toBe(true);
  expect(sortableInstant(before) < within).toBe(true);
  expect(sortableInstant(Date.UTC(2026, 0, 5))).toBe('2026-01-05T00:00:00.000Z');
});

test('what is spelled as a tenant writes it is a time where it is written so again', () => {
  const digits = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'));
  const parts = fc.tuple(digits(14), digits(32), digits(25), digits(61), digits(61));
  fc.assert(
    fc.property(fc.constantFrom('0000', '2024', '2026', '9999'), parts, (year, [mm, dd, h, m, s]) => {
      const text = `${year}-${mm}-${dd}T${h}:${m}:${s}.120Z`;
      const time = Date.parse(text);
      const isTime = !Number.isNaN(time) && new Date(time).toISOString() === text;
      expect(parseInstant(text)).toBe(isTime ? time : null);
      expect(readSortable(text)).toBe(isTime ? text : null);
    }),
    { seed: 9, numRuns: 2000 },
  );
});

test('any other spelling sorts as the tenant would write it', () => {
  expect(readSortable('2026-01-05T09:30:00+01:30')).toBe('2026-01-05T08:00:00.000Z');
  expect(readSortable('9999-12-31T23:59:59-05:00')).toBe('~');
  expect(readSortable('yesterday')).toBeNull();
});
