/** A listing, record by record; the next page is asked for while this one is being used. */
import type { Entity } from '../domain/record.ts';
import type { Call } from './attempt.ts';
import { type Page, type Paging, pagingOf, type Surroundings } from './paging.ts';

/**
 * Every record that was modified at `since` (RFC 3339) or later, or every one. Whoever takes no more than the
 * first of a page causes no further request. Throws `TenantError`, that of a page when its turn comes.
 */
export async function* listing<R extends Entity>(
  call: Call,
  surroundings: Surroundings<R>,
  since: string | undefined,
): AsyncGenerator<R> {
  const { sinceParameter } = surroundings.profile;
  const paging = pagingOf(surroundings, since);
  const earliest = since === undefined || sinceParameter !== null ? null : Date.parse(since);
  let page: Page<R> | null = await pageAt(call, paging, paging.first, earliest);
  while (page !== null) {
    const { items, next }: Page<R> = page;
    let coming: Promise<Page<R>> | null = null;
    for (const record of items) {
      yield record;
      if (coming !== null || next === null) continue;
      coming = pageAt(call, paging, next, earliest);
      // Thrown below, when its turn comes; till then, and where nobody reads on, it is no rejection unhandled.
      coming.catch(ignore);
    }
    if (coming === null && next !== null) coming = pageAt(call, paging, next, earliest);
    page = await coming;
  }
}

async function pageAt<R extends Entity>(
  call: Call,
  paging: Paging<R>,
  request: Paging<R>['first'],
  earliest: number | null,
): Promise<Page<R>> {
  const page = paging.pageOf(await call(request));
  if (earliest === null) return page;
  return { ...page, items: page.items.filter(({ modifiedAt }) => Date.parse(modifiedAt) >= earliest) };
}

function ignore(): void {}
