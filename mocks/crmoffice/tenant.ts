/** A mock tenant without a socket: it answers plain requests, and tests steer it in-process. */
import type { Company, CompanyDraft, CompanyPatch } from '../../src/domain/company.ts';
import { answer, treat } from './answer.ts';
import type { Clock } from './clock.ts';
import type { Treatment } from './faults/delivery.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import type { Holds } from './faults/holds.ts';
import type { PlainRequest, PlainResponse } from './message.ts';
import { validBody } from './problem.ts';
import { NewCompany, PatchBody } from './schema.ts';
import type { ArrivingPatch, ArrivingRequest, TenantState } from './state.ts';
import { createStore, type Store } from './store.ts';
import { REAL_TIMING, type Timing } from './timing.ts';
import { createWriteLog, type WriteLog } from './write-log.ts';
import { commitCreate, commitPatch, commitRemove, performWrite } from './writes.ts';

/** Whose writes the log says are made through `controls`. */
export const HARNESS = 'harness';

export interface TenantOptions {
  /** Tokens by actor: `{ engine: '…', harness: '…' }`. */
  tokens: Readonly<Record<string, string>>;
  /** Tenants that are handed the same clock share it. */
  clock: Clock;
  /** The id of the n-th company created, counting from 1; by default `0001001`, `0001002`, … */
  ids?: (n: number) => string;
  /** Gets what fails unforeseen while a request is answered; by default it becomes a process warning. */
  onError?: (error: unknown) => void;
  /** What faults wait by; by default time that passes. */
  timing?: Timing;
}

/** What a test can do to a tenant without a request. Writes are logged as the harness's. */
export interface Controls {
  /** Throws `Refusal` where the draft is none. */
  create(draft: CompanyDraft): Company;
  /** Throws `Refusal` where there is no such company, the patch is none, or `ifMatch` is given and stale. */
  edit(id: string, patch: CompanyPatch, ifMatch?: string): Company;
  /** Throws `Refusal` where there is no such company. */
  remove(id: string): void;
  /**
   * Calls `hook` when a PATCH has arrived that is authorised and well formed, before it is evaluated: what
   * the hook edits is there first. A fault on purpose comes before the hook. Null takes the hook away.
   */
  beforePatch(hook: ((arriving: ArrivingPatch) => void) | null): void;
  /**
   * Calls `hook` when a request of the engine's has arrived that found its route, before faults on purpose and anything
   * else: what the hook edits, arms or renews is there first. Null takes the hook away.
   */
  beforeRequest(hook: ((arriving: ArrivingRequest) => void) | null): void;
  /**
   * From now on the actor has this token, and the one before is not known any more: what still comes with that is
   * nobody's. Throws `RangeError` as making the tenant does.
   */
  renew(actor: string, token: string): void;
  /** Faults on purpose, met by the engine's requests on a socket. */
  faults: Faults;
}

export interface MockTenant {
  readonly store: Pick<Store, 'get' | 'size' | 'page'>;
  readonly log: Pick<WriteLog, 'last' | 'since'>;
  readonly controls: Controls;
  /** How many requests of the engine have arrived, whatever came of them. */
  engineRequests(): number;
  /** The answer as it is without any fault. */
  answer(request: PlainRequest): PlainResponse;
  /** As new: no companies, ids from the beginning, an empty log, no faults, no hooks. The clock runs on, tokens stay. */
  reset(): void;
}

/** A tenant as a server has it: what becomes of a request, faults included, and what of it waits. */
export interface TreatingTenant extends MockTenant {
  readonly treat: (request: PlainRequest) => Treatment;
  readonly holds: Holds;
  readonly onError: (error: unknown) => void;
}

/** Throws `RangeError` where a token cannot be sent, or names two actors. */
export function createTenant(options: TenantOptions): TreatingTenant {
  const [store, log] = [createStore(), createWriteLog()];
  const state: TenantState = {
    clock: options.clock,
    actors: actorsByToken(options.tokens),
    ids: options.ids ?? digitsWithLeadingZeros,
    store,
    log,
    faults: createFaults({ store, log }, options.timing ?? REAL_TIMING),
    created: 0,
    engineRequests: 0,
    beforeRequest: null,
    beforePatch: null,
  };
  const onError = options.onError ?? warn;
  return {
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

function createControls(state: TenantState): Controls {
  const call = { actor: HARNESS, ifMatch: null };
  return {
    create(draft) {
      const commit = () => commitCreate(state, validBody(NewCompany, draft));
      return performWrite(state, { ...call, method: 'POST', id: null }, commit).after.company;
    },
    edit(id, patch, ifMatch) {
      const condition = ifMatch ?? null;
      const commit = () => commitPatch(state, id, validBody(PatchBody, patch), condition);
      return performWrite(state, { ...call, method: 'PATCH', id, ifMatch: condition }, commit).after.company;
    },
    remove(id) {
      performWrite(state, { ...call, method: 'DELETE', id }, () => commitRemove(state, id, null));
    },
    beforePatch(hook) {
      state.beforePatch = hook;
    },
    beforeRequest(hook) {
      state.beforeRequest = hook;
    },
    renew(actor, token) {
      const others = [...state.actors].filter(([, name]) => name !== actor);
      const tokens = Object.fromEntries(others.map(([other, name]) => [name, other]));
      const renewed = actorsByToken({ ...tokens, [actor]: token });
      state.actors.clear();
      for (const [known, name] of renewed) state.actors.set(known, name);
    },
    faults: state.faults,
  };
}

/** Leading zeros, so that an engine that makes numbers of ids is found out. */
function digitsWithLeadingZeros(n: number): string {
  return String(1000 + n).padStart(7, '0');
}

function actorsByToken(tokens: TenantOptions['tokens']): Map<string, string> {
  const actors = new Map<string, string>();
  for (const [actor, token] of Object.entries(tokens)) {
    if (!/^[!-~]+$/.test(token)) throw new RangeError(`the token of ${actor} must be visible ASCII`);
    const other = actors.get(token);
    if (other !== undefined) throw new RangeError(`${actor} and ${other} have the same token`);
    actors.set(token, actor);
  }
  return actors;
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
