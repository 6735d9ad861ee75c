/**
 * A tenant that others use, as a run may touch it: it creates companies that bear its tag, and writes nothing but
 * those. What goes against that is never sent.
 */
import type { Side } from '../checks/scenario.ts';
import type { Company, CompanyDraft } from '../domain/company.ts';
import { TenantError, type Tenant } from '../domain/tenant.ts';
import { isInTestRange } from '../generate/org-nr.ts';
import type { Journal } from './journal.ts';
import type { OwnRecords } from './own-records.ts';
import { bears } from './tag.ts';

/** A write that would have met what is not the run's own, or could not be told from it later. */
export class UnsafeWrite extends Error {
  override readonly name = 'UnsafeWrite';
}

export interface OwnTenantOptions {
  side: Side;
  tenant: Tenant;
  tag: string;
  own: OwnRecords;
  journal: Journal;
  /** The next number of a creation, over both sides. */
  next: () => number;
  now: () => Date;
  /** Once aborted, nothing more is asked. */
  stop: AbortSignal;
  /** The run's own companies of this side, as they are now. */
  look: (side: Side) => Promise<readonly Company[]>;
}

const ATTEMPTS = 5;

/** @throws UnsafeWrite where a write is not for the run to make, before anything is sent */
export function ownTenant(options: OwnTenantOptions): Tenant {
  const { side, tenant, tag, own, journal, next, now, stop, look } = options;
  const assertOwn = (id: string): void => {
    stop.throwIfAborted();
    if (!own.has(side, id)) throw new UnsafeWrite(`the company ${id} is not one that this run created`);
  };
  return {
    async *list() {
      stop.throwIfAborted();
      yield* await look(side);
    },
    get: (id) => {
      stop.throwIfAborted();
      return tenant.get(id);
    },
    create: async (draft) => {
      stop.throwIfAborted();
      assertRecognisable(draft, tag);
      const n = next();
      journal.append({ kind: 'creating', n, side, key: draft.orgNr ?? null, at: now().toISOString() });
      const created = await tenant.create(draft);
      const { id, name } = created.company;
      // A tenant may answer with a company that it has already; that one is not the run's, and never becomes it.
      if (!bears(name, tag)) {
        throw new UnsafeWrite(
          `a creation was answered with the company ${id}, which does not bear the tag ${tag}`,
        );
      }
      journal.append({ kind: 'created', n, id });
      own.note(side, created.company);
      return created;
    },
    patch: async (id, patch, how) => {
      assertOwn(id);
      if (patch.name !== undefined && !bears(patch.name, tag)) {
        throw new UnsafeWrite(`the company ${id} was to be given a name without the run's tag ${tag}`);
      }
      if (typeof patch.orgNr === 'string' && patch.orgNr !== '') {
        assertInTestRange(patch.orgNr);
        journal.append({ kind: 'key', key: patch.orgNr });
      }
      const patched = await again(() => tenant.patch(id, patch, how));
      own.note(side, patched.company);
      return patched;
    },
    remove: async (id) => {
      assertOwn(id);
      await tenant.remove(id);
      own.noteRemoved(side, id);
      journal.append({ kind: 'removed', side, id });
    },
  };
}

/** A tenant whose records are put as a whole answers 412 where the engine wrote between reading and putting. */
async function again<T>(write: () => Promise<T>): Promise<T> {
  for (let made = 1; ; made += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof TenantError && error.status === 412 && made < ATTEMPTS)) throw error;
    }
  }
}

function assertRecognisable({ name, orgNr }: CompanyDraft, tag: string): void {
  if (!bears(name ?? null, tag)) {
    throw new UnsafeWrite(`a company was to be created whose name does not bear the run's tag ${tag}`);
  }
  if (typeof orgNr === 'string' && orgNr !== '') assertInTestRange(orgNr);
}

function assertInTestRange(orgNr: string): void {
  if (!isInTestRange(orgNr)) {
    throw new UnsafeWrite(
      `${orgNr} is no number of the test range (it begins with 2 or 3), so it is not written`,
    );
  }
}
