/** A page of the listing: by key, in numbered pages, perhaps of what was updated lately only. */
import { z } from 'zod';
import { type Answer, Refusal } from './answer.ts';
import type { Version } from './store.ts';

/** The most records in one page, and the number where none is asked for. */
const MAX_PAGE = 50;

const Query = z.strictObject({
  page: z.coerce.number().int().min(1).default(1),
  per_page: z.coerce.number().int().min(1).max(MAX_PAGE).default(MAX_PAGE),
  updated_since: z.iso.datetime({ offset: true }).optional(),
});

/**
 * The page that the query asks for. Throws `Refusal` 400 for a parameter that is wrong, comes twice or is
 * unknown: a client that was told of another tenant's parameters shall not be answered everything.
 */
export function pageOf(versions: readonly Version[], query: string): Answer {
  const { page, per_page: size, updated_since: since } = queryOf(query);
  const from = since === undefined ? -Infinity : Date.parse(since);
  const found = versions.filter(({ record }) => Date.parse(record.meta.updated) >= from);
  const records = found.slice((page - 1) * size, page * size).map(({ record }) => record);
  return { status: 200, body: { data: { records }, page } };
}

function queryOf(query: string): z.output<typeof Query> {
  const parameters = new URLSearchParams(query);
  const twice = [...parameters.keys()].find((name) => parameters.getAll(name).length > 1);
  if (twice !== undefined) throw bad(`${twice}: comes twice`);
  const parsed = Query.safeParse(Object.fromEntries(parameters));
  if (parsed.success) return parsed.data;
  throw bad(
    parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'query'}: ${message}`).join('; '),
  );
}

function bad(message: string): Refusal {
  return new Refusal(400, 'invalid_query', message);
}
