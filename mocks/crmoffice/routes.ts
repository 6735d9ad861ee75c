/** The one table of routes: MSW registers it, a socket dispatches on it, the OpenAPI document lists it. */
import { deleteRecord, getRecord, type Handler, listRecords, patchRecord, postRecord } from './handlers.ts';
import { Refusal } from './problem.ts';

/** Of each collection; `path` and `operation` are those of companies. */
export const ROUTES = [
  { method: 'GET', at: 'collection', path: '/companies', operation: 'listCompanies', handle: listRecords },
  { method: 'POST', at: 'collection', path: '/companies', operation: 'createCompany', handle: postRecord },
  { method: 'GET', at: 'record', path: '/companies/{id}', operation: 'getCompany', handle: getRecord },
  { method: 'PATCH', at: 'record', path: '/companies/{id}', operation: 'patchCompany', handle: patchRecord },
  {
    method: 'DELETE',
    at: 'record',
    path: '/companies/{id}',
    operation: 'deleteCompany',
    handle: deleteRecord,
  },
] as const satisfies readonly (CollectionRoute | ItemRoute)[];

export type Route = (typeof ROUTES)[number];

interface CollectionRoute {
  method: string;
  at: 'collection';
  path: '/companies';
  operation: string;
  handle: Handler<null>;
}

interface ItemRoute {
  method: string;
  at: 'record';
  path: '/companies/{id}';
  operation: string;
  handle: Handler<string>;
}

/** What a path is of a collection's, as it was sent; null where it is nothing of it. */
export function placeIn(collection: string, path: string): Route['at'] | null {
  const end = collection.length + 1;
  if (path.charCodeAt(0) !== SLASH || !path.startsWith(collection, 1)) return null;
  if (path.length === end) return 'collection';
  const isOne = path.charCodeAt(end) === SLASH && path.length > end + 1;
  return isOne && !path.includes('/', end + 1) ? 'record' : null;
}

/**
 * What answers a request of this method for this path. Throws `Refusal`: 404 where no route has the path,
 * 405 where none of those that have it has the method, 400 where the id is badly percent-encoded.
 */
export function findRoute(collection: string, method: string, path: string): Found {
  const place = placeIn(collection, path);
  if (place === 'collection') {
    const route = OF_COLLECTION.get(method);
    if (route) return { route, id: null };
  } else if (place === 'record') {
    const route = OF_RECORD.get(method);
    if (route) return { route, id: decodeId(path, collection.length + 2) };
  }
  throw noRoute(method, path, place);
}

export type Found =
  | { route: Extract<Route, { at: 'collection' }>; id: null }
  | { route: Extract<Route, { at: 'record' }>; id: string };

const OF_COLLECTION: ReadonlyMap<string, Extract<Route, { at: 'collection' }>> = new Map(
  ROUTES.filter((route) => route.at === 'collection').map((route) => [route.method, route]),
);
const OF_RECORD: ReadonlyMap<string, Extract<Route, { at: 'record' }>> = new Map(
  ROUTES.filter((route) => route.at === 'record').map((route) => [route.method, route]),
);

const SLASH = '/'.charCodeAt(0);

function noRoute(method: string, path: string, place: Route['at'] | null): Refusal {
  if (place === null) return new Refusal(404, `there is nothing at ${path}`);
  const allow = ROUTES.filter(({ at }) => at === place)
    .map((route) => route.method)
    .join(', ');
  return new Refusal(405, `${method} is not possible here: ${allow}`, { headers: { allow } });
}

function decodeId(path: string, begin: number): string {
  const id = path.slice(begin);
  if (!id.includes('%')) return id;
  try {
    return decodeURIComponent(id);
  } catch {
    throw new Refusal(400, `the path ${path} is badly percent-encoded`);
  }
}
