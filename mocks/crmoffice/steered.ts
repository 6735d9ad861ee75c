/** A tenant steered without requests, as the `Tenant` port: for a harness in the same process as its mocks. */
import { type Tenant, TenantError, type Versioned } from '../../src/domain/tenant.ts';
import { parseInstant, sortableInstant } from './instant.ts';
import { Refusal } from './problem.ts';
import type { TreatingTenant } from './tenant.ts';

/** The same calls as over a connection, for what the harness does; refusals are `TenantError`s here too. */
export function steered({ store, controls }: Pick<TreatingTenant, 'store' | 'controls'>): Tenant {
  const held = (id: string): Versioned | null => {
    const version = store.get(id);
    return version === undefined ? null : { company: version.company, etag: version.etag };
  };
  const done = (operation: string, act: () => string): Promise<Versioned> =>
    refusing(operation, () => {
      const version = held(act());
      if (version === null) throw new RangeError(`${operation}: the record is not there`);
      return version;
    });
  return {
    async *list({ modifiedSince } = {}) {
      const since = modifiedSince === undefined ? null : sortableInstant(parseInstant(modifiedSince) ?? 0);
      const { versions } = store.page({ after: null, since }, Infinity);
      for (const { company } of versions) yield company;
    },
    get: (id) => Promise.resolve(held(id)),
    create: (draft) => done('POST /companies', () => controls.create(draft).id),
    patch: (id, patch, { ifMatch } = {}) =>
      done(`PATCH /companies/${id}`, () => controls.edit(id, patch, ifMatch).id),
    remove: (id) => refusing(`DELETE /companies/${id}`, () => controls.remove(id)),
  };
}

function refusing<T>(operation: string, act: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    try {
      resolve(act());
    } catch (error) {
      reject(error instanceof Refusal ? new TenantError(operation, error.status, error.message) : error);
    }
  });
}
