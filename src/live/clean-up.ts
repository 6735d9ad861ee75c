/** Removes what a run has created in tenants that others use, and nothing that cannot be told to be the run's. */
import { isEmpty, type Company } from '../domain/company.ts';
import { TenantError, type Tenant } from '../domain/tenant.ts';
import type { Side } from '../checks/scenario.ts';
import type { Journal } from './journal.ts';
import { bears } from './tag.ts';

export interface Place {
  side: Side;
  id: string;
}

/** What was not removed, and why. */
export interface Remaining extends Place {
  why: string;
}

export interface CleanUpOptions {
  tenants: Record<Side, Tenant>;
  tag: string;
  /** Every key that a company of the run was given. */
  keys: ReadonlySet<string>;
  journal: Pick<Journal, 'append'>;
  onProgress: (removed: number, of: number) => void;
}

const AT_ONCE = 8;

/**
 * Reads each of the records once more, and removes those that bear the run's tag or one of its keys: an id alone is
 * no proof, for a tenant may have been restored and have given it to somebody else's company. Never throws
 * `TenantError`. The journal is told of each.
 */
export async function cleanUp(places: readonly Place[], options: CleanUpOptions): Promise<Remaining[]> {
  const remaining: Remaining[] = [];
  const queue = places.values();
  let done = 0;
  const worker = async (): Promise<void> => {
    for (const place of queue) {
      const why = await removed(place, options);
      if (why === null) options.journal.append({ kind: 'removed', ...place });
      else remaining.push({ ...place, why });
      options.onProgress(++done, places.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return remaining;
}

/** Whether a record can be told to be the run's. */
export function isRecognised({ name, orgNr }: Company, tag: string, keys: ReadonlySet<string>): boolean {
  return bears(name, tag) || (!isEmpty(orgNr) && orgNr !== null && keys.has(orgNr));
}

/** Null once it is gone, or why it is not. */
async function removed({ side, id }: Place, { tenants, tag, keys }: CleanUpOptions): Promise<string | null> {
  try {
    const found = await tenants[side].get(id);
    if (found === null) return null;
    if (!isRecognised(found.company, tag, keys)) {
      return `it bears neither the tag ${tag} nor a key of that run any more, so it may be somebody else's`;
    }
    await tenants[side].remove(id);
    return null;
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    return error.status === 404 ? null : error.message;
  }
}
