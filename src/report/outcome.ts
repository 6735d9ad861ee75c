/** What formats of exchange can say of a check: they know passed, failed and skipped, and no more. */
import type { Evidence } from '../checks/evidence.ts';
import type { Result } from '../checks/judge.ts';
import { missingShards, namedShards } from '../checks/shards.ts';

export type Outcome = 'passed' | 'failed' | 'skipped';

/** What was not verified for another reason than a declared lack must not look green. */
export function outcomeOf({ status, declaredLack }: Pick<Result, 'status' | 'declaredLack'>): Outcome {
  if (status === 'failed') return 'failed';
  if (status === 'not verified') return declaredLack ? 'skipped' : 'failed';
  return 'passed';
}

/** Why the run itself is no ground for a verdict, or null. */
export function runErrorOf({ header, end }: Pick<Evidence, 'header' | 'end'>): string | null {
  if (!end) return 'the evidence was cut off';
  if (end.stopped) return `stopped by the ${end.stopped.by}: ${end.stopped.reason}`;
  const missing = missingShards(header);
  return missing.length > 0
    ? `a part of a run: the evidence of ${namedShards(missing, header.shards?.of ?? 0)} is missing`
    : null;
}

/** How formats that have only tests name what `runErrorOf` tells. */
export const RUN_TEST = { suite: 'the run', title: 'the campaign runs to its end' };

/** Of a campaign that was cut off nothing later is known than its start. */
export function timesOf({ header, end }: Pick<Evidence, 'header' | 'end'>): { start: number; stop: number } {
  const start = Date.parse(header.startedAt);
  return { start, stop: end ? Date.parse(end.finishedAt) : start };
}

/**
 * A check takes no time of its own: it judges what was written down. What it took is what its scenarios did, the
 * passes of their settles, in milliseconds; a check that reads the whole campaign took the whole of it.
 */
export function tookOf({ scenarios }: Result['check'], evidence: Evidence): number {
  const { start, stop } = timesOf(evidence);
  if (scenarios.length === 0) return stop - start;
  const batches = new Set(scenarios.map((id) => evidence.scenarios.get(id)?.batch));
  const passes = evidence.settles
    .filter(({ batch }) => batches.has(batch))
    .flatMap((settle) => [...settle.faultyPasses, ...settle.passes]);
  return Math.round(passes.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
}
