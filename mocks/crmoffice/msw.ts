/** The table of routes as MSW request handlers, for tests and tools that intercept in-process. */
import { http, type RequestHandler } from 'msw';
import { type Answer, bytesOf, type PlainRequest, takesBody } from './message.ts';
import { placeIn, ROUTES } from './routes.ts';
import { MAX_BODY } from './schema.ts';
import type { MockTenant } from './tenant.ts';

/**
 * No fault is acted out here, whatever is armed: most of them are done to a connection, and MSW has none.
 *
 * Handlers that answer as `tenant` for every request under `baseUrl` (an origin, perhaps with a path).
 * Paths are matched by the table's own rule: MSW's would take `/companies/` for `/companies`, and throw
 * where a path is badly percent-encoded.
 */
export function crmofficeHandlers(
  tenant: Pick<MockTenant, 'answer' | 'collection'>,
  baseUrl: string,
): RequestHandler[] {
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const pathOf = (request: Request): string | null => {
    const { origin, pathname } = new URL(request.url);
    return origin === base.origin && pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : null;
  };
  const resolve = async ({ request }: { request: Request }): Promise<Response> =>
    toResponse(tenant.answer(await toPlain(request, pathOf(request) ?? '')));

  const routed = ROUTES.map((route) =>
    REGISTER[route.method](({ request }) => {
      const path = pathOf(request);
      return path !== null && placeIn(tenant.collection, path) === route.at;
    }, resolve),
  );
  return [...routed, http.all(({ request }) => pathOf(request) !== null, resolve)];
}

const REGISTER = { GET: http.get, POST: http.post, PATCH: http.patch, DELETE: http.delete };

async function toPlain(request: Request, path: string): Promise<PlainRequest> {
  const header = (name: string): string | undefined => request.headers.get(name) ?? undefined;
  return {
    method: request.method,
    path,
    query: new URL(request.url).search.slice(1),
    headers: {
      authorization: header('authorization'),
      'content-type': header('content-type'),
      'if-match': header('if-match'),
    },
    body: takesBody(request.method) ? await readBody(request) : null,
  };
}

async function readBody(request: Request): Promise<Uint8Array | 'too large'> {
  const body = await request.arrayBuffer();
  return body.byteLength > MAX_BODY ? 'too large' : new Uint8Array(body);
}

function toResponse({ status, headers, body }: Answer): Response {
  return new Response(typeof body === 'object' && body !== null ? bytesOf(body) : body, { status, headers });
}
