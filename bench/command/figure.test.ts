import { expect, test } from 'vitest';
import { paired } from '../rounds.ts';
import { figureOf, keyOf, MARGIN } from './figure.ts';

const measured = {
  name: 'GET by id',
  against: 'bare node:http',
  unit: 'answers/s',
  comparison: paired([12_345.6, 9_000, 0.123456], [10_000, 10_000, 1]),
  generatorBusy: 0.61239,
  target: { atLeast: 0.8 },
};

test('a figure has the medians, the ends of its ratios, and each round, in few digits', () => {
  expect(figureOf('mock', measured)).toEqual({
    bench: 'mock',
    name: 'GET by id',
    against: 'bare node:http',
    unit: 'answers/s',
    ratio: 0.9,
    least: 0.1235,
    most: 1.235,
    subject: 9_000,
    baseline: 10_000,
    target: { atLeast: 0.8 },
    margin: MARGIN,
    generatorBusy: 0.6124,
    rounds: [
      { subject: 12_346, baseline: 10_000, ratio: 1.235 },
      { subject: 9_000, baseline: 10_000, ratio: 0.9 },
      { subject: 0.1235, baseline: 1, ratio: 0.1235 },
    ],
  });
});

test.each([null, 1.5])('a margin of its own, %s, stays', (margin) => {
  expect(figureOf('mock', { ...measured, margin })).toMatchObject({ margin });
});

test('two benches may have figures of one name', () => {
  expect(keyOf(figureOf('a', measured))).not.toBe(keyOf(figureOf('b', measured)));
});
