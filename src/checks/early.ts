/** Statuses that are known before the campaign has ended: of checks all of whose scenarios are in batches that have. */
import type { Check } from './check.ts';
import { type EvidenceLine, type Header, parseEvidence, renderEvidenceLine } from './evidence.ts';
import { judge, type Result } from './judge.ts';
import type { Plan } from './plan.ts';

export interface EarlyJudge {
  /** What the batch that has just ended decides. The last one decides nothing: then all of it is judged anyway. */
  batchEnded: (batch: string, lines: readonly EvidenceLine[]) => Result[];
}

/** It judges what is written down, not what was in memory, and says of no check what `judge` may say otherwise. */
export function earlyJudge(plan: Plan, header: Header): EarlyJudge {
  const batchOf = new Map(
    plan.batches.flatMap((batch) => batch.scenarios.map(({ id }) => [id, batch.id] as const)),
  );
  const batchesOf = ({ scenarios }: Check): Set<string | undefined> =>
    new Set(scenarios.map((id) => batchOf.get(id)));
  const open = new Map<Check, ReadonlySet<string | undefined>>(
    // A check that names no scenario reads them all.
    plan.checks.filter(({ scenarios }) => scenarios.length > 0).map((check) => [check, batchesOf(check)]),
  );
  const ended = new Map<string, readonly EvidenceLine[]>();
  return {
    batchEnded(batch, lines) {
      ended.set(batch, lines);
      if (ended.size === plan.batches.length) return [];
      const decided = [...open].filter(([, batches]) =>
        [...batches].every((one) => one !== undefined && ended.has(one)),
      );
      if (decided.length === 0) return [];
      for (const [check] of decided) open.delete(check);
      const read = new Set(decided.flatMap(([, batches]) => [...batches]));
      const observed = [...ended].flatMap(([id, own]) => (read.has(id) ? own : []));
      const end = { kind: 'end' as const, finishedAt: header.startedAt, stopped: null };
      const text = [header, ...observed, end].map(renderEvidenceLine).join('');
      return judge(
        { batches: plan.batches, checks: decided.map(([check]) => check) },
        parseEvidence(text, 'evidence'),
      );
    },
  };
}
