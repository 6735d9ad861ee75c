import { expect, test } from 'vitest';
import { compare, median, paired } from './rounds.ts';

test('the median is the middle value, or the mean of the two in the middle', () => {
  expect(median([3])).toBe(3);
  expect(median([10, 1, 2])).toBe(2);
  expect(median([10, 1, 2, 4])).toBe(3);
  expect(() => median([])).toThrow('no values');
});

test('rounds alternate which side goes first, and one slow spell does not move the ratio', async () => {
  const order: string[] = [];
  const speeds = [20, 20, 2, 20, 20];
  const comparison = await compare(
    5,
    () => Promise.resolve((order.push('subject'), speeds.shift() ?? NaN)),
    () => Promise.resolve((order.push('baseline'), 10)),
  );
  expect(comparison.ratio).toBe(2);
  expect(comparison.rounds.map(({ ratio }) => ratio)).toEqual([2, 2, 0.2, 2, 2]);
  expect(order.slice(0, 4)).toEqual(['subject', 'baseline', 'baseline', 'subject']);
});

test('what was measured beside is paired by its round', () => {
  expect(paired([2, 9, 4], [1, 3, 4])).toEqual({
    rounds: [
      { subject: 2, baseline: 1, ratio: 2 },
      { subject: 9, baseline: 3, ratio: 3 },
      { subject: 4, baseline: 4, ratio: 1 },
    ],
    ratio: 2,
  });
  expect(() => paired([1], [])).toThrow('as many rounds');
});
