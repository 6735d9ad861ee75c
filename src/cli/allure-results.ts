/** Writes the pack's `allure-results/`: what an earlier run left there would be shown as tests of this one. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Evidence } from '../checks/evidence.ts';
import type { Result } from '../checks/judge.ts';
import { allureResultsOf } from '../report/allure.ts';
import type { KnownFailure } from '../report/known-failures.ts';
import { rerunCommand } from './rerun.ts';

export function writeAllureResults(
  evidence: Evidence,
  results: readonly Result[],
  { out, known }: { out: string; known: readonly KnownFailure[] },
): void {
  // Whoever judges the evidence again has not the environment of its run, and gets the same files.
  const rerun = (check: Result['check']): string => rerunCommand(check, evidence.header, {});
  const folder = path.join(out, 'allure-results');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, text] of allureResultsOf(evidence, results, { known, rerun })) {
    writeFileSync(path.join(folder, name), text);
  }
}
