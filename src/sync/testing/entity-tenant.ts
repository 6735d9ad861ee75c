/** Records of any one type in memory, for the tests of what is created: refuses, and loses answers, where told to. */
import { afterPatch, type Entity, type Leaves, type Patch } from '../../domain/record.ts';
import { TenantError, type AnyTenant, type Versioned } from '../../domain/tenant.ts';
import type { Clock } from './memory-tenant.ts';

type Method = 'list' | 'get' | 'create' | 'patch';

export interface EntityTenant extends AnyTenant {
  /** Runs before a call is done; what it throws refuses it. */
  before: (method: Method, id: string) => void | Promise<void>;
  /** Runs once a call is done; what it throws loses the answer. */
  after: (method: Method, id: string) => void | Promise<void>;
  /** How many records were created, and changed, by clients. */
  readonly writes: { created: number; patched: number };
  /** A user's doing. */
  add(id: string, leaves: Leaves): void;
  edit(id: string, patch: Patch): void;
  drop(id: string): void;
  all(): Entity[];
}

export function entityTenant(clock: Clock): EntityTenant {
  const records = new Map<string, Entity>();
  let made = 0;
  const read = (id: string): Entity => {
    const record = records.get(id);
    if (record === undefined) throw new TenantError(`GET /${id}`, 404, 'no such record');
    return record;
  };
  const put = (id: string, leaves: Leaves): Versioned<Entity> => {
    clock.now += 1;
    const company = { ...leaves, id, modifiedAt: new Date(clock.now).toISOString() };
    records.set(id, company);
    return { company, etag: company.modifiedAt };
  };
  const tenant: EntityTenant = {
    before: () => {},
    after: () => {},
    writes: { created: 0, patched: 0 },
    async *list({ modifiedSince = '' } = {}) {
      await tenant.before('list', '');
      const listed = tenant.all().filter(({ modifiedAt }) => modifiedAt >= modifiedSince);
      yield* listed.toSorted((a, b) => (a.modifiedAt < b.modifiedAt ? -1 : 1));
      await tenant.after('list', '');
    },
    get: async (id) => {
      await tenant.before('get', id);
      const company = records.get(id) ?? null;
      await tenant.after('get', id);
      return company === null ? null : { company, etag: company.modifiedAt };
    },
    create: async (draft) => {
      await tenant.before('create', '');
      made += 1;
      tenant.writes.created += 1;
      const answer = put(`new-${made}`, draft);
      await tenant.after('create', answer.company.id);
      return answer;
    },
    patch: async (id, patch, { ifMatch } = {}) => {
      await tenant.before('patch', id);
      const { modifiedAt } = read(id);
      if (ifMatch !== undefined && ifMatch !== modifiedAt)
        throw new TenantError(`PATCH /${id}`, 412, 'stale');
      tenant.writes.patched += 1;
      const answer = put(id, afterPatch(read(id), patch));
      await tenant.after('patch', id);
      return answer;
    },
    remove: () => Promise.reject(new Error('the sync never deletes')),
    add: (id, leaves) => void put(id, leaves),
    edit: (id, patch) => void put(id, afterPatch(read(id), patch)),
    drop: (id) => {
      read(id);
      records.delete(id);
    },
    all: () => [...records.values()],
  };
  return tenant;
}
