/** The calls for one record: read, created, changed by PATCH or by PUT of the whole, removed. */
import type { Entity, Leaves } from '../domain/record.ts';
import { TenantError, type Tenant, type Versioned } from '../domain/tenant.ts';
import type { Answer, Call } from './attempt.ts';
import { NoSuchLeaf, type Codec } from './codec.ts';
import { type Fields, isFields } from './json-path.ts';
import type { Profile } from './profile.ts';
import { within } from './shape.ts';
import { z } from 'zod';

/** A record as it came, whatever is in it. */
const Whole = z.custom<Fields>(isFields, 'a record must be an object');

/** The calls as the profile has them; each throws `TenantError`. */
export function recordCalls<R extends Entity, P extends Leaves>(
  call: Call,
  profile: Profile,
  codec: Codec<R, P>,
): Omit<Tenant<R, P>, 'list'> {
  const shape = within(profile.itemProperty, codec.shape);
  const whole = within(profile.itemProperty, Whole);
  const pathOf = (id: string): string => profile.itemPath.replace('{id}', () => encodeURIComponent(id));

  const versioned = (answer: Answer, id: string | null): Versioned<R> => {
    const company = answer.read(shape);
    if (id !== null && company.id !== id) {
      throw new TenantError(answer.operation, null, `the answer is another record: ${company.id}`);
    }
    return { company, etag: answer.etag };
  };

  const patchByMerge = async (id: string, patch: P, ifMatch?: string): Promise<Versioned<R>> => {
    const path = pathOf(id);
    const json = written(`PATCH ${path}`, () => codec.encode(patch));
    const contentType = profile.patchContentType;
    return versioned(await call({ method: 'PATCH', path, json, contentType, ...matching(ifMatch) }), id);
  };

  /** Read and put under the entity tag of what was read: whatever came between is not undone, but answered 412. */
  const patchByPut = async (id: string, patch: P, ifMatch?: string): Promise<Versioned<R>> => {
    const path = pathOf(id);
    const before = await call({ method: 'GET', path });
    const { etag } = versioned(before, id);
    if (ifMatch !== undefined && etag !== ifMatch) {
      throw new TenantError(`PUT ${path}`, 412, `the record is ${etag ?? 'without an entity tag'} by now`);
    }
    const json = written(`PUT ${path}`, () => codec.applied(before.read(whole), patch));
    return versioned(await call({ method: 'PUT', path, json, ...matching(etag ?? undefined) }), id);
  };

  return {
    get: async (id) => {
      try {
        return versioned(await call({ method: 'GET', path: pathOf(id) }), id);
      } catch (error) {
        if (error instanceof TenantError && error.status === 404) return null;
        throw error;
      }
    },
    create: async (draft) => {
      const path = profile.listPath;
      const json = written(`POST ${path}`, () => codec.encode(draft));
      return versioned(await call({ method: 'POST', path, json }), null);
    },
    patch: (id, patch, { ifMatch } = {}) =>
      profile.update === 'put' ? patchByPut(id, patch, ifMatch) : patchByMerge(id, patch, ifMatch),
    remove: async (id) => {
      await call({ method: 'DELETE', path: pathOf(id) });
    },
  };
}

function matching(ifMatch: string | undefined): { ifMatch?: string } {
  return ifMatch === undefined ? {} : { ifMatch };
}

function written<T>(operation: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof NoSuchLeaf ? new TenantError(operation, null, error.message) : error;
  }
}
