/** What is told of a check while the campaign goes on is what is said of it in the end, whatever the engine does. */
import { describe, expect, it } from 'vitest';
import { tinyEngine } from '../campaign/testing/tiny-engine.ts';
import { WRONG_LINKS } from '../campaign/testing/wrong/links.ts';
import { WRONG_VALUES } from '../campaign/testing/wrong/values.ts';
import { WRONG_WRITES } from '../campaign/testing/wrong/writes.ts';
import { type Recording, recordCampaign } from '../cli/testing/record.ts';
import { earlyJudge } from './early.ts';
import type { EvidenceLine } from './evidence.ts';
import { judge, type Result } from './judge.ts';
import type { Plan } from './plan.ts';

const ENGINES = { right: { traits: {} }, ...WRONG_LINKS, ...WRONG_VALUES, ...WRONG_WRITES };

/** The crowd takes longest and shows little that others do not. */
const withoutCrowd = (scenario: string): boolean => !scenario.startsWith('crowd');

function linesOf(batch: string, lines: readonly EvidenceLine[]): EvidenceLine[] {
  return lines.filter((line) => 'batch' in line && line.batch === batch);
}

/** What is told after each batch, the batches ending in this order. */
function toldInOrder({ evidence, lines }: Recording, plan: Plan, order: readonly string[]): Result[][] {
  const early = earlyJudge(plan, evidence.header);
  return order.map((batch) => early.batchEnded(batch, linesOf(batch, lines)));
}

const said = (results: readonly Result[]) =>
  results.map(({ check, ...rest }) => ({ id: check.id, ...rest })).toSorted((a, b) => (a.id < b.id ? -1 : 1));

describe('a status that is told early', () => {
  it.each(Object.entries(ENGINES))('is that of the end: %s', async (name, { traits }) => {
    const recording = await recordCampaign({ engine: tinyEngine(name, traits), only: withoutCrowd });
    const { ran, evidence } = recording;
    const batches = ran.batches.map(({ id }) => id);
    for (const order of [batches, batches.toReversed()]) {
      const told = toldInOrder(recording, ran, order);
      const ids = new Set(told.flat().map(({ check }) => check.id));
      expect(told.flat()).toHaveLength(ids.size);
      expect(said(told.flat())).toEqual(said(judge(ran, evidence).filter(({ check }) => ids.has(check.id))));
      // What is judged as a whole anyway is not judged twice.
      expect(told.at(-1)).toEqual([]);
      expect(ids.size).toBeGreaterThan(10);
    }
  });

  it('is of no check that reads a batch which has not ended, or all of them', async () => {
    const recording = await recordCampaign({ engine: tinyEngine('right'), only: withoutCrowd });
    const { ran } = recording;
    const [first, ...others] = ran.batches;
    const [told] = toldInOrder(recording, ran, [first?.id ?? '']);
    const within = new Set(first?.scenarios.map(({ id }) => id));
    const expected = ran.checks.filter(
      ({ scenarios }) => scenarios.length > 0 && scenarios.every((id) => within.has(id)),
    );
    expect(told?.map(({ check }) => check.id)).toEqual(expected.map(({ id }) => id));
    expect(others.length).toBeGreaterThan(0);
  });
});
