/** The reference engine in other settings: its decisions are the same, what it asks for and how it writes is not. */
import { connectTenant } from '../../tenants/connect.ts';
import type { Engine, PassOutcome } from '../../engines/index.ts';
import { syncOnce, type SyncOptions } from '../../sync/once.ts';
import { REPEATABLE } from '../../tenants/resilient.ts';
import { TenantError } from '../../domain/tenant.ts';
import { valuesMapped } from '../leaves.ts';
import { variedEngine } from '../varied-engine.ts';

/** Nothing is trusted but a full listing, the rows are in another order, and what is empty is written as "". */
export function thoroughEngine(name: string): Engine {
  return variedEngine(name, () => ({
    fullEvery: 1,
    sections: (sections) => sections.map((link) => ({ ...link, rows: link.rows.toReversed() })),
    send: (patch) => valuesMapped(patch, (value) => value ?? ''),
  }));
}

/** Each pass is a process of its own, which knows only what the state's folder holds; pages and batches are small. */
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
