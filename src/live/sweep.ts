/** Finds and removes what earlier runs left in tenants that others use, by their journals. */
import { type Tenant, TenantError } from '../domain/tenant.ts';
import { type Side, SIDES } from '../checks/scenario.ts';
import { cleanUp, type Place, type Remaining } from './clean-up.ts';
import { type Journalled, reopenJournal } from './journal.ts';
import { bears } from './tag.ts';

export interface SweepOptions {
  /** In one tenant, both are the same. */
  tenants: Record<Side, Tenant>;
  urls: Record<Side, string>;
  propagationMs: number;
  /** How long a creation that was not answered may still be under way in a tenant, since it was asked for. */
  inFlightMs: number;
  now: () => Date;
  wait: (milliseconds: number) => Promise<void>;
  onProgress: (told: string) => void;
  /** Is told of a wait that may be a long one. */
  onWait: (told: string) => void;
}

/** What one run left. */
export interface LeftOver {
  journalled: Journalled;
  places: Place[];
  /** They bear a key of the run, but neither its tag nor an id that it was given: nobody knows whose they are. */
  doubtful: Place[];
  /** Tenants that could not be listed, and why: nobody knows what is left there. */
  unseen: { side: Side; why: string }[];
}

/** Beside the propagation: what was just answered is listed by then. */
const BRIEFLY_MS = 1_000;
/** In the place of an id, of a tenant that could not be listed. */
const UNKNOWN = 'whatever is there';
/** The tenants' clocks may be so far from this machine's. */
const A_DAY_MS = 86_400_000;

/** What the runs that are not clean left in these tenants. Reads only. */
export async function leftOvers(journals: readonly Journalled[], options: SweepOptions): Promise<LeftOver[]> {
  const found: LeftOver[] = [];
  for (const journalled of journals.filter(({ clean, run }) => !clean && isOf(run.tenants, options.urls))) {
    options.onProgress(`looks for what ${journalled.run.tag} left`);
    found.push({ journalled, ...(await placesOf(journalled, options)) });
  }
  return found;
}

/** Removes it, and notes it in the run's journal, also that it is clean. What remains is told with the reason. */
export async function sweep(
  { journalled, places, doubtful, unseen }: LeftOver,
  options: SweepOptions,
): Promise<Remaining[]> {
  const { file, run, keys } = journalled;
  const whyUnseen = new Map(unseen.map(({ side, why }) => [side, why]));
  const why = "it has an orgNr of that run, but not its tag: it may be somebody else's";
  const journal = reopenJournal(file);
  try {
    const seen = places.filter(({ side }) => !whyUnseen.has(side));
    const removing = await cleanUp(seen, {
      tenants: options.tenants,
      tag: run.tag,
      keys,
      journal,
      onProgress: (done, of) => options.onProgress(`${run.tag}: ${done} of ${of}`),
    });
    const remaining = [
      ...removing,
      ...unseen.map((one) => ({ ...one, id: UNKNOWN })),
      ...places.flatMap((place) => {
        const reason = whyUnseen.get(place.side);
        return reason === undefined ? [] : [{ ...place, why: reason }];
      }),
      ...doubtful.map((place) => ({ ...place, why })),
    ];
    if (remaining.length === 0) journal.append({ kind: 'clean' });
    return remaining;
  } finally {
    journal.close();
  }
}

/**
 * Those that the journal has, and those that bear its tag: of a creation that was not answered there is no id. Where
 * such a one is not to be seen it may still come, so it is waited for as long as that may be.
 */
async function placesOf(
  journalled: Journalled,
  options: SweepOptions,
): Promise<Omit<LeftOver, 'journalled'>> {
  const { propagationMs, inFlightMs, onWait } = options;
  await waitSince(journalled.lastAt, BRIEFLY_MS + propagationMs, options);
  const seen = await look(journalled, options);
  const missing = missingOf(journalled, seen, options);
  if (missing === 0) return seen;
  onWait(
    `${journalled.run.tag}: ${missing} creations were never answered; waits for what may still come of them`,
  );
  const hasWaited = await waitSince(journalled.lastAt, inFlightMs + propagationMs, options);
  return hasWaited ? look(journalled, options) : seen;
}

/** Waits until so long has gone by since then, at most as long again where a clock is wrong; false for not at all. */
async function waitSince(at: string | null, ms: number, { now, wait }: SweepOptions): Promise<boolean> {
  const remainingMs = at === null ? 0 : Date.parse(at) + ms - now().getTime();
  if (remainingMs <= 0) return false;
  await wait(Math.min(remainingMs, ms));
  return true;
}

/** How many creations were not answered of which nothing is seen either, in the tenants that can be seen. */
function missingOf(
  { unanswered, left }: Journalled,
  { places, unseen }: Omit<LeftOver, 'journalled'>,
  { tenants }: SweepOptions,
): number {
  const isOne = tenants.left === tenants.right;
  let missing = 0;
  for (const side of isOne ? (['left'] as const) : SIDES) {
    if (unseen.some((one) => one.side === side)) continue;
    const known = new Set(isOne ? [...left.left, ...left.right] : left[side]);
    const came = places.filter((place) => place.side === side && !known.has(place.id)).length;
    const asked = isOne ? unanswered.left + unanswered.right : unanswered[side];
    missing += Math.max(0, asked - came);
  }
  return missing;
}

async function look(
  { run, left, keys }: Journalled,
  { tenants }: SweepOptions,
): Promise<Omit<LeftOver, 'journalled'>> {
  const sides: readonly Side[] = tenants.left === tenants.right ? ['left'] : SIDES;
  const modifiedSince = new Date(Date.parse(run.startedAt) - A_DAY_MS).toISOString();
  const places: Place[] = [];
  const doubtful: Place[] = [];
  const unseen: LeftOver['unseen'] = [];
  for (const side of sides) {
    const ids = new Set(sides.length === 1 ? [...left.left, ...left.right] : left[side]);
    try {
      for await (const { id, name, orgNr } of tenants[side].list({ modifiedSince })) {
        if (bears(name, run.tag)) ids.add(id);
        else if (orgNr !== null && keys.has(orgNr) && !ids.has(id)) doubtful.push({ side, id });
      }
    } catch (error) {
      // What is left in the other one can be removed all the same.
      if (!(error instanceof TenantError)) throw error;
      unseen.push({ side, why: error.message });
    }
    for (const id of ids) places.push({ side, id });
  }
  return { places, doubtful, unseen };
}

/** Whether the journal is of these two tenants, in this order. */
export function isOf(one: Record<Side, string>, other: Record<Side, string>): boolean {
  return SIDES.every((side) => normal(one[side]) === normal(other[side]));
}

/** As two spellings of one URL are the same: the host in small letters, no port that is the scheme's own. */
function normal(url: string): string {
  return (URL.canParse(url) ? new URL(url).href : url).replace(/\/+$/, '');
}
