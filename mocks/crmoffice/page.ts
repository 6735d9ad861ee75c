/** Pages of the list: what is asked for, and what comes. */
import type { StoredRecord } from './kind.ts';
import type { PageStart, Position, Store, Version } from './store.ts';

/** `next` is where the page after it begins, null where there is none. */
export interface Page<R extends StoredRecord> {
  readonly versions: readonly Version<R>[];
  readonly next: Position | null;
}

export type PageReader<R extends StoredRecord> = (start: PageStart, limit: number) => Page<R>;

/** Reads what is there. */
export function readerOf<R extends StoredRecord>(store: Pick<Store<R>, 'page'>): PageReader<R> {
  return (start, limit) => {
    const { versions, more } = store.page(start, limit);
    return { versions, next: more ? positionOf(versions.at(-1)) : null };
  };
}

/** A page that ends with this version goes on behind it. */
export function positionOf(version: Version<StoredRecord> | undefined): Position | null {
  if (!version) return null;
  const { modifiedAt, id } = version.company;
  return { modifiedAt, id };
}
