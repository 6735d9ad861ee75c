/** What can be done with organisations once it is known who asks. */
import { type Answer, Refusal } from './answer.ts';
import { pageOf } from './listing.ts';
import { newFields, wholeFields } from './record.ts';
import type { Store, Version } from './store.ts';

/** A request of an actor; `json` reads the body and throws `Refusal` where it is no JSON. */
export interface Asked {
  readonly method: string;
  readonly query: string;
  readonly actor: string;
  readonly ifMatch: string | undefined;
  readonly json: () => unknown;
}

/** Lists and creates. `path` is what records live under. Throws `Refusal`. */
export function answerCollection(store: Store, path: string, asked: Asked): Answer {
  switch (asked.method) {
    case 'GET':
      return pageOf(store.listed(), asked.query);
    case 'POST': {
      const version = store.create(newFields(asked.json()), asked.actor);
      return single(201, version, { location: `${path}/${version.record.key}` });
    }
    default:
      throw notAllowed(asked.method, 'GET, POST');
  }
}

/** Reads, replaces and removes one; a PUT needs `If-Match`, a DELETE heeds it. Throws `Refusal`. */
export function answerItem(store: Store, key: string, asked: Asked): Answer {
  const { method, actor, ifMatch, json } = asked;
  if (!['GET', 'PUT', 'DELETE'].includes(method)) throw notAllowed(method, 'GET, PUT, DELETE');
  const version = store.get(key);
  if (version === undefined) throw new Refusal(404, 'not_found', 'there is no such organisation');
  if (method === 'GET') return single(200, version);
  if (method === 'PUT' && ifMatch === undefined) {
    throw new Refusal(428, 'precondition_required', 'If-Match is missing');
  }
  if (ifMatch !== undefined && !matches(ifMatch, version.etag)) {
    throw new Refusal(412, 'precondition_failed', 'the organisation is no longer what was read');
  }
  if (method === 'PUT') return single(200, store.replace(version, wholeFields(json(), key), actor));
  store.remove(key);
  return { status: 204 };
}

export function notAllowed(method: string, allow: string): Refusal {
  return new Refusal(405, 'method_not_allowed', `${method} is not possible here`, { allow });
}

function single(status: number, { record, etag }: Version, headers: Record<string, string> = {}): Answer {
  return { status, headers: { etag, ...headers }, body: { record } };
}

/** The strong comparison of RFC 9110, section 13.1.1: a weak tag matches nothing. */
function matches(ifMatch: string, etag: string): boolean {
  const tags = new Set(ifMatch.split(',').map((tag) => tag.trim()));
  return tags.has('*') || tags.has(etag);
}
