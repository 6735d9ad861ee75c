/** One process of an engine that runs in ours: killed, it asks and saves nothing any more, and hears no answer. */
import type { Tenant, Topology } from '../domain/tenant.ts';
import type { Access, Setting } from '../engines/index.ts';
import { fenced } from '../sync/fenced.ts';
import { openState, type StateStore } from '../sync/store.ts';
import { connectTenant, type ConnectedTenant } from '../tenants/connect.ts';
import { REPEATABLE } from '../tenants/resilient.ts';

export interface EngineProcess {
  readonly clients: NonNullable<Setting['clients']>;
  readonly openState: NonNullable<Setting['openState']>;
  kill(): void;
  /** Kills it, and resolves once its state is as it was saved up to then, and free for another. */
  ended(): Promise<void>;
}

/** As for an engine in a campaign, but that a tenant which fails on purpose is well again at once. */
const MANNER = { ...REPEATABLE, retry: { attempts: 4, baseMs: 1, capMs: 8 } };

/** Its state can be opened once `before`, the process before it, has ended. */
export function engineProcess(
  access: { a: Access; b: Access },
  topology: Topology,
  before: EngineProcess | null,
): EngineProcess {
  let dead = false;
  const isDead = (): boolean => dead;
  const clients: ConnectedTenant[] = [];
  const client = (to: Access): Tenant => {
    const connected = connectTenant({ ...to, ...MANNER });
    clients.push(connected);
    return fencedTenant(connected, isDead);
  };
  const a = client(access.a);
  const stores = new Set<StateStore>();
  return {
    clients: { a, b: topology === 'one-tenant' ? a : client(access.b) },
    openState: async (dir, identity) => {
      await before?.ended();
      // What a loss of power leaves is none of a history's concern.
      const store = await openState(dir, identity, false);
      stores.add(store);
      const close = async (): Promise<void> => {
        if (stores.delete(store)) await store.close();
      };
      return { ...fenced(store, isDead), close };
    },
    kill() {
      dead = true;
    },
    async ended() {
      dead = true;
      await Promise.all(clients.splice(0).map((connected) => connected.close()));
      const open = [...stores];
      stores.clear();
      for (const store of open) {
        await committed(store);
        await store.close();
      }
    },
  };
}

/** What is saved is committed in order: once a change of nothing is, all before it are. */
async function committed({ sections }: StateStore): Promise<void> {
  for (const section of sections) await section.removeEntry('left', 'no record has this id');
}

/** Once that `isDead`, nothing is asked, and what was asked is never answered, nor refused. */
function fencedTenant(tenant: Tenant, isDead: () => boolean): Tenant {
  const unlessDead = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (isDead()) return forever();
    try {
      return await ask();
    } finally {
      if (isDead()) await forever();
    }
  };
  return {
    async *list(options) {
      const records = tenant.list(options)[Symbol.asyncIterator]();
      for (;;) {
        const next = await unlessDead(() => records.next());
        if (next.done === true) return;
        yield next.value;
      }
    },
    get: (id) => unlessDead(() => tenant.get(id)),
    create: (draft) => unlessDead(() => tenant.create(draft)),
    patch: (id, patch, options) => unlessDead(() => tenant.patch(id, patch, options)),
    remove: (id) => unlessDead(() => tenant.remove(id)),
  };
}

/** A new one each time: what waits for one that is shared would be kept by it for ever. */
function forever(): Promise<never> {
  return new Promise<never>(() => {});
}
