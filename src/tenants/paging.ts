/** How a listing goes on from one page to the next: by cursor, page, offset or `Link`. */
import { z } from 'zod';
import type { Entity } from '../domain/record.ts';
import { TenantError } from '../domain/tenant.ts';
import type { Answer, Request } from './attempt.ts';
import { nextLink } from './link-header.ts';
import type { Profile } from './profile.ts';
import { within } from './shape.ts';

export interface Page<R> {
  items: readonly R[];
  /** Null where it is the last one. */
  next: Request | null;
}

/** One listing. Each remembers what keeps a listing that never ends from being read for ever. */
export interface Paging<R> {
  first: Request;
  /** What answered the request that was asked last. Throws `TenantError`. */
  pageOf(answer: Answer): Page<R>;
}

export interface Surroundings<R extends Entity> {
  profile: Profile;
  /** Of one record. */
  shape: z.ZodType<R>;
  /** The tenant's URL: its origin, and the path without a slash at its end. */
  url: { origin: string; prefix: string };
}

type Kind<K> = Extract<Profile['paging'], { kind: K }>;
type Ask = (position: Record<string, string>) => Request;
type Items<R> = z.ZodType<R[]>;
type Read<R> = (answer: Answer) => { items: R[]; next: string | null };

/** How many full pages in a row that show nothing new are taken for a listing that never ends. */
const STALE_PAGES = 3;

/** A listing from its beginning; `since` is asked for where the tenant has a parameter for it. */
export function pagingOf<R extends Entity>(
  { profile, shape, url }: Surroundings<R>,
  since: string | undefined,
): Paging<R> {
  const { paging, listPath, sinceParameter } = profile;
  const ask: Ask = (position) => {
    const query = new URLSearchParams({ [paging.sizeParameter]: String(paging.size), ...position });
    if (sinceParameter !== null && since !== undefined) query.set(sinceParameter, since);
    return { method: 'GET', path: listPath, query };
  };
  const items = within(profile.itemsProperty, z.array(shape));
  switch (paging.kind) {
    case 'cursor':
      return byCursor(paging, ask, cursorPage(paging, profile.itemsProperty, shape));
    case 'page':
      return byNumber(ask, paging, items, paging.pageParameter, paging.first, () => 1);
    case 'offset':
      return byNumber(ask, paging, items, paging.offsetParameter, 0, (count) => count);
    case 'link':
      return byLink(ask, items, url);
  }
}

/**
 * How a page and its cursor are read. The contract's page always has a `next`; under other names it may be left
 * out, null, empty or a number.
 */
function cursorPage<R>(
  { nextProperty }: Kind<'cursor'>,
  itemsProperty: string,
  shape: z.ZodType<R>,
): Read<R> {
  if (itemsProperty === 'items' && nextProperty === 'next') {
    const page = z.object({ items: z.array(shape), next: z.string().min(1).nullable() });
    return (answer) => answer.read(page);
  }
  const items = within(itemsProperty, z.array(shape));
  const next = within(nextProperty, z.union([z.string(), z.number()]).nullish());
  return (answer) => ({
    items: answer.read(items),
    next: String(answer.read(next) ?? '') || null,
  });
}

function byCursor<R>({ cursorParameter }: Kind<'cursor'>, ask: Ask, read: Read<R>): Paging<R> {
  const seen = new Set<string>();
  return {
    first: ask({}),
    pageOf: (answer) => {
      const { items, next } = read(answer);
      if (next === null) return { items, next };
      assertNew(seen, next, answer, 'a cursor came');
      return { items, next: ask({ [cursorParameter]: next }) };
    },
  };
}

/** By number of page or of record: a page that is not full is the last one. */
function byNumber<R extends Entity>(
  ask: Ask,
  { size, sizeParameter }: { size: number; sizeParameter: string },
  shape: Items<R>,
  parameter: string,
  first: number,
  step: (count: number) => number,
): Paging<R> {
  const seen = new Set<string>();
  let stalePages = 0;
  let position = first;
  const here = (): Request => ask({ [parameter]: String(position) });
  return {
    first: here(),
    pageOf: (answer) => {
      const items = answer.read(shape);
      if (items.length > size) {
        const why = `${items.length} records came where ${sizeParameter} was ${size}: no page can be told to be the last`;
        throw new TenantError(answer.operation, null, why);
      }
      if (items.length < size) return { items, next: null };
      const known = seen.size;
      // A record that was changed meanwhile may come again, and is then another version.
      for (const { id, modifiedAt } of items) seen.add(`${modifiedAt} ${id}`);
      stalePages = seen.size === known ? stalePages + 1 : 0;
      if (stalePages >= STALE_PAGES) throw neverEnds(answer, `${STALE_PAGES} pages in a row had nothing new`);
      position += step(items.length);
      return { items, next: here() };
    },
  };
}

/** RFC 8288: `rel="next"` is followed to wherever it leads on the tenant's own origin, and nowhere else. */
function byLink<R extends Entity>(
  ask: Ask,
  shape: Items<R>,
  { origin, prefix }: Surroundings<R>['url'],
): Paging<R> {
  const first = ask({});
  let here = new URL(`${prefix}${first.path}?${first.query?.toString() ?? ''}`, origin);
  const seen = new Set([here.href]);
  return {
    first,
    pageOf: (answer) => {
      const items = answer.read(shape);
      const target = answer.link === null ? null : nextLink(answer.link);
      if (target === null) return { items, next: null };
      if (!URL.canParse(target, here.href)) {
        throw new TenantError(answer.operation, null, 'the link to the next page is no URL');
      }
      const next = new URL(target, here.href);
      next.hash = '';
      if (next.origin !== origin) {
        const why = `the link to the next page leads to ${next.origin}, which is not the tenant's: it is not followed`;
        throw new TenantError(answer.operation, null, why);
      }
      assertNew(seen, next.href, answer, 'a link came');
      here = next;
      return { items, next: { method: 'GET', path: first.path, target: next.pathname + next.search } };
    },
  };
}

function assertNew(seen: Set<string>, position: string, answer: Answer, what: string): void {
  if (seen.has(position)) throw neverEnds(answer, `${what} a second time`);
  seen.add(position);
}

function neverEnds({ operation }: Answer, why: string): TenantError {
  return new TenantError(operation, null, `the listing never ends: ${why}`);
}
