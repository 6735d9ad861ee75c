import { describe, expect, test } from 'vitest';
import { type Figure, figureOf } from './figure.ts';
import { betterOf, compareWith, comparisonText } from './worse.ts';

function figure(name: string, ratio: number, more: Partial<Figure> = {}): Figure {
  const comparison = { rounds: [{ subject: ratio, baseline: 1, ratio }], ratio };
  const about = { name, against: 'a floor', unit: 'ms', generatorBusy: null, target: null, margin: 0.5 };
  return { ...figureOf('pass', { ...about, comparison }), ...more };
}
const rate = { unit: 'answers/s' };
const atLeast = { target: { atLeast: 0.1 } };

describe('a ratio is worse', () => {
  test.each([
    { title: 'of a time, beyond its margin', was: 1, is: 1.51, more: {}, worse: true },
    { title: 'of a time, within it', was: 1, is: 1.5, more: {}, worse: false },
    { title: 'of a time that is less', was: 1, is: 0.1, more: {}, worse: false },
    { title: 'of a rate, beyond its margin', was: 1.5, is: 0.99, more: rate, worse: true },
    { title: 'of a rate, within it', was: 1.5, is: 1, more: rate, worse: false },
    { title: 'of a rate that is more', was: 1, is: 9, more: rate, worse: false },
    { title: 'of what is to be at least so much, beyond', was: 1.6, is: 1, more: atLeast, worse: true },
    { title: 'of what is not compared', was: 1, is: 99, more: { margin: null }, worse: false },
  ])('$title: $worse', ({ was, is, more, worse }) => {
    const found = compareWith([figure('f', was, more)], [figure('f', is, more)], ['pass']);
    expect(found.worse.map(({ key }) => key)).toEqual(worse ? ['pass: f'] : []);
  });
});

test('the margin is that of this run, not of the baseline', () => {
  const found = compareWith([figure('f', 1, { margin: 9 })], [figure('f', 2)], ['pass']);
  expect(found.worse).toEqual([{ key: 'pass: f', was: 1, is: 2, loss: 1, margin: 0.5 }]);
});

test('what is missing is told of the benches that were run only, and what is new is no fault', () => {
  const baseline = [figure('a', 1), figure('b', 1), figure('c', 1, { bench: 'parser' })];
  const found = compareWith(baseline, [figure('a', 1), figure('d', 1)], ['pass']);
  expect(found).toMatchObject({ worse: [], missing: ['pass: b'], added: ['pass: d'] });
});

test('the worst comes first, and all of it is told', () => {
  const baseline = [figure('a', 1), figure('b', 1), figure('c', 1), figure('e', 1)];
  const now = [figure('a', 2), figure('b', 4), figure('d', 1), figure('e', 1.1)];
  expect(comparisonText(compareWith(baseline, now, ['pass']))).toMatchInlineSnapshot(`
    "WORSE   pass: b: 1 → 4, worse by 300 %, at most 50 % are allowed
    WORSE   pass: a: 1 → 2, worse by 100 %, at most 50 % are allowed
    MISSING pass: c: the baseline has it, and it was not measured
    new     pass: d: the baseline does not have it; renew it
    2 worse, 1 missing, 1 within their margins, 1 new"
  `);
});

test('of what was measured again the better counts', () => {
  const first = [figure('time', 2), figure('rate', 2, rate), figure('alone', 2)];
  const again = [figure('rate', 3, rate), figure('time', 1)];
  expect(betterOf(first, again).map(({ ratio }) => ratio)).toEqual([1, 3, 2]);
  expect(betterOf(first, [figure('time', 9), figure('rate', 1, rate)])).toEqual(first);
});
