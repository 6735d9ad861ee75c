/** The end of `run` and `judge` alike: the pack is written, the verdict shown, and the status follows from it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import pc from 'picocolors';
import type { Evidence } from '../checks/evidence.ts';
import { type Result, verdictOf } from '../checks/judge.ts';
import { packOf } from '../report/pack.ts';
import { terminalReport } from '../report/terminal.ts';
import { writeAllureResults } from './allure-results.ts';

/** 0 accepted, 1 rejected, 2 inconclusive or unusable input. */
export type ExitStatus = 0 | 1 | 2;

export interface Conclusion {
  evidence: Evidence;
  results: readonly Result[];
  /** An existing folder. */
  out: string;
  /** What went wrong in the harness itself, or null: such a run is never accepted. */
  harnessError: string | null;
}

export function conclude({ evidence, results, out, harnessError }: Conclusion): ExitStatus {
  const judged = harnessError === null ? evidence : withHarnessError(evidence, harnessError);
  for (const [name, text] of Object.entries(packOf(judged, results)))
    writeFileSync(path.join(out, name), text);
  writeAllureResults(judged, results, { out, known: [] });
  if (harnessError !== null) process.stderr.write(`The harness failed: ${harnessError}\n`);
  process.stdout.write(`\n${terminalReport(judged, results, pc)}\n`);
  process.stdout.write(`Sign-off pack: ${path.relative(process.cwd(), out) || '.'}\n`);
  const verdict = verdictOf(results, judged);
  if (verdict === 'rejected') return 1;
  return verdict === 'inconclusive' ? 2 : 0;
}

function withHarnessError(evidence: Evidence, reason: string): Evidence {
  const finishedAt = evidence.end?.finishedAt ?? evidence.header.startedAt;
  return { ...evidence, end: { kind: 'end', finishedAt, stopped: { by: 'harness', reason } } };
}
