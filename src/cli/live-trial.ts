/** Tries each live tenant out with a company of its own, before a run stands on what it shows. */
import { OwnRecords } from '../live/own-records.ts';
import { ownTenant, type OwnTenantOptions } from '../live/own-tenant.ts';
import { type Trial, tryOut } from '../live/trial-record.ts';
import type { Lack } from '../domain/capability.ts';
import { TenantError } from '../domain/tenant.ts';
import { tagged } from '../generate/companies.ts';
import type { LiveConnection } from './live-connection.ts';
import { UsageError } from './usage-error.ts';

export type TrialEdge = Pick<OwnTenantOptions, 'tag' | 'journal' | 'next' | 'stop'> & {
  wait: (milliseconds: number) => Promise<void>;
};

export interface TriedOut {
  option: LiveConnection['each'][number]['option'];
  trial: Trial;
}

/** How long a new record may take until it is listed before nothing more is waited for. */
const PATIENCE_MS = 30_000;

/** Creates, changes and removes one company in each. @throws UsageError that names the tenant that refuses it */
export async function tryOutEach({ each }: LiveConnection, edge: TrialEdge): Promise<TriedOut[]> {
  const tried: TriedOut[] = [];
  for (const { option, side, tenant } of each) {
    const own = ownTenant({
      ...edge,
      side,
      tenant,
      own: new OwnRecords(),
      now: () => new Date(),
      look: () => Promise.resolve([]),
    });
    const trial = await tryOut(own, {
      // Without an orgNr it belongs to no other company, whatever the engine makes of it.
      draft: { name: tagged('Trial', edge.tag), orgNr: null },
      listed: tenant,
      now: () => new Date(),
      stopwatch: () => performance.now(),
      wait: edge.wait,
      patienceMs: PATIENCE_MS,
    }).catch((error: unknown) => {
      if (!(error instanceof TenantError)) throw error;
      throw new UsageError(`${option}: a company of this run's own could not be tried out: ${error.message}`);
    });
    tried.push({ option, trial });
  }
  return tried;
}

/** How long what was written takes to be listed, in milliseconds: as the profiles say, or as it took, with a margin. */
export function propagationSeen(tried: readonly TriedOut[], { propagationMs }: LiveConnection): number {
  return Math.max(propagationMs, ...tried.map(({ trial }) => MARGIN * (trial.listedAfterMs ?? 0)));
}

/** What the tenants turned out not to show. @throws UsageError where one lists far later than its profile says */
export function lacksShown(tried: readonly TriedOut[], { propagationMs }: LiveConnection): Lack[] {
  for (const { option, trial } of tried) {
    const why = whyTooLate(trial, propagationMs);
    if (why !== null) throw new UsageError(`${option}: ${why}`);
  }
  if (tried.every(({ trial }) => trial.showsEmptyWrites)) return [];
  const reason =
    'a write that changes nothing does not move modifiedAt in these tenants, and they have no log of writes';
  return [{ capability: 'write log', reason }];
}

/** The next record may take longer than the first. */
const MARGIN = 1.5;
/** A request may take a while by itself. */
const SLACK_MS = 1_000;

/** Null where what was written is listed as soon as the profile says. */
export function whyTooLate({ listedAfterMs }: Trial, propagationMs: number): string | null {
  if (listedAfterMs !== null && listedAfterMs <= propagationMs + SLACK_MS) return null;
  const took =
    listedAfterMs === null
      ? `not within ${PATIENCE_MS / 1000} s`
      : `after ${(listedAfterMs / 1000).toFixed(1)} s`;
  return `a new company was listed ${took}, and propagationSeconds in the profile is ${propagationMs / 1000}`;
}
