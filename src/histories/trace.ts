/** What happened while a history was played: written down once, judged afterwards. */
import type { Company } from '../domain/company.ts';
import type { Topology } from '../domain/tenant.ts';
import type { Moment, Side } from './history.ts';

/** `place` is the tenant: A is the left one, and in one tenant the only one. */
export interface Change {
  place: Side;
  id: string;
  /** Null of a record that is created. */
  before: Company | null;
  /** Null of a record that is deleted. */
  after: Company | null;
}

/** What a user did. */
export interface UserEdit extends Change {
  is: 'edit';
  /** The request of the engine that it came before, where a pass was under way. */
  amid: Moment | null;
}

/** A POST, PATCH or DELETE of the engine: accepted where the status is 2xx, whatever the engine was answered. */
export interface EngineWrite {
  is: 'write';
  place: Side;
  method: 'POST' | 'PATCH' | 'DELETE';
  /** Null of a POST that was refused. */
  id: string | null;
  status: number;
  ifMatch: string | null;
  before: Company | null;
  after: Company | null;
}

export interface PassBegins {
  is: 'begins';
  /** Of the history's passes, from 0; the last settle is the one after them. */
  pass: number;
  /** Whether it is one of a settle's, which neither faults nor stops meet. */
  settling: boolean;
  restart: boolean;
}

export interface PassEnds {
  is: 'ends';
  pass: number;
  ended: 'done' | 'failed' | 'killed' | 'closed';
  /** Why it failed, as the engine says it. */
  reason: string | null;
  /** How many requests met a fault. */
  faults: number;
}

/** A settle is over; it came to rest unless it wrote on for as many passes as there may be. */
export interface Settled {
  is: 'settled';
  pass: number;
  atRest: boolean;
  /** The links that the engine says it has, by ids; null where it does not say. */
  links: readonly Record<Side, string>[] | null;
}

export type Entry = UserEdit | EngineWrite | PassBegins | PassEnds | Settled;

export interface Trace {
  topology: Topology;
  entries: readonly Entry[];
  /** What ended it early: a fault of the engine, or of the harness, that is no outcome of a pass. */
  error: string | null;
}

export function isAccepted({ status }: Pick<EngineWrite, 'status'>): boolean {
  return status >= 200 && status < 300;
}
