import { expect, test } from 'vitest';
import { paired } from '../rounds.ts';
import { exitStatus } from './conclude.ts';
import { figureOf } from './figure.ts';
import { compareWith } from './worse.ts';

const figure = (ratio: number) =>
  figureOf('one', {
    name: 'a figure',
    against: 'a floor',
    unit: 'ms',
    comparison: paired([ratio], [1]),
    generatorBusy: null,
    target: { atMost: 2 },
  });
const results = {
  version: 1,
  date: '2026-01-31',
  short: false,
  machine: { cpu: 'Invented CPU', cores: 2, memoryGb: 8, os: 'Linux 6', node: 'v20.0.0' },
  versions: { commit: 'abc1234', changed: false, packages: {} },
  figures: [figure(2)],
  failed: [],
} as const;
const missed = { ...results, figures: [figure(2.1)] };
const failed = [{ bench: 'two', error: 'Error: no port' }];
const against = (was: number, is: number) => compareWith([figure(was)], [figure(is)], ['one']);

test.each([
  { title: 'all targets are met', of: results, comparison: null, status: 0 },
  { title: 'a target is missed', of: missed, comparison: null, status: 1 },
  { title: 'the short form misses one', of: { ...missed, short: true }, comparison: null, status: 0 },
  { title: 'a figure is worse', of: { ...results, short: true }, comparison: against(1, 2), status: 1 },
  { title: 'none is', of: { ...missed, short: true }, comparison: against(2, 2.1), status: 0 },
  {
    title: 'one is missing',
    of: { ...results, short: true },
    comparison: compareWith([figure(1)], [], ['one']),
    status: 1,
  },
  { title: 'a bench threw, whatever else', of: { ...missed, failed }, comparison: against(1, 2), status: 2 },
])('where $title it is $status', ({ of, comparison, status }) => {
  expect(exitStatus({ ...of, figures: [...of.figures], failed: [...of.failed] }, comparison)).toBe(status);
});
