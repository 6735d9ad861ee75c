import { expect, test } from 'vitest';
import { formatInstant, parseInstant, sortableInstant } from './instant.ts';

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
