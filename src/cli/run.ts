/** `run`: campaign and verdicts, while the specs start; then the specs read the same evidence. */
import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EvidenceLine } from '../checks/evidence.ts';
import { parseEvidence, renderEvidenceLine } from '../checks/evidence.ts';
import { judge } from '../checks/judge.ts';
import { prepareRun, type RunSettings } from './compose.ts';
import { conclude, type ExitStatus } from './conclude.ts';
import { outFolder } from './out-folder.ts';
import { createProgress } from './progress.ts';
import { type RunOptions, settingsOf } from './settings.ts';
import { disagreement, startSpecs } from './specs.ts';

export interface RunCommandOptions {
  checklist?: string;
  engine?: string;
  engineCommand?: string;
  topology?: string;
  seed?: string;
  policy?: string | string[];
  quietPasses?: string;
  maxPasses?: string;
  passTimeout?: string;
  specs: string;
  out: string;
}

export async function runCommand(options: RunCommandOptions): Promise<ExitStatus> {
  const settings = settingsOf(runOptionsOf(options));
  const prepared = await prepareRun(settings);
  const out = outFolder(options.out);
  removeEarlier(out);
  process.stderr.write(`${describe(settings)}\n`);

  const file = path.join(out, 'evidence.ndjson');
  const specs = options.specs === 'on' ? startSpecs(settings, out, file) : null;
  const text = await campaign(prepared, file);
  const evidence = parseEvidence(text, file);
  const results = judge(prepared.plan, evidence);
  const harnessError = specs ? disagreement(await specs.finished(), results) : null;
  return conclude({ evidence, results, out, harnessError });
}

/** Lines are written as they come, so that a run that is killed leaves what it saw; then the file gets its name. */
async function campaign(
  { run, plan }: Awaited<ReturnType<typeof prepareRun>>,
  file: string,
): Promise<string> {
  const unfinished = `${file}.unfinished`;
  writeFileSync(unfinished, '');
  const lines: string[] = [];
  const write = (line: EvidenceLine): void => {
    const text = renderEvidenceLine(line);
    lines.push(text);
    appendFileSync(unfinished, text);
  };
  const progress = createProgress(process.stderr, () => performance.now());
  const tellWhereItIs = (): void => {
    process.stderr.write(`\nThe campaign was stopped; what was observed so far is kept in ${unfinished}\n`);
  };
  process.once('exit', tellWhereItIs);
  await run({ write, onProgress: progress.show });
  progress.end(`${plan.batches.length} batches, ${plan.checks.length} checks`);
  renameSync(unfinished, file);
  process.off('exit', tellWhereItIs);
  return lines.join('');
}

/** Removes what an earlier run of ours left there, and nothing else. */
function removeEarlier(out: string): void {
  for (const name of [
    'evidence.ndjson',
    'evidence.ndjson.unfinished',
    'signoff.json',
    'junit.xml',
    'allure-results',
    'specs.json',
  ]) {
    rmSync(path.join(out, name), { recursive: true, force: true });
  }
}

function describe({ checklist, engine, engineCommand, topology, seed }: RunSettings): string {
  return `${checklist} · engine ${engine}${engineCommand ? ` (${engineCommand})` : ''} · ${topology} · seed ${seed}`;
}

function runOptionsOf(options: RunCommandOptions): RunOptions {
  // The environment gives one text, an option one or more; either way commas part the settings.
  const policy = [options.policy ?? []].flat().flatMap((given) => given.split(','));
  return {
    checklist: options.checklist,
    engine: options.engine,
    'engine-command': options.engineCommand,
    topology: options.topology,
    seed: options.seed,
    policy,
    'quiet-passes': options.quietPasses,
    'max-passes': options.maxPasses,
    'pass-timeout': options.passTimeout,
  };
}
