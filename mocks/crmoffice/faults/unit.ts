/** What a fault is made of: which requests it can meet, and one of six ways to act on them. */
import type { Fault, FaultName } from '../../../src/domain/fault.ts';
import type { Kind, StoredRecord } from '../kind.ts';
import type { PlainResponse } from '../message.ts';
import type { PageReader } from '../page.ts';
import type { Store } from '../store.ts';
import type { WriteLog } from '../write-log.ts';
import type { Delivery } from './delivery.ts';

export type FaultOf<N extends FaultName> = Extract<Fault, { name: N }>;

/** A request of the engine's, as far as faults look at it. */
export interface Met {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly route: 'list' | 'company';
  /** Whether it asks for a page that follows another. */
  readonly later: boolean;
}

/** One request, seen from one fault. */
export interface Moment {
  /** A number from 0 to 1 (not included), always the same for one seed, fault, request and purpose. */
  draw(purpose: string): number;
  /** Milliseconds since arming. */
  readonly elapsedMs: number;
}

/** What a listing is read from, beside its reader. */
export interface Listed<R extends StoredRecord> {
  readonly store: Pick<Store<R>, 'get'>;
  readonly log: Pick<WriteLog<R>, 'last' | 'since'>;
}

/** What faults know of a tenant: nothing of what its records are. */
export interface Source<R extends StoredRecord, P extends object> extends Listed<R> {
  readonly kind: Pick<Kind<R, P>, 'patchBody' | 'patched'>;
}

/**
 * How a fault acts, once armed. All that apply act, but for `instead` and `afterwards`, of which the first
 * armed that has something to do does. What returns null, or what it was given, had nothing to do: it is
 * not counted as met.
 */
export type Act =
  /** The answer, or what stands in its place, is held back. */
  | { kind: 'hold'; delayMs(moment: Moment): number }
  /** Nothing is done. */
  | { kind: 'instead'; treat(moment: Moment): Delivery | null }
  /** What was asked is done; its answer or its socket is hurt. */
  | { kind: 'afterwards'; treat(response: PlainResponse, moment: Moment): Delivery | null }
  /** Another page is shown than the one that is there. */
  | {
      kind: 'list';
      over<R extends StoredRecord>(read: PageReader<R>, source: Listed<R>, moment: Moment): PageReader<R>;
    }
  /** A GET of one record shows another entity tag. */
  | { kind: 'etag'; show(etag: string, olderEtag: string | null): string }
  /** Another patch is applied than the one that is answered for. */
  | {
      kind: 'commit';
      keep<R extends StoredRecord, P extends object>(
        before: R,
        patch: P,
        source: Source<R, P>,
        moment: Moment,
      ): P;
    }
  /** Another time is shown; `since` is the first true time that is shown as `since` or later. */
  | { kind: 'clock'; show(instant: string): string; since(since: string): string };

export interface Unit<F> {
  /** What it can act on at all; `on` narrows that down further. */
  readonly meets: (request: Met) => boolean;
  /** One that is armed anew knows nothing of before. */
  arm(fault: F): Act;
}

export const ANY = (): boolean => true;
export const WRITES = ({ method }: Met): boolean => method !== 'GET';
/** A DELETE is answered with no body. */
export const WITH_BODY = ({ method }: Met): boolean => method !== 'DELETE';
export const LISTING = ({ method, route }: Met): boolean => method === 'GET' && route === 'list';
export const LATER_PAGE = (request: Met): boolean => LISTING(request) && request.later;
export const READING_ONE = ({ method, route }: Met): boolean => method === 'GET' && route === 'company';
export const PATCHING = ({ method }: Met): boolean => method === 'PATCH';
