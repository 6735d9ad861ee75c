/** Creating, patching and removing records: the one path that every write takes, wherever it comes from. */
import { ifMatchHolds } from './if-match.ts';
import type { AskedPatch, StoredRecord } from './kind.ts';
import { Refusal } from './problem.ts';
import type { TenantState } from './state.ts';
import type { Version } from './store.ts';
import { TRUE_VIEW, type View } from './view.ts';
import type { LoggedWrite } from './write-log.ts';

/** The actor whose writes faults apply to: the sync under test. */
export const ENGINE = 'engine';

/** Who asks for a write, and of what; `id` is null for a POST. */
export type WriteCall = Pick<LoggedWrite, 'actor' | 'method' | 'id' | 'ifMatch'>;

/** What an accepted write did: `before` is null for a POST, `after` for a DELETE. */
export interface Done<R extends StoredRecord, After extends Version<R> | null = Version<R> | null> {
  readonly before: R | null;
  readonly after: After;
  readonly at: string;
}

const ACCEPTED = { POST: 201, PATCH: 200, DELETE: 204 } as const;

/** Runs `commit`, and logs what came of it. Throws what `commit` throws. */
export function performWrite<R extends StoredRecord, P extends object, D extends Done<R>>(
  state: TenantState<R, P>,
  call: WriteCall,
  commit: () => D,
): D {
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
export function logUndone<R extends StoredRecord, P extends object>(
  state: TenantState<R, P>,
  call: WriteCall,
  status: number,
): void {
  const held = (call.id !== null && state.store.get(call.id)?.company) || null;
  state.log.append({ ...call, status, at: state.clock.now(), before: held, after: held });
}

/** Throws `RangeError` where the ids handed in give one that is empty or taken. */
export function commitCreate<R extends StoredRecord, P extends object>(
  state: TenantState<R, P>,
  draft: P,
): Done<R, Version<R>> {
  const id = state.ids(state.created + 1);
  // Half a surrogate pair is in no cursor and no path.
  if (id === '' || /\p{Surrogate}/u.test(id) || state.store.get(id)) {
    throw new RangeError(`${state.kind.noun} ${state.created + 1} cannot have the id ${JSON.stringify(id)}`);
  }
  state.created += 1;
  const at = state.clock.tick();
  return { before: null, after: state.store.put(state.kind.created(draft, id, at)), at };
}

/** A patch that was done, and the patch that was asked for: a fault may drop a part of it. */
export interface Patched<R extends StoredRecord, P> extends Done<R, Version<R>> {
  readonly before: R;
  readonly asked: P;
}

/**
 * Throws `Refusal`: 404, 412 where `ifMatch` does not hold, 422 where `id` or `modifiedAt` would change;
 * a time that is repeated as `view` shows it is unchanged.
 */
export function commitPatch<R extends StoredRecord, P extends object>(
  state: TenantState<R, P>,
  id: string,
  body: AskedPatch<P>,
  ifMatch: string | null,
  view: View<R, P> = TRUE_VIEW,
): Patched<R, P> {
  const { company: before } = currentVersion(state, id, ifMatch);
  const { id: givenId, modifiedAt: givenTime, asked } = body;
  requireUnchanged('id', givenId, before.id);
  if (givenTime !== view.time(before.modifiedAt)) {
    requireUnchanged('modifiedAt', givenTime, before.modifiedAt);
  }
  const at = state.clock.tick();
  const after = state.store.put(state.kind.patched(before, view.keep(before, asked), at));
  return { before, after, at, asked };
}

/** Throws `Refusal`: 404, 412 where `ifMatch` does not hold. */
export function commitRemove<R extends StoredRecord, P extends object>(
  state: TenantState<R, P>,
  id: string,
  ifMatch: string | null,
): Done<R, null> {
  const { company: before } = currentVersion(state, id, ifMatch);
  state.store.remove(id);
  return { before, after: null, at: state.clock.tick() };
}

/** The version that a client asks for by id. Throws `Refusal` 404. */
export function requireVersion<R extends StoredRecord, P extends object>(
  state: TenantState<R, P>,
  id: string,
): Version<R> {
  const version = state.store.get(id);
  if (!version) throw new Refusal(404, `there is no ${state.kind.noun} with id ${JSON.stringify(id)}`);
  return version;
}

function currentVersion<R extends StoredRecord, P extends object>(
  state: TenantState<R, P>,
  id: string,
  ifMatch: string | null,
): Version<R> {
  const version = requireVersion(state, id);
  if (ifMatch !== null && !ifMatchHolds(ifMatch, version.etag)) {
    throw new Refusal(412, `If-Match is stale: the ${state.kind.noun} is now ${version.etag}; read it again`);
  }
  return version;
}

function requireUnchanged(path: 'id' | 'modifiedAt', given: string | undefined, current: string): void {
  if (given === undefined || given === current) return;
  const message = `is the tenant's own and cannot be changed from ${JSON.stringify(current)}`;
  throw new Refusal(422, `${path} ${message}`, { errors: [{ path, message }] });
}
