/** Shares of a plan: each batch is in one of them, and they are about even. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch, Scenario } from './scenario.ts';
import { missingShards, namedShards, sharesOf } from './shards.ts';

const SEED = 71;

function batchOf(id: string, rounds: readonly number[], needs: Batch['needs'] = []): Batch {
  const scenarios = rounds.map((count, at): Scenario => ({
    id: `${id}/${at}`,
    title: '',
    rounds: Array.from({ length: count }, () => []),
  }));
  return {
    id,
    title: '',
    needs,
    clock: 'runs',
    faults: { left: [], right: [] },
    faultyPasses: { least: 0, most: 0 },
    furtherPasses: 0,
    scenarios,
  };
}

const drawnBatches = fc
  .array(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 40 }), { maxLength: 30 })
  .map((drawn) => drawn.map((rounds, at) => batchOf(`batch ${at}`, rounds)));

/** The shards with the batches of each, by their ids. */
function shards(batches: Batch[], of: number): string[][] {
  const shares = sharesOf(batches, of, []);
  expect([...shares.values()].every((index) => Number.isInteger(index) && index >= 1 && index <= of)).toBe(
    true,
  );
  return Array.from({ length: of }, (_, at) =>
    batches.filter(({ id }) => shares.get(id) === at + 1).map(({ id }) => id),
  );
}

describe(`shares (seed ${SEED})`, () => {
  it('have each batch in exactly one of them, however many there are, and always the same', () => {
    fc.assert(
      fc.property(drawnBatches, fc.integer({ min: 1, max: 40 }), (batches, of) => {
        const shared = shards(batches, of);
        expect(shared.flat().toSorted()).toEqual(batches.map(({ id }) => id).toSorted());
        expect(shards(structuredClone(batches), of)).toEqual(shared);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('are about even: none is heavier than another one by more than a batch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 12 }), (count, of) => {
        const alike = Array.from({ length: count }, (_, at) => batchOf(`batch ${at}`, [2, 2]));
        const sizes = shards(alike, of).map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('give the heaviest batch a shard of its own where the others together weigh less', () => {
    const main = batchOf(
      'main',
      Array.from({ length: 200 }, () => 3),
    );
    const small = ['a', 'b', 'c', 'd'].map((id) => batchOf(id, [2]));
    expect(shards([...small, main], 3)).toEqual([['main'], ['a', 'c'], ['b', 'd']]);
  });

  it('count nothing for what is not run', () => {
    const unrun = batchOf(
      'faults',
      Array.from({ length: 200 }, () => 3),
      ['faults'],
    );
    const batches = [unrun, batchOf('a', [2]), batchOf('b', [2])];
    const shares = sharesOf(batches, 2, [{ capability: 'faults', reason: 'none' }]);
    expect(shares.get('a')).not.toBe(shares.get('b'));
    expect(sharesOf(batches, 2, []).get('a')).toBe(sharesOf(batches, 2, []).get('b'));
  });
});

it('shards that are missing are those that were not seen; a whole run misses none', () => {
  expect(missingShards({ shards: { of: 4, seen: [3, 1], madeBy: '' } })).toEqual([2, 4]);
  expect(missingShards({ shards: { of: 2, seen: [1, 2], madeBy: '' } })).toEqual([]);
  expect(missingShards({})).toEqual([]);
  expect([[2], [2, 4], [1, 2, 4]].map((some) => namedShards(some, 4))).toEqual([
    'shard 2 of 4',
    'shards 2 and 4 of 4',
    'shards 1, 2 and 4 of 4',
  ]);
});
