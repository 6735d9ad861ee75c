/** Pages of the list: what is asked for, and what comes. */
import type { PageStart, Position, Store, Version } from './store.ts';

/** `next` is where the page after it begins, null where there is none. */
export interface Page {
  readonly versions: readonly Version[];
  readonly next: Position | null;
}

export type PageReader = (start: PageStart, limit: number) => Page;

/** Reads what is there. */
export function readerOf(store: Pick<Store, 'page'>): PageReader {
  return (start, limit) => {
    const { versions, more } = store.page(start, limit);
    return { versions, next: more ? positionOf(versions.at(-1)) : null };
  };
}

/** A page that ends with this version goes on behind it. */
export function positionOf(version: Version | undefined): Position | null {
  if (!version) return null;
  const { modifiedAt, id } = version.company;
  return { modifiedAt, id };
}
