import { expect, it } from 'vitest';
import { timeText } from './time.ts';

it('writes a time the same way each time, however many were written between', () => {
  const start = Date.UTC(2026, 0, 5, 8);
  const asked = [0, ...Array.from({ length: 2_500 }, (_, ms) => ms), 0, 2_499];
  expect(asked.map((ms) => timeText(start + ms))).toEqual(
    asked.map((ms) => `2026-01-05T08:00:0${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}Z`),
  );
});
