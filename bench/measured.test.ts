import { expect, test } from 'vitest';
import { isMet, isMoreBetter, targetText } from './measured.ts';

test.each([
  { ratio: 0.8, target: { atLeast: 0.8 }, met: true },
  { ratio: 0.79, target: { atLeast: 0.8 }, met: false },
  { ratio: 1.5, target: { atMost: 1.5 }, met: true },
  { ratio: 1.51, target: { atMost: 1.5 }, met: false },
  { ratio: 99, target: null, met: true },
])('$ratio, where it is to be $target: met is $met', ({ ratio, target, met }) => {
  expect(isMet(ratio, target)).toBe(met);
});

test.each([
  { target: { atLeast: 1 }, unit: 'ms', more: true },
  { target: { atMost: 1 }, unit: 'answers/s', more: false },
  { target: null, unit: 'answers/s', more: true },
  { target: null, unit: 'ms', more: false },
  { target: null, unit: 'requests', more: false },
])('of $unit with the target $target, more is better: $more', ({ target, unit, more }) => {
  expect(isMoreBetter({ target, unit })).toBe(more);
});

test('a target is told in words', () => {
  expect([{ atLeast: 0.8 }, { atMost: 2 }, null].map(targetText)).toEqual([
    'at least 0.8',
    'at most 2',
    'reported',
  ]);
});
