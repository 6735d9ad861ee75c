/** Pages of the list: what is asked for, and what comes. */
import type { StoredRecord } from './kind.ts';
import { type Place, placeOf } from './place.ts';
import type { PageStart, Store, Version } from './store.ts';

/** `next` is where the page after it begins, null where there is none. */
export interface Page<R extends StoredRecord> {
  readonly versions: readonly Version<R>[];
  readonly next: Place | null;
}

export type PageReader<R extends StoredRecord> = (start: PageStart, limit: number) => Page<R>;

/** Reads what is there. */
export function readerOf<R extends StoredRecord>(store: Pick<Store<R>, 'page'>): PageReader<R> {
  return (start, limit) => {
    const { versions, more } = store.page(start, limit);
    return { versions, next: more ? lastPlace(versions) : null };
  };
}

/** Where the last of them stands, behind which the next page begins. */
export function lastPlace(versions: readonly Version<StoredRecord>[]): Place | null {
  const last = versions.at(-1);
  return last === undefined ? null : placeOf(last.company);
}
