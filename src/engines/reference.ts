/** The project's own sync as an engine: in this process, over real HTTP. */
import type { Company } from '../domain/company.ts';
import type { Tenant } from '../domain/tenant.ts';
import { connectTenant } from '../tenants/connect.ts';
import { REPEATABLE } from '../tenants/resilient.ts';
import { openSync, type RunningSync } from '../sync/once.ts';
import type { Engine, PassOutcome } from './index.ts';
import { maskedOutcome } from './pass.ts';
import { secretsOf } from './secrets.ts';

/** How long one request may take, in milliseconds, however long a pass may. */
const LONGEST_REQUEST_MS = 30_000;

const CLOSED: PassOutcome = { ok: false, reason: 'the engine was closed amid the pass' };

export function referenceEngine(version: string): Engine {
  return {
    name: 'reference',
    version,
    lacks: [],
    severalAtOnce: true,
    start: async (setting) => {
      const { topology, checklist, stateDir, tenants, passTimeoutMs } = setting;
      const manner = { ...REPEATABLE, timeoutMs: Math.min(LONGEST_REQUEST_MS, passTimeoutMs) };
      const a = connectTenant({ ...tenants.a, ...manner });
      const b = topology === 'one-tenant' ? a : connectTenant({ ...tenants.b, ...manner });
      const left = onlyThose(a, setting.isOfRun);
      const right = a === b ? left : onlyThose(b, setting.isOfRun);
      const tenantNames = { left: tenants.a.url, right: tenants.b.url };
      const { sections } = checklist.dataflow;
      const closeTenants = async (): Promise<void> => {
        await a.close();
        if (b !== a) await b.close();
      };
      try {
        const sync = await openSync({ left, right, topology, sections, stateDir, tenantNames });
        const closing = new AbortController();
        let latest: Promise<unknown> = Promise.resolve();
        let closed: Promise<void> | null = null;
        return {
          pass: () => {
            const outcome = runOnce(sync, passTimeoutMs, closing.signal).then((told) =>
              maskedOutcome(told, secretsOf(setting, null)),
            );
            latest = outcome;
            return outcome;
          },
          close: () => {
            closing.abort();
            closed ??= closeTenants()
              .then(() => latest)
              .then(() => sync.close());
            return closed;
          },
        };
      } catch (error) {
        await closeTenants();
        throw error;
      }
    },
  };
}

/** What others have in a tenant is not synchronised: a record that is not listed is linked with none. */
function onlyThose(tenant: Tenant, isOfRun: (company: Company) => boolean = () => true): Tenant {
  return {
    ...tenant,
    async *list(options) {
      for await (const company of tenant.list(options)) if (isOfRun(company)) yield company;
    },
  };
}

/** At the time limit no further pair is begun; what is under way ends by the time limits of its requests. */
async function runOnce(sync: RunningSync, limitMs: number, closing: AbortSignal): Promise<PassOutcome> {
  const overtime = new AbortController();
  const timer = setTimeout(() => overtime.abort(), limitMs);
  try {
    const result = await sync.pass({ signal: AbortSignal.any([overtime.signal, closing]) });
    if (closing.aborted) return CLOSED;
    if (overtime.signal.aborted) return tooLong(limitMs);
    if (result.ok) return { ok: true };
    const problems = result.sections.flatMap((section) => section.problems.map(({ message }) => message));
    return {
      ok: false,
      reason: `${problems.length} writes were not done`,
      output: problems.slice(-20).join('\n'),
    };
  } catch (error) {
    if (closing.aborted) return CLOSED;
    if (overtime.signal.aborted) return tooLong(limitMs);
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

function tooLong(limitMs: number): PassOutcome {
  return { ok: false, reason: `the pass took longer than ${limitMs / 1000} s` };
}
