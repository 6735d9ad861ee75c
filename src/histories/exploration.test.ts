import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Engine, PassOutcome, RunningEngine } from '../engines/index.ts';
import { bankOf } from '../faulty-engines/bank.ts';
import { variedEngine } from '../faulty-engines/varied-engine.ts';
import { histories } from './arbitrary.ts';
import { COMPARISONS } from './comparisons.ts';
import { type Ground, historyOf, playAndJudge, playSeed, shrunk } from './exploration.ts';
import { type History, stepsOf } from './history.ts';
import { DRAWN, smallSource, type Source } from './sources.ts';
import { subjectsOf } from './subjects.ts';
import { CHECKLIST, groundOf, REPERTOIRE } from './testing/ground.ts';
import type { MakeWorld } from './world.ts';

const BANK = bankOf(CHECKLIST.dataflow);

describe('the reference engine', () => {
  it('breaks nothing in any history', async () => {
    const ground = groundOf();
    await fc.assert(
      fc.asyncProperty(histories(REPERTOIRE), async (history) => {
        expect((await playAndJudge(history, ground)).violations).toEqual([]);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('breaks nothing from seed 0 on, comparisons included', async () => {
    const ground = groundOf();
    for (let seed = 0; seed < 1_000; seed += 1) {
      expect({ seed, violations: (await playSeed(seed, ground)).violations }).toEqual({
        seed,
        violations: [],
      });
    }
  });
});

describe('a wrong engine', () => {
  const wrong = BANK.find(({ title }) => title === 'a link ends where orgNr differs');
  if (wrong === undefined) throw new Error('the bank has no such engine any more');
  const ground = groundOf(variedEngine(wrong.title, wrong.vary), { topologies: ['two-tenants'] });

  it('is found, and its history comes down to what matters', async () => {
    let seed = 0;
    let failed = await playSeed(seed, ground);
    while (failed.violations.length === 0) failed = await playSeed((seed += 1), ground);
    const [first] = failed.violations;
    const { history, violations } = await shrunk(failed, first?.invariant ?? '', ground);
    expect(violations.map(({ invariant }) => invariant)).toContain('link-outlives-orgNr');
    expect(history.faults).toEqual([]);
    expect(stepsOf(history)).toBeLessThanOrEqual(4);
  });

  it('is found by fast-check as well, which makes the history small by the same tapes', async () => {
    const { failed, counterexample } = await fc.check(
      fc.asyncProperty(
        histories(ground.repertoire),
        async (history) => (await playAndJudge(history, ground)).violations.length === 0,
      ),
      { numRuns: 2_000, seed: 3 },
    );
    expect(failed).toBe(true);
    expect(counterexample?.[0] && stepsOf(counterexample[0])).toBeLessThanOrEqual(5);
  });
});

it('an engine that breaks the play is no engine that passes', async () => {
  const ground = groundOf({
    name: 'thrower',
    version: '1',
    lacks: [],
    severalAtOnce: true,
    start: () =>
      Promise.resolve({ pass: () => Promise.reject(new Error('broken')), close: () => Promise.resolve() }),
  });
  const { violations } = await playAndJudge(historyOf(0, ground.repertoire), ground);
  expect(violations.at(-1)).toMatchObject({ invariant: 'no-crash', message: 'broken' });
});

describe('what breaks', () => {
  const engineOf = (running: RunningEngine): Engine => ({
    name: 'breaker',
    version: '1',
    lacks: [],
    severalAtOnce: true,
    start: () => Promise.resolve(running),
  });
  const pass = (): Promise<PassOutcome> => Promise.resolve({ ok: true });
  const broken = (): Promise<never> => Promise.reject(new Error('broken'));

  it('as the engine is closed is the engine’s too', async () => {
    const ground = groundOf(engineOf({ pass, close: broken }));
    const { violations } = await playAndJudge(historyOf(0, ground.repertoire), ground);
    expect(violations.at(-1)).toMatchObject({ invariant: 'no-crash', message: 'broken' });
  });

  it('in the world is not the engine’s: nothing is said of it', async () => {
    const ground = groundOf(engineOf({ pass, close: () => Promise.resolve() }));
    const makeWorld: MakeWorld = async (topology, pace) => ({
      ...(await ground.makeWorld(topology, pace)),
      newProcess: () => {
        throw new Error('no space left on the device');
      },
    });
    const playing = playAndJudge(historyOf(0, ground.repertoire), { ...ground, makeWorld });
    await expect(playing).rejects.toThrow('no space left');
  });

  it('only the other way is told by the comparison', async () => {
    const comparisons = COMPARISONS.filter(({ name }) => name === 'restarts-change-nothing');
    let plays = 0;
    // The second play is the other way.
    const ground = groundOf({
      ...engineOf({ pass, close: () => Promise.resolve() }),
      start: () => {
        const isOther = plays > 0;
        return Promise.resolve({ pass: isOther ? broken : pass, close: () => Promise.resolve() });
      },
    });
    const makeWorld: MakeWorld = async (topology, pace) => {
      const world = await ground.makeWorld(topology, pace);
      return {
        ...world,
        close: async () => {
          plays += 1;
          await world.close();
        },
      };
    };
    const history: History = { topology: 'two-tenants', edits: [], passes: [], faults: [], pace: 0 };
    const { violations, compared } = await playAndJudge(history, { ...ground, makeWorld }, comparisons);
    expect(violations).toMatchObject([
      { invariant: 'restarts-change-nothing', message: 'the other way the engine breaks: broken' },
    ]);
    expect(compared).toEqual(['restarts-change-nothing']);
  });
});

it('what is asked for by name is compared with each history, of a small scope too', async () => {
  const comparisons = COMPARISONS.filter(({ name }) => name === 'pace-changes-nothing');
  const ground = { ...groundOf(), comparisons, comparesEach: true };
  const comparedBy = async (one: Ground, source: Source): Promise<number> => {
    let count = 0;
    for (let number = 1; number < 8 * 5; number += 1)
      count += (await source.play(number, one))?.compared.length ?? 0;
    return count;
  };
  expect(await comparedBy(ground, DRAWN)).toBeGreaterThan(0);
  expect(await comparedBy({ ...groundOf(), comparisons: [] }, DRAWN)).toBe(0);
  const [reference] = subjectsOf(CHECKLIST.dataflow, 'under test');
  if (reference === undefined) throw new Error('there is no engine');
  const small = smallSource(REPERTOIRE.cells, reference, ['two-tenants', 'one-tenant']);
  expect(await comparedBy(ground, small)).toBeGreaterThan(0);
});

it(
  'of the bank, each 20th engine is found, with at most 8 steps and faults on',
  { timeout: 120_000 },
  async () => {
    for (const { title, vary } of BANK.filter((_, index) => index % 20 === 0)) {
      const one = groundOf(variedEngine(title, vary), { topologies: ['two-tenants'] });
      let steps: number | null = null;
      for (let seed = 0; seed < 3_000 && steps === null; seed += 1) {
        const failed = await playSeed(seed, one);
        const [first] = failed.violations;
        if (first !== undefined) steps = stepsOf((await shrunk(failed, first.invariant, one)).history);
      }
      expect({ title, steps }).toEqual({ title, steps: expect.any(Number) });
      expect(steps).toBeLessThanOrEqual(8);
    }
  },
);
