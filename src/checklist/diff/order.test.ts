import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Row } from '../../domain/dataflow.ts';
import { diffDocuments } from './diff.ts';
import { longestIncreasing } from './order.ts';
import { versionOf } from './testing/versions.ts';

const RUNS = { seed: 31, numRuns: process.env['QA_MUTANTS'] === undefined ? 500 : 50 };

/** By comparing each with each: slow, and easy to believe. */
function longestLength(numbers: readonly number[]): number {
  const lengths: number[] = [];
  for (const [at, number] of numbers.entries()) {
    const before = lengths.filter((_, earlier) => (numbers[earlier] ?? Infinity) < number);
    lengths[at] = 1 + Math.max(0, ...before);
  }
  return Math.max(0, ...lengths);
}

it('finds a part that increases, and none is longer', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { maxLength: 25 }), (numbers) => {
      const found = longestIncreasing(numbers, (number) => number);
      expect(found).toHaveLength(longestLength(numbers));
      expect(found.every((number, at) => at === 0 || (found[at - 1] ?? Infinity) < number)).toBe(true);
      let from = 0;
      for (const number of found) from = numbers.indexOf(number, from) + 1;
      expect(from > 0 || found.length === 0).toBe(true);
    }),
    RUNS,
  );
});

function withRows(order: readonly number[]) {
  const rows = order.map((number): Row => ({
    left: `p${number}`,
    right: `q${number}`,
    type: 'string',
    line: 1,
  }));
  const section = { source: 'X A', target: 'Y A', line: 1, sentences: [], merge: [], rows };
  return versionOf({
    title: 'X to Y Dataflow',
    left: 'X',
    right: 'Y',
    generated: null,
    introduction: [],
    sections: [section],
  });
}

it('rows in another order are as few moves as can be', () => {
  const orders = fc
    .integer({ min: 1, max: 20 })
    .chain((count) => fc.shuffledSubarray([...Array(count).keys()], { minLength: count }));
  fc.assert(
    fc.property(orders, (order) => {
      const { changes } = diffDocuments(withRows(order.toSorted((a, b) => a - b)), withRows(order));
      expect(changes.every(({ what, change }) => what === 'row' && change === 'moved')).toBe(true);
      expect(changes).toHaveLength(order.length - longestLength(order));
    }),
    RUNS,
  );
});

it('k rows that are put elsewhere are k moves at most, and one is one', () => {
  const cases = fc.record({
    count: fc.integer({ min: 2, max: 40 }),
    picks: fc.array(fc.nat(1000), { minLength: 1, maxLength: 4 }),
  });
  fc.assert(
    fc.property(cases, ({ count, picks }) => {
      const rows = [...Array(count).keys()];
      const moved = picks.reduce((so, pick) => {
        const [one] = so.slice(pick % count);
        const others = so.filter((row) => row !== one);
        return one === undefined ? so : others.toSpliced((pick * 7) % count, 0, one);
      }, rows);
      const { changes } = diffDocuments(withRows(rows), withRows(moved));
      const isMoved = moved.some((row, at) => row !== at);
      expect(changes.length).toBeLessThanOrEqual(isMoved ? picks.length : 0);
      expect(changes.length > 0).toBe(isMoved);
    }),
    RUNS,
  );
});
