/** From a request to its answer, or to what faults make of it: who asks, for what, and what comes of it. */
import { answeredStatus, type Treatment } from './faults/delivery.ts';
import type { StoredRecord } from './kind.ts';
import { type Answer, asText, type PlainRequest } from './message.ts';
import { invalidToken, missingToken, problemResponse, Refusal } from './problem.ts';
import { findRoute, type Found } from './routes.ts';
import type { TenantState } from './state.ts';
import { TRUE_VIEW, type View } from './view.ts';
import { ENGINE, logUndone } from './writes.ts';

type OnError = (error: unknown) => void;

/** The answer to any request. What fails unforeseen is answered with 500 and handed to `onError`. */
export function answer<R extends StoredRecord, P extends object>(
  state: TenantState<R, P>,
  request: PlainRequest,
  onError: OnError,
): Answer {
  return orRefusal(onError, () => handle(state, understand(state, request), TRUE_VIEW));
}

/** The same through the faults that are armed: they meet what the engine asks, once it is known what that is. */
export function treat<R extends StoredRecord, P extends object>(
  state: TenantState<R, P>,
  request: PlainRequest,
  onError: OnError,
): Treatment {
  const understood = arrived(state, request);
  if (understood === null) return answered(answer(state, request, onError));
  if (understood.actor !== ENGINE || !state.faults.inForce()) {
    return answered(orRefusal(onError, () => handle(state, understood, TRUE_VIEW)));
  }
  const { method } = understood.found.route;
  const { id } = understood.found;
  const { delayMs, instead, view, afterwards } = state.faults.encounter({
    method,
    route: routeOf(understood.found),
    later: new URLSearchParams(request.query).has('cursor'),
  });
  if (!instead) {
    const response = asText(orRefusal(onError, () => handle(state, understood, view)));
    return { delayMs, delivery: afterwards(response) };
  }
  if (method !== 'GET') {
    const ifMatch = request.headers['if-match'] ?? null;
    logUndone(state, { actor: ENGINE, method, id, ifMatch }, answeredStatus(instead) ?? 0);
  }
  return { delayMs, delivery: instead };
}

function answered(response: Answer): Treatment {
  return { delayMs: 0, delivery: { by: 'answer', response } };
}

/** Counts what the engine asks, and lets the hook at it: its token may be another one afterwards. */
function arrived<R extends StoredRecord, P extends object>(
  state: TenantState<R, P>,
  request: PlainRequest,
): Understood | null {
  const understood = understoodOrNull(state, request);
  if (understood?.actor !== ENGINE) return understood;
  state.engineRequests += 1;
  if (state.beforeRequest === null) return understood;
  const { found } = understood;
  state.beforeRequest({
    number: state.engineRequests,
    method: found.route.method,
    route: routeOf(found),
  });
  return understoodOrNull(state, request);
}

function routeOf({ id }: Found): 'list' | 'company' {
  return id === null ? 'list' : 'company';
}

interface Understood {
  readonly request: PlainRequest;
  readonly actor: string;
  readonly found: Found;
}

/** Throws `Refusal` where the request is not authorised, or finds no route. */
function understand<R extends StoredRecord, P extends object>(
  state: TenantState<R, P>,
  request: PlainRequest,
): Understood {
  const actor = authenticate(state, request.headers.authorization);
  return { request, actor, found: findRoute(state.kind.collection, request.method, request.path) };
}

function understoodOrNull<R extends StoredRecord, P extends object>(
  state: TenantState<R, P>,
  request: PlainRequest,
): Understood | null {
  try {
    return understand(state, request);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function handle<R extends StoredRecord, P extends object>(
  state: TenantState<R, P>,
  { request, actor, found }: Understood,
  view: View<R, P>,
): Answer {
  // Told apart for the type checker alone: only the routes of one record take an id.
  return found.id === null
    ? found.route.handle(state, { request, actor, view, id: found.id })
    : found.route.handle(state, { request, actor, view, id: found.id });
}

function orRefusal(onError: OnError, respond: () => Answer): Answer {
  try {
    return respond();
  } catch (error) {
    if (error instanceof Refusal) return problemResponse(error);
    onError(error);
    return problemResponse(new Refusal(500, 'the mock tenant failed unforeseen; its own log says why'));
  }
}

function authenticate(
  { actors }: { readonly actors: ReadonlyMap<string, string> },
  authorization: string | undefined,
): string {
  // As nearly everyone writes it: no token has a space in it, so what is found so is what would be found below.
  const usual = authorization?.startsWith('Bearer ') ? actors.get(authorization.slice(7)) : undefined;
  if (usual !== undefined) return usual;
  const token = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw missingToken();
  const actor = actors.get(token);
  if (actor === undefined) throw invalidToken('the token is not known');
  return actor;
}
