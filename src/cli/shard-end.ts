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

/** What came of a share so far: no pack, for there is one of the whole, which `judge` writes. */
export function concludeShare(
  { evidence, results }: { evidence: Evidence; results: readonly Result[] },
  { index, of }: Shard,
  { file, exitBy }: { file: string; exitBy: PackOptions['exitBy'] },
): ExitStatus {
  const own = results.filter(({ awaitsShard }) => !awaitsShard);
  const count = (status: Result['status']): number => own.filter((result) => result.status === status).length;
  const counts = (['passed', 'failed', 'deviates', 'recorded', 'not verified'] as const)
    .map((status) => ({ status, times: count(status) }))
    .filter(({ times }) => times > 0)
    .map(({ status, times }) => `${times} ${status}`);
  const stopped = evidence.end?.stopped ? `${runErrorOf(evidence)}\n` : '';
  const lines = [
    ...notGreenLines(own, pc),
    `${stopped}${verdictOf(results, evidence).toUpperCase()} by itself: ${namedShards([index], of)} has the evidence of ${own.length} of ${results.length} checks${counts.length > 0 ? `: ${counts.join(', ')}` : ''}; ${evidence.settles.length} settles.`,
    `Evidence: ${path.relative(process.cwd(), file)}`,
    `Sign-off: npx dataflow-qa judge with the evidence of all ${of} shards`,
  ];
  process.stdout.write(`\n${lines.join('\n')}\n`);
  if (own.some(({ check, status }) => check.kind !== 'policy' && status === 'failed')) return 1;
  return exitBy === 'share' && isWhole(evidence, own) ? 0 : 2;
}

/** Whether everything of the share was observed and could be judged. */
function isWhole({ end }: Evidence, own: readonly Result[]): boolean {
  const isOpen = ({ check, status, declaredLack }: Result): boolean =>
    check.kind !== 'policy' && status === 'not verified' && !declaredLack;
  return end !== null && end.stopped === null && !own.some(isOpen);
}
