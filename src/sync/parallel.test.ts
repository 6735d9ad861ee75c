import { expect, it } from 'vitest';
import { inParallel } from './parallel.ts';

it('runs no more than allowed at once, and answers in order', async () => {
  let running = 0;
  let most = 0;
  const results = await inParallel([5, 3, 1, 4, 2, 0], 3, async (turns) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    running -= 1;
    return turns * 10;
  });
  expect(results).toEqual([50, 30, 10, 40, 20, 0]);
  expect(most).toBe(3);
});

it('begins nothing more once a task has thrown', async () => {
  const begun: number[] = [];
  const run = inParallel([0, 1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item);
    await Promise.resolve();
    if (item === 0) throw new Error('no');
  });
  await expect(run).rejects.toThrow('no');
  expect(begun.length).toBeLessThan(6);
});
