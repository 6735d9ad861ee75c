/** A campaign with its progress shown and its evidence kept as it comes, and the results of judging it. */
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import pc from 'picocolors';
import { type EarlyJudge, earlyJudge } from '../checks/early.ts';
import { type Evidence, type EvidenceLine, parseEvidence, renderEvidenceLine } from '../checks/evidence.ts';
import { judge, type Result } from '../checks/judge.ts';
import { earlyLines } from '../report/terminal.ts';
import type { PreparedRun } from './compose.ts';
import { createProgress } from './progress.ts';

export interface Observed {
  /** The evidence as it was written down. */
  text: string;
  evidence: Evidence;
  results: Result[];
}

/** What is judged is what was written, not what was in memory. */
export async function observe(prepared: PreparedRun, file: string): Promise<Observed> {
  const text = await campaign(prepared, file);
  const evidence = parseEvidence(text, file);
  return { text, evidence, results: judge(prepared.plan, evidence) };
}

/** Lines are written as they come, so that a run that is killed leaves what it saw; then the file gets its name. */
async function campaign({ run, plan }: PreparedRun, file: string): Promise<string> {
  const unfinished = `${file}.unfinished`;
  writeFileSync(unfinished, '');
  const lines: string[] = [];
  // Of a shard, those of its share.
  const batches = new Set<string>();
  let early: EarlyJudge | null = null;
  const write = (line: EvidenceLine): void => {
    if (line.kind === 'campaign') early = earlyJudge(plan, line);
    const text = renderEvidenceLine(line);
    lines.push(text);
    if ('batch' in line) batches.add(line.batch);
    appendFileSync(unfinished, text);
  };
  const progress = createProgress(process.stderr, () => performance.now());
  const onBatch = ({ id }: { id: string }, own: readonly EvidenceLine[]): void =>
    progress.say(earlyLines(early?.batchEnded(id, own) ?? [], pc));
  const tellWhereItIs = (): void => {
    process.stderr.write(`\nThe campaign was stopped; what was observed so far is kept in ${unfinished}\n`);
  };
  process.once('exit', tellWhereItIs);
  await run({ write, onProgress: progress.show, onBatch });
  progress.end(`${batches.size} batches, ${plan.checks.length} checks`);
  renameSync(unfinished, file);
  process.off('exit', tellWhereItIs);
  return lines.join('');
}
