import { expect, test } from 'vitest';
import { paired } from '../rounds.ts';
import { figureOf } from './figure.ts';
import { runBench } from './run-bench.ts';
import { runBenches } from './run-benches.ts';

function figure(bench: string) {
  const about = { name: 'a figure', against: 'a floor', unit: 'ms', generatorBusy: null, target: null };
  return figureOf(bench, { ...about, comparison: paired([1], [2]) });
}

test('benches are run in turn, and one that throws is told and stops no other', async () => {
  let underWay = 0;
  const found = await runBenches(['a', 'b', 'c'], true, async (name) => {
    underWay += 1;
    expect(underWay).toBe(1);
    await Promise.resolve();
    underWay -= 1;
    if (name === 'b') throw new Error('no port');
    return [figure(name)];
  });
  expect(found).toEqual({
    figures: [figure('a'), figure('c')],
    failed: [{ bench: 'b', error: 'no port' }],
  });
});

test('what the process of a bench says as it ends is the reason', async () => {
  await expect(runBench('no such bench', true)).rejects.toThrow('RangeError: no bench is no such bench');
});
