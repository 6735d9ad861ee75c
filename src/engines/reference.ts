/** The project's own sync as an engine: in this process, over real HTTP or over clients that it is handed. */
import type { Link } from '../domain/dataflow.ts';
import type { AnyTenant } from '../domain/tenant.ts';
import { connectRecords } from '../tenants/connect.ts';
import { REPEATABLE } from '../tenants/resilient.ts';
import { openSync, type RunningSync } from '../sync/once.ts';
import type { Stop } from '../sync/options.ts';
import { clientsOf } from './clients.ts';
import type { Engine, PassOutcome, Setting } from './index.ts';
import { maskedOutcome } from './pass.ts';
import { secretsOf } from './secrets.ts';
import { REAL_TIME, type Time } from './time.ts';
import { typedClients } from './typed-clients.ts';

/** How long one request may take, in milliseconds, however long a pass may. */
const LONGEST_REQUEST_MS = 30_000;

/** What a pass waits for keeps the process alive by itself; the timer of one that was killed would do so for nothing. */
const PASSING_TIME: Time = {
  ...REAL_TIME,
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};

const CLOSED: PassOutcome = { ok: false, reason: 'the engine was closed amid the pass' };

export function referenceEngine(version: string): Engine {
  return {
    name: 'reference',
    version,
    lacks: [],
    severalAtOnce: true,
    start: async (setting) => {
      const { topology, checklist, stateDir, openState, tenants, passTimeoutMs, pairsAtOnce } = setting;
      const { time = PASSING_TIME } = setting;
      const timeoutMs = Math.min(LONGEST_REQUEST_MS, passTimeoutMs);
      const manner = { timeoutMs, ...REPEATABLE };
      const { a, b, close: closeCompanies } = clientsOf(setting, manner);
      const ours = (tenant: AnyTenant): AnyTenant => onlyThose(tenant, setting.isOfRun);
      const tenantNames = { left: tenants.a.url, right: tenants.b.url };
      const { dataflow } = checklist;
      const ofTypes = typedClients(dataflow, topology, { a, b }, (place, type) =>
        connectRecords({ ...tenants[place], ...manner }, type),
      );
      const closeTenants = async (): Promise<void> => {
        await ofTypes.close();
        await closeCompanies();
      };
      try {
        const sync = await openSync({
          left: a,
          right: b,
          tenantsOf: (link) => {
            const of = ofTypes.tenantsOf(link);
            return { left: ours(of.left), right: ours(of.right) };
          },
          topology,
          systems: dataflow,
          sections: sectionsOf(checklist),
          types: ofTypes.types,
          stateDir,
          openState,
          tenantNames,
          pairsAtOnce,
        });
        const closing = { aborted: false };
        let latest: Promise<unknown> = Promise.resolve();
        let closed: Promise<void> | null = null;
        return {
          pass() {
            const outcome = runOnce(sync, passTimeoutMs, time, closing).then((told) =>
              maskedOutcome(told, told.ok ? [] : secretsOf(setting, null)),
            );
            latest = outcome;
            return outcome;
          },
          links() {
            return sync.links();
          },
          close() {
            closing.aborted = true;
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

function sectionsOf({ dataflow, sections }: Setting['checklist']): readonly Link[] {
  return sections === undefined
    ? dataflow.sections
    : dataflow.sections.filter(({ line }) => sections.includes(line));
}

/** What others have in a tenant is not synchronised: a record that is not listed is linked with none. */
function onlyThose(tenant: AnyTenant, isOfRun: Setting['isOfRun']): AnyTenant {
  if (isOfRun === undefined) return tenant;
  return {
    ...tenant,
    async *list(options) {
      for await (const record of tenant.list(options)) if (isOfRun(record)) yield record;
    },
  };
}

/** A class: a literal's getter has V8 make a hidden class for each pass, which keeps all that it sees for long. */
class PassStop implements Stop {
  isOvertime = false;
  readonly #closing: Stop;

  constructor(closing: Stop) {
    this.#closing = closing;
  }

  get aborted(): boolean {
    return this.isOvertime || this.#closing.aborted;
  }
}

/** At the time limit no further pair is begun; what is under way ends by the time limits of its requests. */
async function runOnce(sync: RunningSync, limitMs: number, time: Time, closing: Stop): Promise<PassOutcome> {
  const signal = new PassStop(closing);
  const cancel = time.after(limitMs, () => {
    signal.isOvertime = true;
  });
  try {
    const result = await sync.pass({ signal });
    if (closing.aborted) return CLOSED;
    if (signal.isOvertime) return tooLong(limitMs);
    if (result.ok) return { ok: true };
    const problems = result.sections.flatMap((section) => section.problems.map(({ message }) => message));
    return {
      ok: false,
      reason: `${problems.length} writes were not done`,
      output: problems.slice(-20).join('\n'),
    };
  } catch (error) {
    if (closing.aborted) return CLOSED;
    if (signal.isOvertime) return tooLong(limitMs);
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    cancel();
  }
}

function tooLong(limitMs: number): PassOutcome {
  return { ok: false, reason: `the pass took longer than ${limitMs / 1000} s` };
}
