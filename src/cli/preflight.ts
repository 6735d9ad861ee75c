/** `preflight`: whether live tenants can be run against, step by step, and what that would ask of them. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readChecklist } from '../checklist/read.ts';
import { plan } from '../checks/plan.ts';
import { countReadable, refusalOf, whyNotMarked } from '../live/admission.ts';
import { BudgetSpent } from '../live/budget.ts';
import { LIVE_LACKS } from '../live/environment.ts';
import { estimate } from '../live/estimate.ts';
import { type Journal, openJournal, parseJournal, readJournals } from '../live/journal.ts';
import { JournalError } from '../live/journal-error.ts';
import { isOf, leftOvers, sweep, type SweepOptions } from '../live/sweep.ts';
import { newTag } from '../live/tag.ts';
import type { ExitStatus } from './conclude.ts';
import { connectLive, inventories, type LiveConnection, waitUnless } from './live-connection.ts';
import { type LiveOptions, type LiveSettings, liveSettingsOf } from './live-settings.ts';
import { tryOutEach, type TriedOut, whyTooLate } from './live-trial.ts';
import { type Step, stepsInWords } from './preflight-steps.ts';
import { settingsOf } from './settings.ts';
import { stopOnSignal } from './signals.ts';
import { UsageError } from './usage-error.ts';

export interface PreflightOptions extends LiveOptions {
  checklist?: string;
  seed?: string;
  readOnly?: boolean;
  json?: boolean;
}

const READ_FIRST = 20;
/** Clocks further apart than this may decide which of two edits is the later one. */
const CLOCKS_APART_MS = 1_000;
const PASSES = 4;
const AT_ONCE = 8;

/** 0 where nothing stands in the way of a run, else 2. @throws UsageError where the options cannot be used */
export async function preflightCommand(options: PreflightOptions): Promise<ExitStatus> {
  const live = liveSettingsOf(options, process.env);
  if (live === null) throw new UsageError('--tenant-a and --tenant-b are missing: the tenants to look at');
  const settings = settingsOf({ checklist: options.checklist, seed: options.seed, topology: live.topology });
  const { dataflow } = await readChecklist(settings.checklist);
  const tag = newTag(randomBytes);
  const steps: Step[] = [];
  const connection = connectLive(live);
  try {
    await lookAtEach(connection, live, steps);
    const canBeAsked = steps.every(({ status }) => status !== 'problem');
    const tried = canBeAsked && options.readOnly !== true ? await tryOut(connection, live, tag, steps) : [];
    if (!canBeAsked) steps.push(notTried('something above stands in the way'));
    else if (options.readOnly === true) steps.push(notTried('--read-only was given'));
    if (canBeAsked) {
      const companies = await leftBehind(connection, live, tag, steps);
      const all = plan(dataflow, { ...settings, faults: [], tag: newTag(randomBytes) });
      const lacking = new Set(LIVE_LACKS.map(({ capability }) => capability));
      const batches = all.batches.filter(({ needs }) => !needs.some((one) => lacking.has(one)));
      steps.push(...expected(batches, companies, tried, connection, live));
    }
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    steps.push({ tenant: null, step: 'budget', status: 'problem', detail: error.message });
  } finally {
    await connection.close();
  }
  process.stdout.write(options.json === true ? `${JSON.stringify(steps, null, 2)}\n` : stepsInWords(steps));
  return steps.some(({ status }) => status === 'problem') ? 2 : 0;
}

/** Reachability, credentials, shape, marker. */
async function lookAtEach({ each }: LiveConnection, { access }: LiveSettings, steps: Step[]): Promise<void> {
  for (const { option, side, tenant } of each) {
    const { profile, url } = side === 'left' ? access.a : access.b;
    const began = performance.now();
    const read = await countReadable(tenant, READ_FIRST).catch(refusalOf);
    const took = Math.round(performance.now() - began);
    steps.push(
      typeof read === 'string'
        ? { tenant: option, step: 'access and shape', status: 'problem', detail: `${url}: ${read}` }
        : {
            tenant: option,
            step: 'access and shape',
            status: 'ok',
            detail: `${url} takes the credentials; ${read} companies read, all as its profile says (${took} ms)`,
          },
    );
    const why = await whyNotMarked(tenant, profile.marker).catch(refusalOf);
    steps.push({
      tenant: option,
      step: 'marker',
      status: why === null ? 'ok' : 'problem',
      detail: why ?? `it is the tenant that is meant: ${JSON.stringify(profile.marker?.value)}`,
    });
  }
}

/** Permissions, propagation and clocks, by a company of its own in each. */
async function tryOut(
  connection: LiveConnection,
  live: LiveSettings,
  tag: string,
  steps: Step[],
): Promise<TriedOut[]> {
  const urls = { left: live.access.a.url, right: live.access.b.url };
  const journal = openJournal(live.journal, { tag, startedAt: new Date().toISOString(), tenants: urls });
  const stop = stopOnSignal();
  let created = 0;
  const edge = {
    tag,
    journal,
    next: () => (created += 1),
    stop,
    wait: (milliseconds: number) => waitUnless(stop, milliseconds),
  };
  let tried: TriedOut[] = [];
  try {
    tried = await tryOutEach(connection, edge);
  } catch (error) {
    if (!(error instanceof UsageError) && !stop.aborted) throw error;
    const detail = error instanceof UsageError ? error.message : `stopped by ${String(stop.reason)}`;
    steps.push({ tenant: null, step: 'permissions', status: 'problem', detail });
  } finally {
    journal.close();
    steps.push(...(await removeAll(journal, live)));
  }
  steps.push(...tried.flatMap((one) => stepsOf(one, connection.propagationMs)), ...clocks(tried));
  return tried;
}

/** By a connection of its own, as a budget that is used up must not keep it from this; tells what remains. */
async function removeAll({ file }: Journal, live: LiveSettings): Promise<Step[]> {
  const connection = connectLive(live, false);
  try {
    const sweeping = sweepOptions(connection, live);
    const mine = parseJournal(readFileSync(file, 'utf8'), file);
    const remaining: Step[] = [];
    for (const one of await leftOvers(mine === null ? [] : [mine], sweeping)) {
      for (const { side, id, why } of await sweep(one, sweeping)) {
        const detail = `${side} ${id} remains: ${why}`;
        remaining.push({ tenant: null, step: 'permissions', status: 'problem', detail });
      }
    }
    return remaining;
  } finally {
    await connection.close();
  }
}

function stepsOf({ option, trial }: TriedOut, propagationMs: number): Step[] {
  const late = whyTooLate(trial, propagationMs);
  return [
    {
      tenant: option,
      step: 'permissions',
      status: 'ok',
      detail: `a company was created, changed and removed again (${trial.requestMs} ms a request)`,
    },
    {
      tenant: option,
      step: 'propagation',
      status: late === null ? 'ok' : 'problem',
      detail: late ?? `a new company was listed after ${((trial.listedAfterMs ?? 0) / 1000).toFixed(1)} s`,
    },
    {
      tenant: option,
      step: 'writes that change nothing',
      status: trial.showsEmptyWrites ? 'ok' : 'note',
      detail: trial.showsEmptyWrites
        ? 'they move modifiedAt, so a restless engine is seen'
        : 'they do not move modifiedAt, so whether the engine comes to rest cannot be verified',
    },
  ];
}

function clocks(tried: readonly TriedOut[]): Step[] {
  const offsets = tried.map(({ trial }) => trial.clockOffsetMs);
  if (offsets.length === 0) return [];
  const apart = Math.max(...offsets) - Math.min(...offsets);
  const told = tried
    .map(({ option, trial }) => `${option} ${(trial.clockOffsetMs / 1000).toFixed(1)} s`)
    .join(', ');
  const matters =
    apart > CLOCKS_APART_MS ? '; which of two edits is the later one is decided by these clocks' : '';
  return [
    {
      tenant: null,
      step: 'clocks',
      status: apart > CLOCKS_APART_MS ? 'note' : 'ok',
      detail: `ahead of this machine: ${told}${matters}`,
    },
  ];
}

/**
 * How many companies the tenants hold; what earlier runs left there is told. What bears `ownTag` is removed by now,
 * and may be listed for a while yet; what could not be removed has been told.
 */
async function leftBehind(
  connection: LiveConnection,
  live: LiveSettings,
  ownTag: string,
  steps: Step[],
): Promise<number> {
  const found = Object.values(await inventories(connection, new Set()));
  const urls = { left: live.access.a.url, right: live.access.b.url };
  let unclean = 0;
  try {
    unclean = readJournals(live.journal).filter(({ clean, run }) => !clean && isOf(run.tenants, urls)).length;
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    steps.push({ tenant: null, step: 'journals', status: 'problem', detail: error.message });
  }
  const tags = found.flatMap((one) => [...one.tags]).filter(([tag]) => tag !== ownTag);
  const count = tags.reduce((sum, [, companies]) => sum + companies, 0);
  const isLeft = count > 0 || unclean > 0;
  steps.push({
    tenant: null,
    step: 'left-overs',
    status: isLeft ? 'note' : 'ok',
    detail: isLeft
      ? `${count} companies bear the tag of a run (${tags.map(([tag]) => tag).join(', ') || 'none'}), ${unclean} journals are not clean: npx dataflow-qa sweep removes them`
      : 'nothing of an earlier run is there',
  });
  return found.reduce((sum, { companies }) => sum + companies, 0);
}

function expected(
  batches: Parameters<typeof estimate>[0]['batches'],
  companies: number,
  tried: readonly TriedOut[],
  { propagationMs }: LiveConnection,
  { access, budget, perSecond }: LiveSettings,
): Step[] {
  const cost = estimate({
    batches,
    companies,
    pageSize: Math.min(access.a.profile.paging.size, access.b.profile.paging.size),
    passes: PASSES,
    requestMs: Math.max(0, ...tried.map(({ trial }) => trial.requestMs)),
    propagationMs,
    perSecond,
    atOnce: AT_ONCE,
    // A record that is put as a whole is read first.
    requestsAnEdit: [access.a, access.b].some(({ profile }) => profile.update === 'put') ? 2 : 1,
  });
  const over = (['requests', 'writes'] as const).filter((what) => cost[what] > budget[what]);
  const told = `about ${cost.requests} requests, ${cost.writes} of them writes, ${cost.settles} settles, ${Math.ceil(cost.milliseconds / 1000)} s beside what the engine takes`;
  return [
    {
      tenant: null,
      step: 'what a run would ask',
      status: over.length > 0 ? 'problem' : 'ok',
      detail:
        over.length > 0
          ? `${told}: more than ${over.map((what) => `--max-${what} ${budget[what]}`).join(' and ')}`
          : told,
    },
  ];
}

function sweepOptions(
  { tenants, propagationMs }: LiveConnection,
  { access, inFlightMs }: LiveSettings,
): SweepOptions {
  return {
    tenants,
    urls: { left: access.a.url, right: access.b.url },
    propagationMs,
    inFlightMs,
    now: () => new Date(),
    wait: (milliseconds) => waitUnless(new AbortController().signal, milliseconds),
    onProgress: () => {},
    onWait: (told) => void process.stderr.write(`${told}\n`),
  };
}

function notTried(why: string): Step {
  const detail = `not tried, as ${why}: permissions, propagation and clocks are not known`;
  return { tenant: null, step: 'permissions', status: 'note', detail };
}
