/** What makes up one tenant while it lives. */
import type { Clock } from './clock.ts';
import type { ArmedFaults } from './faults/faults.ts';
import type { Kind, StoredRecord } from './kind.ts';
import type { Store } from './store.ts';
import type { WriteLog } from './write-log.ts';

/** A PATCH that has arrived, is authorised and well formed, and has not been evaluated yet. */
export interface ArrivingPatch {
  readonly actor: string;
  readonly id: string;
  /** The precondition that it came with. */
  readonly ifMatch: string | null;
  /** The number of the last write in the log when it arrived. */
  readonly seq: number;
}

/** A request of the engine's that has arrived, before anything becomes of it, faults on purpose included. */
export interface ArrivingRequest {
  /** Its number among them since the last reset, from 1. */
  readonly number: number;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly route: 'list' | 'company';
}

/** Of records `R`, patched by `P`. */
export interface TenantState<R extends StoredRecord, P extends object> {
  readonly kind: Kind<R, P>;
  readonly clock: Clock;
  /** Actor by token. */
  readonly actors: Map<string, string>;
  /** The id of the n-th record, counting from 1. */
  readonly ids: (n: number) => string;
  readonly store: Store<R>;
  readonly log: WriteLog<R>;
  readonly faults: ArmedFaults<R, P>;
  /** How many records were created since the last reset, deleted ones included. */
  created: number;
  /** How many requests of the engine have arrived since the last reset, whatever came of them. */
  engineRequests: number;
  beforeRequest: ((arriving: ArrivingRequest) => void) | null;
  beforePatch: ((arriving: ArrivingPatch) => void) | null;
}
