/** Shares of one plan, so that several machines can observe it: which batch belongs to which shard. Pure. */
import type { Lack } from '../domain/capability.ts';
import type { Header } from './evidence.ts';
import type { Plan } from './planned.ts';
import type { Batch } from './scenario.ts';

/** One share of `of`, counted from 1. */
export interface Shard {
  index: number;
  of: number;
}

/** What a settle takes for itself, in the time that one scenario takes for one round: as measured on mock tenants. */
const A_SETTLE = 40;

/**
 * The shard of each batch, by the batch's id. A batch has tenants and a state of its own, so it can be observed
 * anywhere, but only as a whole. The heaviest is given away first, each to the shard that has least to do by then: the
 * same plan and the same lacks give the same shares on every machine.
 */
export function sharesOf(
  batches: readonly Batch[],
  of: number,
  lacks: readonly Lack[],
): ReadonlyMap<string, number> {
  const loads = Array.from({ length: of }, () => 0);
  const heaviestFirst = batches
    .map((batch) => ({ id: batch.id, weight: weightOf(batch, lacks) }))
    // Those of one weight stay in the plan's order.
    .toSorted((a, b) => b.weight - a.weight);
  return new Map(
    heaviestFirst.map(({ id, weight }) => {
      const index = loads.indexOf(Math.min(...loads));
      loads[index] = (loads[index] ?? 0) + weight;
      return [id, index + 1];
    }),
  );
}

/** The plan with the batches of one shard alone. Its checks stay: whoever judges knows which of them have to wait. */
export function sharePlan(plan: Plan, { index, of }: Shard, lacks: readonly Lack[]): Plan {
  const shares = sharesOf(plan.batches, of, lacks);
  return { ...plan, batches: plan.batches.filter(({ id }) => shares.get(id) === index) };
}

/** The shards of the run whose evidence is not here. */
export function missingShards({ shards }: Pick<Header, 'shards'>): number[] {
  if (!shards) return [];
  const seen = new Set(shards.seen);
  return Array.from({ length: shards.of }, (_, at) => at + 1).filter((index) => !seen.has(index));
}

/** `shard 2 of 4`, `shards 1, 3 and 4 of 4`. */
export function namedShards(indexes: readonly number[], of: number): string {
  const last = indexes.at(-1) ?? 0;
  if (indexes.length < 2) return `shard ${last} of ${of}`;
  return `shards ${indexes.slice(0, -1).join(', ')} and ${last} of ${of}`;
}

/** Of each batch that another shard observes, why nothing of it is here. */
export function awaitedBatches({ batches }: Plan, header: Header): ReadonlyMap<string, string> {
  const { shards } = header;
  if (!shards) return new Map();
  const missing = new Set(missingShards(header));
  return new Map(
    [...sharesOf(batches, shards.of, header.lacks)]
      .filter(([, index]) => missing.has(index))
      .map(([id, index]) => [
        id,
        `this belongs to shard ${index} of ${shards.of}, whose evidence is not here`,
      ]),
  );
}

/** What the tenants or the engine cannot show is not run, and takes no time. */
function weightOf({ needs, scenarios, furtherPasses }: Batch, lacks: readonly Lack[]): number {
  if (lacks.some(({ capability }) => needs.includes(capability))) return 0;
  const rounds = scenarios.map((scenario) => scenario.rounds.length);
  const settles = Math.max(0, ...rounds) + (furtherPasses > 0 ? 1 : 0);
  return A_SETTLE * settles + rounds.reduce((sum, count) => sum + count, 0);
}
