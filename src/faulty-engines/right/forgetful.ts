/** The reference engine as a new process for each pass, which knows only what the folder of its state holds. */
import { clientsOf } from '../../engines/clients.ts';
import type { Access, Engine, PassOutcome } from '../../engines/index.ts';
import { syncOnce, type SyncOptions } from '../../sync/once.ts';
import { REPEATABLE } from '../../tenants/resilient.ts';
import { TenantError } from '../../domain/tenant.ts';

/** For two tenants; `sizes` are of the pages that it asks for and of its batches. */
export function forgetfulEngine(name: string, sizes: { page: number; pairsAtOnce: number }): Engine {
  return {
    name,
    version: 'of the bank',
    lacks: [],
    severalAtOnce: true,
    start: (setting) => {
      const { tenants, topology, checklist, stateDir, openState } = setting;
      const paged = ({ profile, ...access }: Access): Access => ({
        ...access,
        profile: { ...profile, paging: { ...profile.paging, size: sizes.page } },
      });
      const asked = { ...setting, tenants: { a: paged(tenants.a), b: paged(tenants.b) } };
      const { a: left, b: right, close } = clientsOf(asked, REPEATABLE);
      const options: SyncOptions = {
        left,
        right,
        topology,
        stateDir,
        openState,
        sections: checklist.dataflow.sections,
        tenantNames: { left: tenants.a.url, right: tenants.b.url },
        pairsAtOnce: sizes.pairsAtOnce,
        overlapMs: 0,
      };
      return Promise.resolve({ pass: () => passOf(options), close });
    },
  };
}

async function passOf(options: SyncOptions): Promise<PassOutcome> {
  try {
    const { ok, sections } = await syncOnce(options);
    if (ok) return { ok: true };
    return {
      ok: false,
      reason: sections.flatMap(({ problems }) => problems.map(({ message }) => message)).join('\n'),
    };
  } catch (error) {
    if (error instanceof TenantError) return { ok: false, reason: error.message };
    throw error;
  }
}
