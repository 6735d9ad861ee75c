/** The project's own sync as an engine: in this process, over real HTTP. */
import { connectTenant } from '../tenants/connect.ts';
import { REPEATABLE } from '../tenants/resilient.ts';
import { syncOnce } from '../sync/once.ts';
import type { Engine, PassOutcome, Setting } from './index.ts';

export function referenceEngine(version: string): Engine {
  return {
    name: 'reference',
    version,
    start: async (setting) => {
      const left = connectTenant({ ...setting.tenants.a, ...REPEATABLE });
      const right =
        setting.topology === 'one-tenant' ? left : connectTenant({ ...setting.tenants.b, ...REPEATABLE });
      return {
        pass: () => runOnce(setting, { left, right }),
        close: async () => {
          await left.close();
          if (right !== left) await right.close();
        },
      };
    },
  };
}

async function runOnce(
  { topology, checklist, stateDir, tenants }: Setting,
  sides: Pick<Parameters<typeof syncOnce>[0], 'left' | 'right'>,
): Promise<PassOutcome> {
  const tenantNames = { left: tenants.a.url, right: tenants.b.url };
  const { sections } = checklist.dataflow;
  try {
    const result = await syncOnce({ ...sides, topology, sections, stateDir, tenantNames });
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
