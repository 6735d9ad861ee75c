/** One collection of a mock tenant, with its records as everything but a tenant sees them. */
import {
  createTenant,
  type MockTenant,
  type StoredRecord,
  steered,
  steeredAs,
  type TenantOptions as MockOptions,
  type Treating,
} from '../../mocks/crmoffice/index.ts';
import type { EngineWrite } from '../campaign/environment.ts';
import type { Company, CompanyPatch } from '../domain/company.ts';
import type { Entity, Leaves } from '../domain/record.ts';
import type { RecordType } from '../domain/record-type.ts';
import type { Tenant } from '../domain/tenant.ts';
import { fromJson, toJson } from '../domain/wire.ts';
import {
  connectRecords,
  connectTenant,
  type ConnectedTenant,
  type TenantOptions,
} from '../tenants/connect.ts';

/** A write that the collection has logged. */
export interface SeenWrite extends Omit<EngineWrite, 'side' | 'seenAt'> {
  actor: string;
}

export interface MockCollection<R extends Entity = Entity, P extends Leaves = Leaves> {
  readonly treating: Treating;
  /** The harness's access where nothing listens. */
  readonly steered: Tenant<R, P>;
  /** The harness's access to where it is served. */
  connect(options: TenantOptions): ConnectedTenant<R, P>;
  edit(id: string, patch: P): R;
  writesSince(seq: number): SeenWrite[];
  readonly log: Pick<MockTenant['log'], 'last'>;
  readonly controls: Pick<MockTenant['controls'], 'beforePatch' | 'faults'>;
  engineRequests(): number;
}

export function mockCompanies(options: MockOptions): MockCollection<Company, CompanyPatch> {
  const mock = createTenant(options);
  const wire: Wire<Company, CompanyPatch, Company, CompanyPatch> = {
    shown: (one) => one,
    asked: (patch) => patch,
  };
  return { ...collectionOf(mock, wire), treating: mock, steered: steered(mock), connect: connectTenant };
}

/** Records of a type that is not the Crmoffice company. */
export function mockRecords(type: RecordType, options: MockOptions): MockCollection {
  const mock = createTenant({ ...options, type });
  const wire: Wire<StoredRecord, object, Entity, Leaves> = {
    shown: (one) => fromJson(type, one),
    asked: (patch) => toJson(type, patch),
  };
  return {
    ...collectionOf(mock, wire),
    treating: mock,
    steered: steeredAs(type, mock),
    connect: (to) => connectRecords(to, type),
  };
}

/** Between what a tenant keeps and what is seen of it. */
interface Wire<S, J, R, P> {
  shown: (stored: S) => R;
  asked: (patch: P) => J;
}

function collectionOf<S extends StoredRecord, J extends object, R extends Entity, P extends Leaves>(
  mock: MockTenant<S, J>,
  { shown, asked }: Wire<S, J, R, P>,
): Omit<MockCollection<R, P>, 'treating' | 'steered' | 'connect'> {
  const { log, controls } = mock;
  return {
    log,
    controls,
    engineRequests: () => mock.engineRequests(),
    edit: (id, patch) => shown(controls.edit(id, asked(patch))),
    writesSince: (seq) =>
      log.since(seq).map(({ actor, id, method, status, ifMatch, before, after }) => ({
        actor,
        id,
        method,
        status,
        ifMatch: ifMatch !== null,
        before: before && shown(before),
        after: after && shown(after),
      })),
  };
}
