/** Creating, patching and removing companies: the one path that every write takes, wherever it comes from. */
import type { Company, CompanyDraft, CompanyPatch } from '../../src/domain/company.ts';
import { ifMatchHolds } from './if-match.ts';
import { applyPatch, newCompany } from './merge-patch.ts';
import { Refusal } from './problem.ts';
import type { PatchBody } from './schema.ts';
import type { TenantState } from './state.ts';
import type { Version } from './store.ts';
import { TRUE_VIEW, type View } from './view.ts';
import type { LoggedWrite } from './write-log.ts';

/** The actor whose writes faults apply to: the sync under test. */
export const ENGINE = 'engine';

/** Who asks for a write, and of what; `id` is null for a POST. */
export type WriteCall = Pick<LoggedWrite, 'actor' | 'method' | 'id' | 'ifMatch'>;

/** What an accepted write did: `before` is null for a POST, `after` for a DELETE. */
export interface Done<After extends Version | null = Version | null> {
  readonly before: Company | null;
  readonly after: After;
  readonly at: string;
}

const ACCEPTED = { POST: 201, PATCH: 200, DELETE: 204 } as const;

/** Runs `commit`, and logs what came of it. Throws what `commit` throws. */
export function performWrite<D extends Done>(state: TenantState, call: WriteCall, commit: () => D): D {
  try {
    const done = commit();
    const after = done.after?.company ?? null;
    const id = call.id ?? after?.id ?? null;
    const { before, at } = done;
    state.log.append({ ...call, id, status: ACCEPTED[call.method], at, before, after });
    return done;
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 500;
    logUndone(state, call, status);
    throw error;
  }
}

/** Logs a write that is not done. */
export function logUndone(state: TenantState, call: WriteCall, status: number): void {
  const held = (call.id !== null && state.store.get(call.id)?.company) || null;
  state.log.append({ ...call, status, at: state.clock.now(), before: held, after: held });
}

/** Throws `RangeError` where the ids handed in give one that is empty or taken. */
export function commitCreate(state: TenantState, draft: CompanyDraft): Done<Version> {
  const id = state.ids(state.created + 1);
  if (id === '' || state.store.get(id)) {
    throw new RangeError(`company ${state.created + 1} cannot have the id ${JSON.stringify(id)}`);
  }
  state.created += 1;
  const at = state.clock.tick();
  return { before: null, after: state.store.put(newCompany(draft, id, at)), at };
}

/** A patch that was done, and the patch that was asked for: a fault may drop a part of it. */
export interface Patched extends Done<Version> {
  readonly before: Company;
  readonly asked: CompanyPatch;
}

/**
 * Throws `Refusal`: 404, 412 where `ifMatch` does not hold, 422 where `id` or `modifiedAt` would change;
 * a time that is repeated as `view` shows it is unchanged.
 */
export function commitPatch(
  state: TenantState,
  id: string,
  body: PatchBody,
  ifMatch: string | null,
  view: View = TRUE_VIEW,
): Patched {
  const { company: before } = currentVersion(state, id, ifMatch);
  const { id: givenId, modifiedAt: givenTime, ...asked } = body;
  requireUnchanged('id', givenId, before.id);
  if (givenTime !== view.time(before.modifiedAt)) {
    requireUnchanged('modifiedAt', givenTime, before.modifiedAt);
  }
  const at = state.clock.tick();
  const after = state.store.put(applyPatch(before, view.keep(before, asked), at));
  return { before, after, at, asked };
}

/** Throws `Refusal`: 404, 412 where `ifMatch` does not hold. */
export function commitRemove(state: TenantState, id: string, ifMatch: string | null): Done<null> {
  const { company: before } = currentVersion(state, id, ifMatch);
  state.store.remove(id);
  return { before, after: null, at: state.clock.tick() };
}

/** The version that a client asks for by id. Throws `Refusal` 404. */
export function requireVersion(state: TenantState, id: string): Version {
  const version = state.store.get(id);
  if (!version) throw new Refusal(404, `there is no company with id ${JSON.stringify(id)}`);
  return version;
}

function currentVersion(state: TenantState, id: string, ifMatch: string | null): Version {
  const version = requireVersion(state, id);
  if (ifMatch !== null && !ifMatchHolds(ifMatch, version.etag)) {
    throw new Refusal(412, `If-Match is stale: the company is now ${version.etag}; read it again`);
  }
  return version;
}

function requireUnchanged(path: 'id' | 'modifiedAt', given: string | undefined, current: string): void {
  if (given === undefined || given === current) return;
  const message = `is the tenant's own and cannot be changed from ${JSON.stringify(current)}`;
  throw new Refusal(422, `${path} ${message}`, { errors: [{ path, message }] });
}
