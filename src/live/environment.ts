/** Tenants that others use, as a campaign sees them: opened once, and with none of what only a mock can do. */
import type { Controls, Environment, TenantPair } from '../campaign/environment.ts';
import type { Side } from '../checks/scenario.ts';
import type { Lack } from '../domain/capability.ts';
import type { Tenant, Topology } from '../domain/tenant.ts';
import type { Setting } from '../engines/index.ts';
import type { Journal } from './journal.ts';
import { OwnRecords } from './own-records.ts';
import { ownTenant } from './own-tenant.ts';
import { Watch } from './watch.ts';

export interface LiveOptions {
  topology: Topology;
  /** In one tenant, both are the same. */
  tenants: Record<Side, Tenant>;
  /** What the engine gets. */
  access: Setting['tenants'];
  tag: string;
  /** The keys of the plan's companies. */
  keys: ReadonlySet<string>;
  journal: Journal;
  /** The next number of a creation. */
  next: () => number;
  /** How long until what was written is listed, in milliseconds. */
  propagationMs: number;
  /** Aborted when the run is to end: nothing more is asked then. */
  stop: AbortSignal;
  /** Milliseconds since any fixed moment. */
  stopwatch: () => number;
  now: () => Date;
  /** Rejects when `stop` aborts. */
  wait: (milliseconds: number) => Promise<void>;
}

/** What tenants that others use cannot show. */
export const LIVE_LACKS: readonly Lack[] = [
  {
    capability: 'fresh tenants',
    reason: 'others work in these tenants, so what would disturb them, or be hidden by them, is not arranged',
  },
  { capability: 'clock', reason: 'the clock of these tenants cannot be set' },
  {
    capability: 'edits while the engine works',
    reason: 'these tenants do not tell when a write of the engine arrives, so none can be met by an edit',
  },
  { capability: 'faults', reason: 'these tenants cannot be made to misbehave' },
];

/** So many scenarios are arranged and edited at once; each of them in its order. */
const ACTIONS_AT_ONCE = 8;
const POLL_MS = 250;
/** What was written is waited for so many times as long as the profile says, and at least for so long. */
const PATIENCE = 10;
const LEAST_PATIENCE_MS = 30_000;

/** Opened once: what is created is remembered here, and in the journal. */
export function liveEnvironment(options: LiveOptions): Environment {
  const own = new OwnRecords();
  const { tenants, tag, keys, stopwatch } = options;
  const watch = new Watch({ tenants, own, tag, keys, stopwatch });
  const one = (side: Side): Tenant =>
    ownTenant({
      ...options,
      side,
      tenant: tenants[side],
      own,
      look: async (at) => {
        await watch.lookAt(at);
        return watch.current(at);
      },
    });
  const left = one('left');
  const right = options.topology === 'one-tenant' ? left : one('right');
  let opened = false;
  return {
    open: () => {
      if (opened) return Promise.reject(new RangeError('tenants that others use are opened once'));
      opened = true;
      const pair: TenantPair = {
        tenants: { left, right },
        access: options.access,
        controls: controlsOf(watch, options),
        actionsAtOnce: ACTIONS_AT_ONCE,
        close: () => Promise.resolve(),
      };
      return Promise.resolve(pair);
    },
  };
}

function controlsOf(watch: Watch, { propagationMs, stop, stopwatch, wait }: LiveOptions): Controls {
  /** As long as it was seen to take, where that is longer than was said. */
  let lagMs = propagationMs;
  return {
    // What others ask of these tenants meanwhile is not told apart.
    engineRequests: () => null,
    observe: async () => {
      stop.throwIfAborted();
      await watch.look();
      return watch.fingerprint();
    },
    arranged: async () => {
      const patienceMs = Math.max(LEAST_PATIENCE_MS, PATIENCE * propagationMs);
      const began = stopwatch();
      let waitedMs = 0;
      for (;;) {
        stop.throwIfAborted();
        const unlisted = await watch.unlisted();
        if (unlisted === 0) {
          lagMs = Math.max(lagMs, waitedMs);
          return;
        }
        waitedMs = stopwatch() - began + POLL_MS;
        if (stopwatch() - began > patienceMs) {
          throw new Error(
            `${unlisted} records are not listed as they were written ${Math.round(patienceMs / 1000)} s ago; propagationSeconds in the profile says how long that may take`,
          );
        }
        await wait(POLL_MS);
      }
    },
    newEngineWrites: async () => {
      if (lagMs > 0) await wait(lagMs);
      stop.throwIfAborted();
      await watch.look();
      return watch.take();
    },
    simultaneously: () => impossible('clock'),
    ambush: () => impossible('edits while the engine works'),
    clearAmbushes: () => {},
    armFaults: () => impossible('faults'),
    faultsMet: () => [],
    withdrawFaults: () => {},
    later: () => {},
  };
}

/** The plan's batches that need it are not run, since it was declared to be lacking. */
function impossible(capability: string): never {
  throw new RangeError(`${capability}: tenants that others use have no such thing`);
}
