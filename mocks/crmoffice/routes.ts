/** The one table of routes: MSW registers it, a socket dispatches on it, the OpenAPI document lists it. */
import {
  deleteCompany,
  getCompany,
  listCompanies,
  patchCompany,
  postCompany,
  type Handler,
} from './handlers.ts';
import { Refusal } from './problem.ts';

export const ROUTES = [
  { method: 'GET', path: '/companies', operation: 'listCompanies', handle: listCompanies },
  { method: 'POST', path: '/companies', operation: 'createCompany', handle: postCompany },
  { method: 'GET', path: '/companies/{id}', operation: 'getCompany', handle: getCompany },
  { method: 'PATCH', path: '/companies/{id}', operation: 'patchCompany', handle: patchCompany },
  { method: 'DELETE', path: '/companies/{id}', operation: 'deleteCompany', handle: deleteCompany },
] as const satisfies readonly (CollectionRoute | ItemRoute)[];

export type Route = (typeof ROUTES)[number];

interface CollectionRoute {
  method: string;
  path: '/companies';
  operation: string;
  handle: Handler<null>;
}

interface ItemRoute {
  method: string;
  path: '/companies/{id}';
  operation: string;
  handle: Handler<string>;
}

/** Whether a path, as it was sent, is one of this route's. */
export function isOnPath(route: Route, path: string): boolean {
  return (ITEM_PATH.test(path) ? '/companies/{id}' : path) === route.path;
}

/**
 * What answers a request of this method for this path. Throws `Refusal`: 404 where no route has the path,
 * 405 where none of those that have it has the method, 400 where the id is badly percent-encoded.
 */
export function findRoute(method: string, path: string): Found {
  const route = ROUTES.find((candidate) => candidate.method === method && isOnPath(candidate, path));
  if (!route) throw noRoute(method, path);
  return route.path === '/companies' ? { route, id: null } : { route, id: decodeId(path) };
}

export type Found =
  | { route: Extract<Route, { path: '/companies' }>; id: null }
  | { route: Extract<Route, { path: '/companies/{id}' }>; id: string };

const ITEM_PATH = /^\/companies\/[^/]+$/;

function noRoute(method: string, path: string): Refusal {
  const allowed = ROUTES.filter((route) => isOnPath(route, path)).map((route) => route.method);
  if (allowed.length === 0) return new Refusal(404, `there is nothing at ${path}`);
  const allow = allowed.join(', ');
  return new Refusal(405, `${method} is not possible here: ${allow}`, { headers: { allow } });
}

function decodeId(path: string): string {
  try {
    return decodeURIComponent(path.slice('/companies/'.length));
  } catch {
    throw new Refusal(400, `the path ${path} is badly percent-encoded`);
  }
}
