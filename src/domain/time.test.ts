import { expect, it } from 'vitest';
import { isLater, timeText } from './time.ts';

it('writes a time the same way each time, however many were written between', () => {
  const start = Date.UTC(2026, 0, 5, 8);
  const asked = [0, ...Array.from({ length: 2_500 }, (_, ms) => ms), 0, 2_499];
  expect(asked.map((ms) => timeText(start + ms))).toEqual(
    asked.map((ms) => `2026-01-05T08:00:0${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}Z`),
  );
});

const AT = '2026-01-05T08:00:00.100Z';

it.each([
  ['2026-01-05T08:00:00.101Z', AT, true],
  [AT, AT, false],
  [AT, '2026-01-05T08:00:00.101Z', false],
  // Texts that do not stand in the order of their times.
  ['2026-01-05T08:00:01Z', '2026-01-05T08:00:00.999Z', true],
  ['2026-01-05T09:00:00.100+01:00', AT, false],
  ['2026-01-05T07:30:00.200-01:00', AT, true],
  ['2026-01-05T08:00:00.1001Z', AT, false],
])('%s is later than %s: %s', (one, other, expected) => {
  expect(isLater(one, other)).toBe(expected);
});
