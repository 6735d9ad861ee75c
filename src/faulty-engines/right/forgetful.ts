/** The reference engine as a new process for each pass, which knows only what the folder of its state holds. */
import { connectTenant } from '../../tenants/connect.ts';
import type { Engine, PassOutcome } from '../../engines/index.ts';
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
    start: ({ tenants, topology, checklist, stateDir }) => {
      const connect = ({ profile, ...access }: typeof tenants.a) =>
        connectTenant({
          ...access,
          ...REPEATABLE,
          profile: { ...profile, paging: { ...profile.paging, size: sizes.page } },
        });
      const [left, right] = [connect(tenants.a), connect(tenants.b)];
      const options: SyncOptions = {
        left,
        right,
        topology,
        stateDir,
        sections: checklist.dataflow.sections,
        tenantNames: { left: tenants.a.url, right: tenants.b.url },
        pairsAtOnce: sizes.pairsAtOnce,
        overlapMs: 0,
      };
      return Promise.resolve({
        pass: () => passOf(options),
        close: async () => {
          await left.close();
          await right.close();
        },
      });
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
