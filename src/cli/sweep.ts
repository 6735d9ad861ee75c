/** `sweep`: removes what earlier runs left in tenants that others use; `--dry-run` only lists it. */
import { setTimeout as delay } from 'node:timers/promises';
import { type Journalled, readJournals } from '../live/journal.ts';
import { JournalError } from '../live/journal-error.ts';
import type { Place, Remaining } from '../live/clean-up.ts';
import { leftOvers, sweep, type LeftOver, type SweepOptions } from '../live/sweep.ts';
import { TenantError } from '../domain/tenant.ts';
import type { ExitStatus } from './conclude.ts';
import { assertMeant, connectLive, inventories, type LiveConnection } from './live-connection.ts';
import { type LiveOptions, type LiveSettings, liveSettingsOf } from './live-settings.ts';
import { UsageError } from './usage-error.ts';

export interface SweepCommandOptions extends LiveOptions {
  dryRun?: boolean;
}

/** How many of what was found are named. */
const NAMED = 20;

/**
 * 0 where nothing is left, 2 where something remains or, under `--dry-run`, would be removed.
 * @throws UsageError where the options, a tenant or a journal cannot be used
 */
export async function sweepCommand(options: SweepCommandOptions): Promise<ExitStatus> {
  const live = liveSettingsOf(options, process.env);
  if (live === null) throw new UsageError('--tenant-a and --tenant-b are missing: the tenants to sweep');
  const connection = connectLive(live, false);
  try {
    await assertMeant(connection, live);
    const sweeping = optionsOf(connection, live);
    const journals = readJournals(live.journal);
    const found = await leftOvers(journals, sweeping);
    const dryRun = options.dryRun === true;
    const remaining: Remaining[] = [];
    for (const one of found) {
      tellFound(one, dryRun);
      if (!dryRun) remaining.push(...(await sweep(one, sweeping)));
    }
    for (const { side, id, why } of remaining) process.stdout.write(`  remains: ${side} ${id}: ${why}\n`);
    const count = found.reduce((sum, { places }) => sum + places.length, 0);
    const ofOthers = await tagsOfOthers(connection, found);
    if (found.length === 0)
      process.stdout.write(`${live.journal} has no run that left something in these tenants\n`);
    else
      process.stdout.write(
        dryRun
          ? `${count} would be removed\n`
          : `${count - inPlaces(remaining, found)} removed, ${remaining.length} remain\n`,
      );
    let mistaken = false;
    for (const [tag, companies] of ofOthers) {
      const journalled = journals.find(({ run }) => run.tag === tag);
      mistaken ||= journalled?.clean === false;
      process.stdout.write(
        `  ${companies} companies bear ${tag}, ${whyLeft(journalled, live)}: left alone\n`,
      );
    }
    const doubts = found.some(({ doubtful, unseen }) => doubtful.length > 0 || unseen.length > 0);
    return remaining.length > 0 || mistaken || (dryRun && (count > 0 || doubts)) ? 2 : 0;
  } catch (error) {
    if (error instanceof TenantError || error instanceof JournalError) throw new UsageError(error.message);
    throw error;
  } finally {
    await connection.close();
  }
}

function optionsOf(
  { tenants, propagationMs }: LiveConnection,
  { access, inFlightMs }: LiveSettings,
): SweepOptions {
  return {
    tenants,
    urls: { left: access.a.url, right: access.b.url },
    propagationMs,
    inFlightMs,
    now: () => new Date(),
    wait: (milliseconds) => delay(milliseconds),
    onProgress: (told) => void process.stderr.write(`${told}\n`),
    onWait: (told) => void process.stderr.write(`${told}\n`),
  };
}

function tellFound({ journalled, places, doubtful, unseen }: LeftOver, dryRun: boolean): void {
  const { run, file } = journalled;
  process.stdout.write(`${run.tag}, begun ${run.startedAt} (${file}): ${places.length} companies\n`);
  if (!dryRun) return;
  for (const { side, id } of places.slice(0, NAMED)) process.stdout.write(`  ${side} ${id}\n`);
  if (places.length > NAMED) process.stdout.write(`  … and ${places.length - NAMED} more\n`);
  for (const { side, id } of doubtful)
    process.stdout.write(`  ${side} ${id} has an orgNr of that run, but not its tag: left alone\n`);
  for (const { side, why } of unseen) process.stdout.write(`  ${side} cannot be listed: ${why}\n`);
}

/** Those that were to be removed and are still there; what was doubtful was never to be. */
function inPlaces(remaining: readonly Remaining[], found: readonly LeftOver[]): number {
  const key = ({ side, id }: Place): string => `${side} ${id}`;
  const places = new Set(found.flatMap((one) => one.places.map(key)));
  return remaining.filter((one) => places.has(key(one))).length;
}

/** Why a run's companies are not for this sweep to remove. */
function whyLeft(journalled: Journalled | undefined, live: LiveSettings): string {
  if (journalled === undefined) return `a run of which ${live.journal} has no journal`;
  const { left, right } = journalled.run.tenants;
  if (journalled.clean) return `and ${journalled.file} says that nothing is left of that run`;
  return `and ${journalled.file} is of --tenant-a ${left} --tenant-b ${right}`;
}

/** Whoever lost a journal is told what to look for; nothing is removed by a tag alone. */
async function tagsOfOthers(
  connection: LiveConnection,
  found: readonly LeftOver[],
): Promise<Map<string, number>> {
  const own = new Set(found.map(({ journalled }) => journalled.run.tag));
  const others = new Map<string, number>();
  for (const { tags } of Object.values(await inventories(connection, new Set()))) {
    for (const [tag, count] of tags) if (!own.has(tag)) others.set(tag, (others.get(tag) ?? 0) + count);
  }
  return others;
}
