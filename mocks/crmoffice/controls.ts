/** What a test can do to a tenant without a request. */
import type { Company, CompanyPatch } from '../../src/domain/company.ts';
import type { Faults } from './faults/faults.ts';
import type { StoredRecord } from './kind.ts';
import { validBody } from './problem.ts';
import type { ArrivingPatch, ArrivingRequest, TenantState } from './state.ts';
import { commitCreate, commitPatch, commitRemove, performWrite } from './writes.ts';

/** Whose writes the log says are made through `controls`. */
export const HARNESS = 'harness';

/**
 * Writes are logged as the harness's. Drafts and patches are in the tenant's JSON, and looked at as those of requests
 * are.
 */
export interface Controls<R extends StoredRecord = Company, P extends object = CompanyPatch> {
  /** Throws `Refusal` where the draft is none. */
  create(draft: P): R;
  /** Throws `Refusal` where there is no such record, the patch is none, or `ifMatch` is given and stale. */
  edit(id: string, patch: P, ifMatch?: string): R;
  /** Throws `Refusal` where there is no such record. */
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

export function createControls<R extends StoredRecord, P extends object>(
  state: TenantState<R, P>,
): Controls<R, P> {
  const { kind } = state;
  const call = { actor: HARNESS, ifMatch: null };
  return {
    create(draft) {
      const commit = () => commitCreate(state, validBody(kind.newBody, draft, kind.noun));
      return performWrite(state, { ...call, method: 'POST', id: null }, commit).after.company;
    },
    edit(id, patch, ifMatch) {
      const condition = ifMatch ?? null;
      const commit = () => commitPatch(state, id, validBody(kind.patchBody, patch, kind.noun), condition);
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

/** Throws `RangeError` where a token cannot be sent, or names two actors. */
export function actorsByToken(tokens: Readonly<Record<string, string>>): Map<string, string> {
  const actors = new Map<string, string>();
  for (const [actor, token] of Object.entries(tokens)) {
    if (!/^[!-~]+$/.test(token)) throw new RangeError(`the token of ${actor} must be visible ASCII`);
    const other = actors.get(token);
    if (other !== undefined) throw new RangeError(`${actor} and ${other} have the same token`);
    actors.set(token, actor);
  }
  return actors;
}
