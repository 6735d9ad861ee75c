/** A tenant steered without requests, as the `Tenant` port: for a harness in the same process as its mocks. */
import { Company, type CompanyPatch } from '../../src/domain/company.ts';
import type { Entity, Patch } from '../../src/domain/record.ts';
import type { RecordType } from '../../src/domain/record-type.ts';
import { TenantError } from '../../src/domain/tenant.ts';
import { fromJson, type Json, toJson } from '../../src/domain/wire.ts';
import type { StoredRecord } from './kind.ts';
import { readSince } from './list-query.ts';
import { Refusal } from './problem.ts';
import type { MockTenant } from './tenant.ts';

/** The port, of records `R` that are patched by `P`. */
export interface Steered<R, P> {
  list(options?: { modifiedSince?: string }): AsyncIterable<R>;
  get(id: string): Promise<Held<R> | null>;
  create(draft: P): Promise<Held<R>>;
  patch(id: string, patch: P, options?: { ifMatch?: string }): Promise<Held<R>>;
  remove(id: string): Promise<void>;
}

interface Held<R> {
  company: R;
  etag: string | null;
}

type Steerable<R extends StoredRecord, P extends object> = Pick<
  MockTenant<R, P>,
  'collection' | 'store' | 'controls'
>;

/** The same calls as over a connection, for what the harness does; refusals are `TenantError`s here too. */
export function steered(tenant: Steerable<Company, CompanyPatch>): Steered<Company, CompanyPatch> {
  return steering(tenant, { shown: (company) => company, asked: (patch) => patch });
}

/** The same for records of any type, each leaf a text. What a leaf cannot hold is `NoSuchValue`, and nothing is asked. */
export function steeredAs(type: RecordType, tenant: Steerable<StoredRecord, Json>): Steered<Entity, Patch> {
  const wire: Wire<StoredRecord, Json, Entity, Patch> = type.isCompany
    ? { shown: (record) => Company.parse(record), asked: (patch) => patch }
    : { shown: (record) => fromJson(type, record), asked: (patch) => toJson(type, patch) };
  return steering(tenant, wire);
}

/** Between what a tenant keeps and what is seen of it. */
interface Wire<R, P, Shown, Asked> {
  shown: (record: R) => Shown;
  asked: (patch: Asked) => P;
}

function steering<R extends StoredRecord, P extends object, Shown, Asked>(
  { collection, store, controls }: Steerable<R, P>,
  { shown, asked }: Wire<R, P, Shown, Asked>,
): Steered<Shown, Asked> {
  const held = (id: string): Held<Shown> | null => {
    const version = store.get(id);
    return version === undefined ? null : { company: shown(version.company), etag: version.etag };
  };
  const done = (operation: string, act: () => string): Promise<Held<Shown>> =>
    refusing(operation, () => {
      const version = held(act());
      if (version === null) throw new RangeError(`${operation}: the record is not there`);
      return version;
    });
  return {
    async *list({ modifiedSince } = {}) {
      const since = await refusing(`GET /${collection}`, () => readSince(modifiedSince ?? null));
      const { versions } = store.page({ after: null, since }, Infinity);
      for (const { company } of versions) yield shown(company);
    },
    get: (id) => Promise.resolve(held(id)),
    create: (draft) => done(`POST /${collection}`, () => controls.create(asked(draft)).id),
    patch: (id, patch, { ifMatch } = {}) =>
      done(`PATCH /${collection}/${id}`, () => controls.edit(id, asked(patch), ifMatch).id),
    remove: (id) => refusing(`DELETE /${collection}/${id}`, () => controls.remove(id)),
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
