/** The query of the list: which page is asked for. */
import { readSortable } from './instant.ts';
import { readCursor } from './cursor.ts';
import { Refusal } from './problem.ts';
import { MAX_PAGE } from './schema.ts';
import type { PageStart } from './store.ts';

/** What a query string asks for; what it does not know is ignored. Throws `Refusal` 400. */
export function readListQuery(query: string): { start: PageStart; limit: number } {
  const parameters = new URLSearchParams(query);
  return {
    start: { after: readAfter(parameters.get('cursor')), since: readSince(parameters.get('modifiedSince')) },
    limit: readLimit(parameters.get('limit')),
  };
}

/** A time that sorts among `modifiedAt`s; null where none is asked for. Throws `Refusal` 400. */
export function readSince(text: string | null): string | null {
  if (text === null) return null;
  const since = readSortable(text);
  if (since !== null) return since;
  const hint = / \d\d:\d\d$/.test(text) ? ' (a + in a query is written %2B)' : '';
  throw new Refusal(400, `modifiedSince must be an RFC 3339 date-time, not ${JSON.stringify(text)}${hint}`);
}

function readLimit(text: string | null): number {
  if (text === null) return MAX_PAGE;
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  if (limit < 1) throw new Refusal(400, `limit must be a whole number from 1, not ${JSON.stringify(text)}`);
  return Math.min(limit, MAX_PAGE);
}

function readAfter(text: string | null): PageStart['after'] {
  if (text === null) return null;
  const place = readCursor(text);
  if (place === null) throw new Refusal(400, `cursor is none that a page gave: ${JSON.stringify(text)}`);
  return place;
}
