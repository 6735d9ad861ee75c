/** The end of a shard's run: what has come of its share so far, and the status that follows from it. */
import path from 'node:path';
import pc from 'picocolors';
import type { Evidence } from '../checks/evidence.ts';
import { type Result, verdictOf } from '../checks/judge.ts';
import { namedShards, type Shard } from '../checks/shards.ts';
import { runErrorOf } from '../report/outcome.ts';
import { notGreenLines } from '../report/terminal.ts';
import type { ExitStatus } from './conclude.ts';
import type { PackOptions } from './pack-options.ts';

export interface JudgedShare {
  evidence: Evidence;
  results: readonly Result[];
}

/** What came of a share so far: no pack, for there is one of the whole, which `judge` writes. */
export function concludeShare(
  judged: JudgedShare,
  { index, of }: Shard,
  { file, exitBy }: { file: string; exitBy: PackOptions['exitBy'] },
): ExitStatus {
  const { evidence, results } = judged;
  const own = ofShare(results);
  const counts = (['passed', 'failed', 'deviates', 'recorded', 'not verified'] as const)
    .map((status) => `${own.filter((result) => result.status === status).length} ${status}`)
    .filter((told) => !told.startsWith('0 '));
  const lines = [
    ...notGreenLines(own, pc),
    ...(evidence.end?.stopped ? [`The campaign was ${runErrorOf(evidence)}`] : []),
    `${verdictOf(results, evidence).toUpperCase()} by itself: ${namedShards([index], of)} has all that ${own.length} of ${results.length} checks read${counts.length > 0 ? `: ${counts.join(', ')}` : ''}; ${evidence.settles.length} settles`,
    `Evidence: ${path.relative(process.cwd(), file)}`,
    `Sign-off: npx dataflow-qa judge, with the evidence of all ${of} shards`,
  ];
  process.stdout.write(`\n${lines.join('\n')}\n`);
  return shareStatus(judged, exitBy);
}

/**
 * A part of a run is inconclusive, unless it shows already that the whole is rejected. By its share it ends well where
 * everything in it was observed and could be judged.
 */
export function shareStatus({ evidence, results }: JudgedShare, exitBy: PackOptions['exitBy']): ExitStatus {
  if (verdictOf(results, evidence) === 'rejected') return 1;
  const isOpen = ofShare(results).some(
    ({ check, status, declaredLack }) =>
      check.kind !== 'policy' && status === 'not verified' && !declaredLack,
  );
  const isWhole = evidence.end !== null && evidence.end.stopped === null && !isOpen;
  return exitBy === 'share' && isWhole ? 0 : 2;
}

/** Checks that wait for other shards say nothing yet. */
function ofShare(results: readonly Result[]): Result[] {
  return results.filter(({ awaitsShard }) => !awaitsShard);
}
