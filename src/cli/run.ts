/** `run`: campaign and statuses, while the specs start; then the specs read the same evidence while the pack is made. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import pc from 'picocolors';
import { type ReadChecklist, readChecklist } from '../checklist/read.ts';
import { EVIDENCE } from '../report/pack-files.ts';
import { expectBriefProcess } from './brief-process.ts';
import type { PreparedRun, RunSettings } from './compose.ts';
import type { ExitStatus } from './conclude.ts';
import { assertKnowsTenants } from './engine-option.ts';
import { assertEngineAllowed, type LiveOptions, type LiveSettings, liveSettingsOf } from './live-settings.ts';
import { madeBy } from './made-by.ts';
import { outFolder } from './out-folder.ts';
import { assertWritable, removePack } from './pack-folder.ts';
import { inputsOf, type PackOptions, signKeyOf } from './pack-options.ts';
import { type RunOptions, settingsOf } from './settings.ts';
import { shardOf } from './shard-option.ts';
import { stopOnSignal } from './signals.ts';
import { disagreement, startSpecs } from './specs.ts';
import { UsageError } from './usage-error.ts';

export interface RunCommandOptions extends LiveOptions, PackOptions {
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
  shard?: string;
  specs: string;
  out: string;
}

export async function runCommand(options: RunCommandOptions): Promise<ExitStatus> {
  const live = liveSettingsOf(options, process.env);
  expectBriefProcess();
  const settings = settingsOf(runOptionsOf(options, live));
  assertKnowsTenants(settings.engine, live !== null);
  if (live !== null) assertEngineAllowed(settings.engine, live.allowed);
  if (live !== null && settings.faults.length > 0) {
    throw new UsageError('--faults goes with the mocks: live tenants cannot be made to misbehave');
  }
  const shard = shardOf(options.shard, options.exitBy);
  if (live !== null && shard !== null) {
    throw new UsageError('--shard goes with the mocks: on live tenants shards would meet each other');
  }
  const checklist = await readChecklist(settings.checklist);
  const out = outFolder(options.out);
  const inputs = await inputsOf(options, null);
  const signKey = signKeyOf(options);
  assertWritable(out, options.out);
  const removed = removeEarlier(out);
  process.stderr.write(`${describe(settings, live)}\n`);

  const file = path.join(out, 'evidence.ndjson');
  const stop = live === null ? null : stopOnce();
  // Tenants that others use are asked first whether there can be a run at all.
  const admitted = live && stop ? await prepareLive(settings, live, checklist, stop) : null;
  const { observe } = await import('./observe.ts');
  const prepared =
    admitted ??
    (await import('./compose.ts')).prepareRun(settings, checklist, shard && { ...shard, madeBy: madeBy() });
  await removed;
  // Not sooner: what starts slowly and then waits for the evidence would hold up the first status.
  // Those of a shard would wait for what others observe.
  const specs = options.specs === 'on' && shard === null ? startSpecs(settings, out, file) : null;
  try {
    const observed = await observe(prepared, file);
    const { text, evidence, results } = observed;
    if (shard !== null) {
      const { concludeShare } = await import('./shard-end.ts');
      return concludeShare(observed, shard, { file, exitBy: options.exitBy });
    }
    const { statusReport } = await import('../report/terminal.ts');
    process.stdout.write(`\n${statusReport(evidence, results, pc)}\n`);
    // While the specs run, what makes a pack is loaded, and the pack is made.
    const { conclude, packed } = await import('./conclude.ts');
    const pack = packed(observed, inputs);
    // Should it fail meanwhile, that is told below.
    pack.catch(() => {});
    const harnessError = specs ? disagreement(await specs.finished(), results) : null;
    const early = { ...observed, pack };
    return await conclude({ text, out, harnessError, inputs, exitBy: options.exitBy, signKey, early });
  } catch (error) {
    specs?.stop();
    throw error;
  }
}

async function prepareLive(
  settings: RunSettings,
  live: LiveSettings,
  checklist: ReadChecklist,
  stop: AbortSignal,
): Promise<PreparedRun> {
  const { prepareLiveRun } = await import('./live-run.ts');
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  return prepareLiveRun(settings, live, checklist, stop, tell);
}

/** Aborts at the first signal: what was created is removed then. The second one ends the process. */
function stopOnce(): AbortSignal {
  const controller = new AbortController();
  const asked = stopOnSignal();
  asked.addEventListener('abort', () => {
    process.stderr.write('\nremoves what this run has created; once more ends it at once\n');
    controller.abort(new Error(`stopped by ${String(asked.reason)}`));
  });
  return controller.signal;
}

/** Removes what an earlier run of ours left there, and nothing else. */
async function removeEarlier(out: string): Promise<void> {
  const removed = removePack(out);
  // Whoever waits for the evidence must not find that of an earlier run.
  for (const name of [EVIDENCE, 'evidence.ndjson.unfinished', 'specs.json']) {
    rmSync(path.join(out, name), { recursive: true, force: true });
  }
  await removed;
}

function describe({ checklist, engine, topology, seed }: RunSettings, live: LiveSettings | null): string {
  const command = engine.name === 'command' ? ` (${engine.command})` : '';
  const where = live === null ? '' : ` · ${live.access.a.url} and ${live.access.b.url}`;
  return `${checklist} · engine ${engine.name}${command} · ${topology}${where} · seed ${seed}`;
}

function runOptionsOf(options: RunCommandOptions, live: LiveSettings | null): RunOptions {
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
    topology: topologyOf(options.topology, live),
    seed: options.seed,
    policy,
    faults: options.faults,
    'quiet-passes': options.quietPasses,
    'max-passes': options.maxPasses,
    'pass-timeout': options.passTimeout,
  };
}

/** Two URLs are two tenants, the same one twice is one: nothing else could be meant. @throws UsageError */
function topologyOf(given: string | undefined, live: LiveSettings | null): string | undefined {
  if (live === null || given === undefined || given === live.topology) return live?.topology ?? given;
  throw new UsageError(`--topology ${given}: the URLs of --tenant-a and --tenant-b make it ${live.topology}`);
}
