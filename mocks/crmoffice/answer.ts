/** From a request to its answer: who asks, for what, and what comes of it. */
import type { PlainRequest, PlainResponse } from './message.ts';
import { problemResponse, Refusal } from './problem.ts';
import { findRoute } from './routes.ts';
import type { TenantState } from './state.ts';

/** The answer to any request. What fails unforeseen is answered with 500 and handed to `onError`. */
export function answer(
  state: TenantState,
  request: PlainRequest,
  onError: (error: unknown) => void,
): PlainResponse {
  try {
    const actor = authenticate(state, request.headers.authorization);
    const found = findRoute(request.method, request.path);
    // Told apart for the type checker alone: only the routes of one company take an id.
    return found.id === null
      ? found.route.handle(state, { request, actor, id: found.id })
      : found.route.handle(state, { request, actor, id: found.id });
  } catch (error) {
    if (error instanceof Refusal) return problemResponse(error);
    onError(error);
    return problemResponse(new Refusal(500, 'the mock tenant failed unforeseen; its own log says why'));
  }
}

/** RFC 6750: the challenge names an error only where a token was sent. */
function authenticate(state: TenantState, authorization: string | undefined): string {
  const token = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  const actor = token === undefined ? undefined : state.actors.get(token);
  if (actor !== undefined) return actor;
  const challenge = `Bearer realm="crmoffice"${token === undefined ? '' : ', error="invalid_token"'}`;
  const detail = token === undefined ? 'Authorization: Bearer TOKEN is missing' : 'the token is not known';
  throw new Refusal(401, detail, { headers: { 'www-authenticate': challenge } });
}
