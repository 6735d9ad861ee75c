/** The project's own sync as an engine: in this process, over real HTTP. */
import { connectTenant } from '../tenants/connect.ts';
import { REPEATABLE } from '../tenants/resilient.ts';
import { openSync, type RunningSync } from '../sync/once.ts';
import type { Engine, PassOutcome } from './index.ts';

export function referenceEngine(version: string): Engine {
  return {
    name: 'reference',
    version,
    lacks: [],
    severalAtOnce: true,
    start: async ({ topology, checklist, stateDir, tenants }) => {
      const left = connectTenant({ ...tenants.a, ...REPEATABLE });
      const right = topology === 'one-tenant' ? left : connectTenant({ ...tenants.b, ...REPEATABLE });
      const tenantNames = { left: tenants.a.url, right: tenants.b.url };
      const { sections } = checklist.dataflow;
      const closeTenants = async (): Promise<void> => {
        await left.close();
        if (right !== left) await right.close();
      };
      try {
        const sync = await openSync({ left, right, topology, sections, stateDir, tenantNames });
        return {
          pass: () => runOnce(sync),
          close: async () => {
            await sync.close();
            await closeTenants();
          },
        };
      } catch (error) {
        await closeTenants();
        throw error;
      }
    },
  };
}

async function runOnce(sync: RunningSync): Promise<PassOutcome> {
  try {
    const result = await sync.pass();
    if (result.ok) return { ok: true };
    const problems = result.sections.flatMap((section) => section.problems.map(({ message }) => message));
    return {
      ok: false,
      reason: `${problems.length} writes were not done`,
      output: problems.slice(-20).join('\n'),
    };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
