/** What each operation of the contract does with a request that is authorised and found its route. */
import { writeCursor } from './cursor.ts';
import { readJson } from './json-body.ts';
import { readListQuery } from './list-query.ts';
import { applyPatch } from './merge-patch.ts';
import type { PlainRequest, PlainResponse } from './message.ts';
import { readerOf } from './page.ts';
import { validBody } from './problem.ts';
import { NewCompany, PatchBody } from './schema.ts';
import type { TenantState } from './state.ts';
import { type Version, versionOf } from './store.ts';
import type { View } from './view.ts';
import { commitCreate, commitPatch, commitRemove, performWrite, requireVersion } from './writes.ts';

/** A request whose token named `actor`, who sees `view`; `id` is the path's, decoded, null where it has none. */
export interface RoutedRequest<Id extends string | null> {
  readonly request: PlainRequest;
  readonly actor: string;
  readonly id: Id;
  readonly view: View;
}

/** All of these throw `Refusal` for a request that is not answered as asked. */
export type Handler<Id extends string | null> = (
  state: TenantState,
  routed: RoutedRequest<Id>,
) => PlainResponse;

const JSON_TYPE = 'application/json';
const PATCH_TYPES = ['application/merge-patch+json', JSON_TYPE];

export const listCompanies: Handler<null> = (state, { request, view }) => {
  const { start, limit } = readListQuery(request.query);
  const { versions, next } = view.over(readerOf(state.store))(start, limit);
  const items = versions.map(({ json }) => json).join(',');
  const body = `{"items":[${items}],"next":${JSON.stringify(next && writeCursor(next))}}`;
  return { status: 200, headers: { 'content-type': JSON_TYPE }, body };
};

export const getCompany: Handler<string> = (state, { id, view }) =>
  versionResponse(200, view.read(requireVersion(state, id)));

export const postCompany: Handler<null> = (state, { request, actor, view }) => {
  const call = { actor, method: 'POST', id: null, ifMatch: null } as const;
  const done = performWrite(state, call, () => {
    const { id: _, modifiedAt: __, ...draft } = validBody(NewCompany, readJson(request, [JSON_TYPE]));
    return commitCreate(state, draft);
  });
  const location = `/companies/${encodeURIComponent(done.after.company.id)}`;
  return versionResponse(201, view.show(done.after), { location });
};

export const patchCompany: Handler<string> = (state, { request, actor, id, view }) => {
  const ifMatch = request.headers['if-match'] ?? null;
  const { answered } = performWrite(state, { actor, method: 'PATCH', id, ifMatch }, () => {
    const body = validBody(PatchBody, readJson(request, PATCH_TYPES));
    // Before the record is looked at: an edit made by the hook comes first, and makes If-Match stale.
    state.beforePatch?.({ actor, id, ifMatch, seq: state.log.last() });
    const done = commitPatch(state, id, body, ifMatch, view);
    return { ...done, answered: versionOf(applyPatch(done.before, done.asked, done.at), done.after) };
  });
  return versionResponse(200, view.show(answered));
};

export const deleteCompany: Handler<string> = (state, { request, actor, id }) => {
  const ifMatch = request.headers['if-match'] ?? null;
  performWrite(state, { actor, method: 'DELETE', id, ifMatch }, () => commitRemove(state, id, ifMatch));
  return { status: 204, headers: {}, body: null };
};

function versionResponse(status: number, version: Version, headers?: Record<string, string>): PlainResponse {
  return {
    status,
    headers: { 'content-type': JSON_TYPE, etag: version.etag, ...headers },
    body: version.json,
  };
}
