import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { gatherCommits } from './commits.ts';

it('makes changes of about the same time within one turn, in their order, and answers when all are committed', async () => {
  const commit = gatherCommits(() => delay(1));
  const made: string[] = [];
  let resolve: (done: boolean) => void = () => {};
  const committed = new Promise<boolean>((done) => {
    resolve = done;
  });
  const change = (name: string) => () => {
    made.push(name);
    // Whatever came after this turn would be told here.
    setImmediate(() => made.push(`turn of ${name}`));
    return [committed];
  };
  const answered: string[] = [];
  const first = commit(change('a')).then(() => answered.push('a'));
  await Promise.resolve();
  const second = commit(change('b')).then(() => answered.push('b'));
  expect(made).toEqual([]);
  while (made.length < 4) await new Promise((done) => setImmediate(done));
  expect(made).toEqual(['a', 'b', 'turn of a', 'turn of b']);
  expect(answered).toEqual([]);
  resolve(true);
  await Promise.all([first, second]);
  expect(answered).toEqual(['a', 'b']);
});

it('tells each of a transaction that it failed, and none of the next', async () => {
  const commit = gatherCommits(() => delay(1));
  const failed = [commit(() => [Promise.reject(new Error('disk full'))]), commit(() => [])];
  const ended = await Promise.allSettled(failed);
  expect(ended).toMatchObject([
    { status: 'rejected', reason: { message: 'disk full' } },
    { status: 'rejected', reason: { message: 'disk full' } },
  ]);
  await expect(commit(() => [Promise.resolve(true)])).resolves.toBeUndefined();
});

it('begins no transaction before the last one is committed, or has failed', async () => {
  const commit = gatherCommits(() => delay(1));
  const made: string[] = [];
  let reject: (error: Error) => void = () => {};
  const first = commit(() => {
    made.push('first');
    return [new Promise((_, fail) => (reject = fail))];
  });
  while (made.length === 0) await delay(1);
  const second = commit(() => {
    made.push('second');
    return [];
  });
  await delay(20);
  expect(made).toEqual(['first']);
  reject(new Error('disk full'));
  await expect(first).rejects.toThrow('disk full');
  await second;
  expect(made).toEqual(['first', 'second']);
});

it('waits again while more comes, four times at most', async () => {
  let pauses = 0;
  const made: string[] = [];
  /** Of each transaction's pauses, in which more comes. */
  const inEach = async (more: readonly number[]): Promise<number> => {
    pauses = 0;
    const commit = gatherCommits(async () => {
      pauses += 1;
      await Promise.resolve();
      if (more.includes(pauses)) void commit(change(`in pause ${pauses}`));
    });
    await commit(change('first'));
    return pauses;
  };
  const change = (name: string) => () => {
    made.push(name);
    return [];
  };
  expect(await inEach([])).toBe(1);
  expect(await inEach([1])).toBe(2);
  expect(await inEach([1, 2, 3, 4])).toBe(4);
  const made1 = ['first', 'in pause 1'];
  expect(made).toEqual(['first', ...made1, ...made1, 'in pause 2', 'in pause 3', 'in pause 4']);
});
