/** The engine's client of a simulated tenant: it asks again as the real client does, and makes no HTTP. */
import { TenantError, type Tenant } from '../../domain/tenant.ts';
import type { Request } from '../../tenants/attempt.ts';
import { REPEATABLE } from '../../tenants/resilient.ts';
import { repeat, type Waiting } from '../../tenants/retry.ts';
import type { Side } from '../history.ts';
import type { EngineWrites } from './engine-writes.ts';
import type { Act, Network, Process } from './network.ts';
import { Listing, pageOf } from './pages.ts';
import type { Records } from './records.ts';
import { refusal } from './refusal.ts';

export interface SimulatedTenant {
  place: Side;
  records: Pick<Records, 'list' | 'get'>;
  writes: EngineWrites;
}

/** The way there of one process. */
export interface Way {
  process: Process;
  network: Network;
  waiting: Waiting;
}

/** Throws `TenantError` where the client over HTTP would. */
export function createClient({ place, records, writes }: SimulatedTenant, way: Way): Tenant {
  return {
    list({ modifiedSince } = {}) {
      return new Listing((after) =>
        ask(way, place, { method: 'GET', path: '/companies' }, (fault) =>
          pageOf(records.list(modifiedSince), after, fault),
        ),
      );
    },
    async get(id) {
      const path = `/companies/${id}`;
      try {
        return await ask(way, place, { method: 'GET', path }, () => records.get(id) ?? gone(path));
      } catch (error) {
        if (error instanceof TenantError && error.status === 404) return null;
        throw error;
      }
    },
    create(draft) {
      return ask(way, place, { method: 'POST', path: '/companies' }, () => writes.create(draft));
    },
    patch(id, patch, { ifMatch } = {}) {
      const conditional = ifMatch === undefined ? {} : { ifMatch };
      return ask(way, place, { method: 'PATCH', path: `/companies/${id}`, ...conditional }, () =>
        writes.patch(id, patch, ifMatch ?? null),
      );
    },
    remove(id) {
      return ask(way, place, { method: 'DELETE', path: `/companies/${id}` }, () => writes.remove(id));
    },
  };
}

function ask<T>({ process, network, waiting }: Way, place: Side, request: Request, act: Act<T>): Promise<T> {
  return repeat(() => network.send(process, place, request, act), request, REPEATABLE.retry, waiting);
}

function gone(path: string): never {
  throw refusal({ method: 'GET', path }, 404, 'there is no such company');
}
