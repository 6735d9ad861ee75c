/** `judge`: verdicts and pack from stored evidence, offline; the same evidence gives the same verdicts. */
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Evidence, parseEvidence } from '../checks/evidence.ts';
import { judge } from '../checks/judge.ts';
import { planOf } from '../checks/plan.ts';
import { conclude, type ExitStatus } from './conclude.ts';
import { outFolder } from './out-folder.ts';
import { UsageError } from './usage-error.ts';

export async function judgeCommand(file: string, options: { out: string }): Promise<ExitStatus> {
  const evidence = read(file);
  const results = judge(planOf(evidence.header), evidence);
  const out = outFolder(options.out);
  const own = path.join(out, 'evidence.ndjson');
  if (path.resolve(file) !== own) copyFileSync(file, own);
  return conclude({ evidence, results, out, harnessError: null });
}

function read(file: string): Evidence {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return parseEvidence(text, file);
}
