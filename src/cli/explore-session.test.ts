import { describe, expect, it } from 'vitest';
import { nothingYet } from '../histories/stretch.ts';
import type { Said, Worker } from './explore-processes.ts';
import { type Broken, explore, type Explored } from './explore-session.ts';
import { type Session, sessionOf } from './explore-settings.ts';
import type { Task } from './explore-job.ts';

const CAUGHT: Said = { is: 'canary', caught: { after: 3, invariant: 'quiet' } };

/** What a history of each number breaks, or that it brings its process down. */
type Breaks = Record<number, readonly string[] | 'down'>;

function workerOf(
  breaks: Breaks,
  { canary = CAUGHT, turns = 0 }: { canary?: Said; turns?: number } = {},
): Worker {
  const said = (task: Task): Said => {
    if (task.do === 'canary') return canary;
    if (task.do !== 'play') return { is: 'trouble', why: 'unasked' };
    const { from, count } = task;
    const numbers = Array.from({ length: count }, (_, at) => from + at);
    if (numbers.some((at) => breaks[at] === 'down')) return { is: 'gone', why: 'its process ended: SIGSEGV' };
    const broken = numbers.flatMap((at) => {
      const invariants = breaks[at];
      return invariants === undefined || invariants === 'down' ? [] : [{ at, invariants: [...invariants] }];
    });
    return {
      is: 'played',
      stretch: { from, count, totals: { ...nothingYet(), histories: count }, broken, coverage: {} },
    };
  };
  return {
    ask: async (task) => {
      for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
      return said(task);
    },
    end: () => {},
  };
}

async function explored(
  workers: readonly Worker[],
  histories = '500',
): Promise<Explored & { told: readonly Broken[] }> {
  const session: Session = await sessionOf({ out: 'unused', histories, seed: '100' });
  const told: Broken[] = [];
  const watcher = { progress: () => {}, broke: (one: Broken) => void told.push({ ...one }) };
  return { ...(await explore(session, watcher, workers)), told };
}

describe('a session', () => {
  it('tells what is broken by the lowest number, however late its stretch comes', async () => {
    const breaks: Breaks = { 103: ['quiet'], 260: ['quiet', 'own-row'], 170: ['own-row'] };
    const { broken, told, count, ended } = await explored([
      workerOf(breaks, { turns: 9 }),
      workerOf(breaks),
      workerOf(breaks, { turns: 2 }),
    ]);
    expect(told.map(({ invariant, at }) => [invariant, at])).toEqual([
      ['quiet', 103],
      ['own-row', 170],
    ]);
    expect(broken.map(({ histories }) => histories)).toEqual([2, 2]);
    expect({ count, ended }).toEqual({ count: 500, ended: 'all' });
  });

  it('ends with three, as if nothing had been played after them', async () => {
    const breaks: Breaks = { 110: ['a'], 210: ['b', 'c'], 260: ['d'] };
    for (const workers of [[workerOf(breaks)], [workerOf(breaks, { turns: 9 }), workerOf(breaks)]]) {
      const { broken, count, ended } = await explored(workers);
      expect(broken.map(({ invariant }) => invariant)).toEqual(['a', 'b', 'c']);
      expect({ count, ended }).toEqual({ count: 150, ended: 'enough' });
    }
  });

  it('finds which history brings its process down, and goes on', async () => {
    const { broken, totals } = await explored([workerOf({ 120: 'down', 121: ['quiet'] })]);
    expect(broken).toMatchObject([
      { invariant: 'no-crash', at: 120, histories: 1, why: 'its process ended: SIGSEGV' },
      { invariant: 'quiet', at: 121, histories: 1 },
    ]);
    expect(totals.histories).toBe(500);
  });

  it.each<[string, Said, Explored['ended']]>([
    ['not found out', { is: 'canary', caught: null }, 'canary'],
    ['down with its process', { is: 'gone', why: 'its process ended' }, 'trouble'],
    ['in trouble', { is: 'trouble', why: 'no disk' }, 'trouble'],
  ])('plays no further where in one process the canary is %s', async (_, canary, ended) => {
    const found = await explored([workerOf({}), workerOf({}, { canary })]);
    expect(found.ended).toBe(ended);
    expect(found.count).toBeLessThan(500);
  });

  it('ends where the harness is in trouble', async () => {
    const worker = workerOf({});
    const ask = (task: Task): Promise<Said> =>
      task.do === 'play' ? Promise.resolve({ is: 'trouble', why: 'no disk' }) : worker.ask(task);
    expect(await explored([{ ...worker, ask }])).toMatchObject({
      ended: 'trouble',
      trouble: 'no disk',
      count: 0,
    });
  });
});
