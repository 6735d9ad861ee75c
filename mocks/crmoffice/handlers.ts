/** What each operation of the contract does with a request that is authorised and found its route. */
import { writeCursor } from './cursor.ts';
import { readJson } from './json-body.ts';
import { readListQuery } from './list-query.ts';
import type { StoredRecord } from './kind.ts';
import type { Answer, PlainRequest, PlainResponse } from './message.ts';
import { readerOf } from './page.ts';
import type { Place } from './place.ts';
import { validBody } from './problem.ts';
import type { TenantState } from './state.ts';
import { type Version, versionOf } from './store.ts';
import { TRUE_VIEW, type View } from './view.ts';
import { commitCreate, commitPatch, commitRemove, performWrite, requireVersion } from './writes.ts';

/** A request whose token named `actor`, who sees `view`; `id` is the path's, decoded, null where it has none. */
export interface RoutedRequest<Id extends string | null, R extends StoredRecord, P extends object> {
  readonly request: PlainRequest;
  readonly actor: string;
  readonly id: Id;
  readonly view: View<R, P>;
}

/** All of these throw `Refusal` for a request that is not answered as asked. */
export type Handler<Id extends string | null> = <R extends StoredRecord, P extends object>(
  state: TenantState<R, P>,
  routed: RoutedRequest<Id, R, P>,
) => Answer;

const JSON_TYPE = 'application/json';
const PATCH_TYPES = ['application/merge-patch+json', JSON_TYPE];

export const listRecords: Handler<null> = (state, { request, view }) => {
  const { start, limit } = readListQuery(request.query);
  const read = readerOf(state.store);
  const seen = view.over(read);
  const headers = { 'content-type': JSON_TYPE };
  // What is there is what is shown: it is sent as it is kept.
  if (seen === read) {
    const { stretches, next } = state.store.pageBytes(start, limit);
    return { status: 200, headers, body: [LIST_BEGIN, ...stretches, endOfList(next)] };
  }
  const { versions, next } = seen(start, limit);
  const items = versions.map(({ json }) => json).join(',');
  return { status: 200, headers, body: `${LIST_BEGIN}${items}${endOfList(next)}` };
};

const LIST_BEGIN = '{"items":[';

function endOfList(next: Place | null): string {
  return next === null ? '],"next":null}' : `],"next":"${writeCursor(next)}"}`;
}

export const getRecord: Handler<string> = (state, { id, view }) =>
  versionResponse(200, view.read(requireVersion(state, id)));

export const postRecord: Handler<null> = (state, { request, actor, view }) => {
  const { kind } = state;
  const call = { actor, method: 'POST', id: null, ifMatch: null } as const;
  const done = performWrite(state, call, () => {
    return commitCreate(state, validBody(kind.newBody, readJson(request, [JSON_TYPE]), kind.noun));
  });
  const location = `/${kind.collection}/${encodeURIComponent(done.after.company.id)}`;
  return versionResponse(201, view.show(done.after), { location });
};

export const patchRecord: Handler<string> = (state, { request, actor, id, view }) => {
  const { kind } = state;
  const ifMatch = request.headers['if-match'] ?? null;
  const { answered } = performWrite(state, { actor, method: 'PATCH', id, ifMatch }, () => {
    const body = validBody(kind.patchBody, readJson(request, PATCH_TYPES), kind.noun);
    // Before the record is looked at: an edit made by the hook comes first, and makes If-Match stale.
    state.beforePatch?.({ actor, id, ifMatch, seq: state.log.last() });
    const done = commitPatch(state, id, body, ifMatch, view);
    // A fault may have dropped a part of it, which the answer does not show.
    const asAsked =
      view.keep === TRUE_VIEW.keep
        ? done.after
        : versionOf(kind.patched(done.before, done.asked, done.at), done.after);
    return { ...done, answered: asAsked };
  });
  return versionResponse(200, view.show(answered));
};

export const deleteRecord: Handler<string> = (state, { request, actor, id }) => {
  const ifMatch = request.headers['if-match'] ?? null;
  performWrite(state, { actor, method: 'DELETE', id, ifMatch }, () => commitRemove(state, id, ifMatch));
  return { status: 204, headers: {}, body: null };
};

function versionResponse(
  status: number,
  version: Version<StoredRecord>,
  headers?: Record<string, string>,
): PlainResponse {
  const own = { 'content-type': JSON_TYPE, etag: version.etag };
  return { status, headers: headers ? { ...own, ...headers } : own, body: version.json };
}
