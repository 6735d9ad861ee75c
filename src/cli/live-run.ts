/** Wires a run against tenants that others use: the plan with a tag, the guards, and the cleaning up at its end. */
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runCampaign } from '../campaign/campaign.ts';
import type { ReadChecklist } from '../checklist/read.ts';
import { valueAt } from '../domain/record.ts';
import { selectEngine } from '../engines/select.ts';
import { BudgetSpent } from '../live/budget.ts';
import type { Remaining } from '../live/clean-up.ts';
import { liveEnvironment } from '../live/environment.ts';
import { type Journal, openJournal, parseJournal } from '../live/journal.ts';
import { stoppable } from '../live/stoppable.ts';
import { leftOvers, sweep, type SweepOptions } from '../live/sweep.ts';
import { bears } from '../live/tag.ts';
import type { PreparedRun, RunSettings } from './compose.ts';
import { lacksShown, propagationSeen, tryOutEach } from './live-trial.ts';
import { assertMeant, connectLive, type LiveConnection, waitUnless } from './live-connection.ts';
import { type Drawn, drawPlan } from './live-plan.ts';
import type { LiveSettings } from './live-settings.ts';
import { UsageError } from './usage-error.ts';

/**
 * Asks the tenants what has to be asked before anything is written, and plans. The run that it prepares cleans up,
 * whatever becomes of its campaign, and tells what remains. @throws UsageError where the run must not be
 */
export async function prepareLiveRun(
  settings: RunSettings,
  live: LiveSettings,
  checklist: ReadChecklist,
  stop: AbortSignal,
  tell: (line: string) => void,
): Promise<PreparedRun> {
  const connection = connectLive(live);
  try {
    await assertMeant(connection, live);
    const drawn = await drawPlan(settings, checklist.dataflow, connection, randomBytes);
    return {
      plan: drawn.plan,
      run: (sink) => run(settings, live, checklist, { ...drawn, connection, stop, tell }, sink),
    };
  } catch (error) {
    await connection.close();
    throw error instanceof BudgetSpent ? new UsageError(error.message) : error;
  }
}

interface Wired extends Drawn {
  connection: LiveConnection;
  stop: AbortSignal;
  tell: (line: string) => void;
}

async function run(
  settings: RunSettings,
  live: LiveSettings,
  checklist: ReadChecklist,
  wired: Wired,
  sink: Parameters<PreparedRun['run']>[0],
): Promise<void> {
  const { connection, stop, tag, tell } = wired;
  const { access, topology } = live;
  const urls = { left: access.a.url, right: access.b.url };
  const journal = openJournal(live.journal, { tag, startedAt: new Date().toISOString(), tenants: urls });
  const remains = (): void => tell(whatRemains(journal, live));
  process.once('exit', remains);
  const states = await mkdtemp(path.join(tmpdir(), 'dataflow-qa-'));
  const removeStates = (): void => rmSync(states, { recursive: true, force: true });
  process.once('exit', removeStates);
  let created = 0;
  const next = (): number => (created += 1);
  const wait = (milliseconds: number): Promise<void> => waitUnless(stop, milliseconds);
  const engine = stoppable(selectEngine(settings.engine, settings.version), stop);
  try {
    const trials = await tryOutEach(connection, { tag, journal, next, stop, wait });
    const lacks = [...wired.lacks, ...lacksShown(trials, connection)];
    const environment = liveEnvironment({
      ...wired,
      topology,
      tenants: connection.tenants,
      access,
      journal,
      next,
      propagationMs: propagationSeen(trials, connection),
      stopwatch: () => performance.now(),
      now: () => new Date(),
      wait,
    });
    await runCampaign({
      ...sink,
      plan: wired.plan,
      header: {
        checklist: { file: settings.checklist, sha256: checklist.sha256, dataflow: checklist.dataflow },
        engine: { name: engine.name, version: engine.version },
        topology,
        seed: settings.seed,
        policies: settings.policies,
        faults: [],
        lacks,
        live: { tag, ...urls },
      },
      engine,
      environment,
      setting: {
        topology,
        checklist: { path: path.resolve(settings.checklist), dataflow: checklist.dataflow },
        passTimeoutMs: settings.limits.passTimeoutMs,
        isOfRun: (record) => bears(valueAt(record, 'name'), tag),
      },
      limits: settings.limits,
      newStateDir: async () => {
        const dir = path.join(states, 'state');
        await mkdir(dir);
        return dir;
      },
      now: () => new Date(),
      stopwatch: () => performance.now(),
    });
  } finally {
    const remaining = await removeAll(wired, live, journal);
    process.off('exit', remains);
    if (remaining.length > 0) tell(whatRemains(journal, live, remaining));
    journal.close();
    await connection.close();
    await rm(states, { recursive: true, force: true, maxRetries: 3 });
    process.off('exit', removeStates);
  }
}

/** By a connection of its own: a budget that is used up, or a run that was stopped, must not keep it from this. */
async function removeAll({ tell }: Wired, live: LiveSettings, { file }: Journal): Promise<Remaining[]> {
  tell('removes what this run has created');
  const connection = connectLive(live, false);
  const options: SweepOptions = {
    tenants: connection.tenants,
    urls: { left: live.access.a.url, right: live.access.b.url },
    propagationMs: connection.propagationMs,
    inFlightMs: live.inFlightMs,
    now: () => new Date(),
    wait: (milliseconds) => delay(milliseconds),
    onProgress: () => {},
    onWait: tell,
  };
  try {
    const journalled = parseJournal(readFileSync(file, 'utf8'), file);
    const found = await leftOvers(journalled === null ? [] : [journalled], options);
    const remaining: Remaining[] = [];
    for (const one of found) remaining.push(...(await sweep(one, options)));
    return remaining;
  } finally {
    await connection.close();
  }
}

function whatRemains({ file }: Journal, { access }: LiveSettings, remaining?: readonly Remaining[]): string {
  const how = `npx dataflow-qa sweep --tenant-a ${access.a.url} --tenant-b ${access.b.url}, with this run's profiles and hosts`;
  const told = (remaining ?? []).slice(0, 5).map(({ side, id, why }) => `  ${side} ${id}: ${why}`);
  const what =
    remaining === undefined
      ? `Companies of this run remain in the tenants; ${file} has them, and this removes them`
      : `${remaining.length} companies that came of this run remain in the tenants; ${file} has the run, and this tries again`;
  return [`${what}: ${how}`, ...told].join('\n');
}
