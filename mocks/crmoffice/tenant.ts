/** A mock tenant without a socket: it answers plain requests, and tests steer it in-process. */
import type { Company, CompanyPatch } from '../../src/domain/company.ts';
import type { RecordType } from '../../src/domain/record-type.ts';
import type { Json } from '../../src/domain/wire.ts';
import { answer, treat } from './answer.ts';
import type { Clock } from './clock.ts';
import { companyKind } from './company-kind.ts';
import { actorsByToken, type Controls, createControls } from './controls.ts';
import type { Treatment } from './faults/delivery.ts';
import { createFaults } from './faults/faults.ts';
import type { Holds } from './faults/holds.ts';
import type { Kind, StoredRecord } from './kind.ts';
import type { Answer, PlainRequest } from './message.ts';
import { recordKind } from './record-kind.ts';
import type { TenantState } from './state.ts';
import { createStore, type Store } from './store.ts';
import { REAL_TIMING, type Timing } from './timing.ts';
import { createWriteLog, type WriteLog } from './write-log.ts';

export interface TenantOptions {
  /** Tokens by actor: `{ engine: '…', harness: '…' }`. */
  tokens: Readonly<Record<string, string>>;
  /** Tenants that are handed the same clock share it. */
  clock: Clock;
  /** The id of the n-th record created, counting from 1; by default `0001001`, `0001002`, … */
  ids?: (n: number) => string;
  /** Gets what fails unforeseen while a request is answered; by default it becomes a process warning. */
  onError?: (error: unknown) => void;
  /** What faults wait by; by default time that passes. */
  timing?: Timing;
  /** Companies, unless `CollectionOptions` name another type. */
  type?: undefined;
}

/** A tenant of records of any type: companies where there is none, or it is theirs. */
export interface CollectionOptions extends Omit<TenantOptions, 'type'> {
  type?: RecordType | undefined;
}

export interface MockTenant<R extends StoredRecord = Company, P extends object = CompanyPatch> {
  /** Where its records are, without a slash: `companies`. */
  readonly collection: string;
  readonly store: Pick<Store<R>, 'get' | 'size' | 'page'>;
  readonly log: Pick<WriteLog<R>, 'last' | 'since'>;
  readonly controls: Controls<R, P>;
  /** How many requests of the engine have arrived, whatever came of them. */
  engineRequests(): number;
  /** The answer as it is without any fault. */
  answer(request: PlainRequest): Answer;
  /** As new: no records, ids from the beginning, an empty log, no faults, no hooks. The clock runs on, tokens stay. */
  reset(): void;
}

/** A tenant as a server has it, whatever its records: what becomes of a request, faults included, and what of it waits. */
export interface Treating {
  readonly collection: string;
  readonly treat: (request: PlainRequest) => Treatment;
  readonly holds: Holds;
  readonly onError: (error: unknown) => void;
}

export interface TreatingTenant<R extends StoredRecord = Company, P extends object = CompanyPatch>
  extends MockTenant<R, P>, Treating {
  readonly collection: string;
}

/** Throws `RangeError` where a token cannot be sent, or names two actors. */
export function createTenant(options: TenantOptions): TreatingTenant;
export function createTenant(options: CollectionOptions): TreatingTenant<StoredRecord, Json>;
export function createTenant({ type, ...options }: CollectionOptions): TreatingTenant<StoredRecord, Json> {
  return type === undefined || type.isCompany
    ? tenantOf(companyKind(type?.collection), options)
    : tenantOf(recordKind(type), options);
}

function tenantOf<R extends StoredRecord, P extends object>(
  kind: Kind<R, P>,
  options: Omit<TenantOptions, 'type'>,
): TreatingTenant<R, P> {
  const [store, log] = [createStore<R>(), createWriteLog<R>()];
  const state: TenantState<R, P> = {
    kind,
    clock: options.clock,
    actors: actorsByToken(options.tokens),
    ids: options.ids ?? digitsWithLeadingZeros,
    store,
    log,
    faults: createFaults({ store, log, kind }, options.timing ?? REAL_TIMING),
    created: 0,
    engineRequests: 0,
    beforeRequest: null,
    beforePatch: null,
  };
  const onError = options.onError ?? warn;
  return {
    collection: kind.collection,
    store: state.store,
    log: state.log,
    controls: createControls(state),
    engineRequests: () => state.engineRequests,
    answer: (request) => answer(state, request, onError),
    treat: (request) => treat(state, request, onError),
    holds: state.faults.holds,
    onError,
    reset() {
      state.store.clear();
      state.log.clear();
      state.faults.disarm();
      state.created = 0;
      state.engineRequests = 0;
      state.beforeRequest = null;
      state.beforePatch = null;
    },
  };
}

/** Leading zeros, so that an engine that makes numbers of ids is found out. */
function digitsWithLeadingZeros(n: number): string {
  return String(1000 + n).padStart(7, '0');
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
