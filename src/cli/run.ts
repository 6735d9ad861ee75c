/** `run`: campaign and verdicts, while the specs start; then the specs read the same evidence. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { readChecklist } from '../checklist/read.ts';
import type { RunSettings } from './compose.ts';
import type { ExitStatus } from './conclude.ts';
import { assertKnowsTenants } from './engine-option.ts';
import { outFolder } from './out-folder.ts';
import { type RunOptions, settingsOf } from './settings.ts';
import { disagreement, startSpecs } from './specs.ts';

export interface RunCommandOptions {
  checklist?: string;
  engine?: string;
  engineCommand?: string;
  webhookUrl?: string;
  webhookStatusUrl?: string;
  sesamUrl?: string;
  sesamPipes?: string;
  stable?: string;
  topology?: string;
  seed?: string;
  policy?: string | string[];
  faults?: string;
  quietPasses?: string;
  maxPasses?: string;
  passTimeout?: string;
  specs: string;
  out: string;
}

export async function runCommand(options: RunCommandOptions): Promise<ExitStatus> {
  const settings = settingsOf(runOptionsOf(options));
  assertKnowsTenants(settings.engine, false);
  const checklist = await readChecklist(settings.checklist);
  const out = outFolder(options.out);
  removeEarlier(out);
  process.stderr.write(`${describe(settings)}\n`);

  const file = path.join(out, 'evidence.ndjson');
  const specs = options.specs === 'on' ? startSpecs(settings, out, file) : null;
  try {
    // What a campaign needs takes time to load, and so does Playwright: they do it at the same time.
    const { prepareRun } = await import('./compose.ts');
    const { observe } = await import('./observe.ts');
    const prepared = prepareRun(settings, checklist);
    const { evidence, results } = await observe(prepared, file);
    // Loaded while the specs run.
    const { conclude } = await import('./conclude.ts');
    const harnessError = specs ? disagreement(await specs.finished(), results) : null;
    return conclude({ evidence, results, out, harnessError });
  } catch (error) {
    specs?.stop();
    throw error;
  }
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

function describe({ checklist, engine, topology, seed }: RunSettings): string {
  const command = engine.name === 'command' ? ` (${engine.command})` : '';
  return `${checklist} · engine ${engine.name}${command} · ${topology} · seed ${seed}`;
}

function runOptionsOf(options: RunCommandOptions): RunOptions {
  // The environment gives one text, an option one or more; either way commas part the settings.
  const policy = [options.policy ?? []].flat().flatMap((given) => given.split(','));
  return {
    checklist: options.checklist,
    engine: options.engine,
    'engine-command': options.engineCommand,
    'webhook-url': options.webhookUrl,
    'webhook-status-url': options.webhookStatusUrl,
    'sesam-url': options.sesamUrl,
    'sesam-pipes': options.sesamPipes,
    stable: options.stable,
    topology: options.topology,
    seed: options.seed,
    policy,
    faults: options.faults,
    'quiet-passes': options.quietPasses,
    'max-passes': options.maxPasses,
    'pass-timeout': options.passTimeout,
  };
}
