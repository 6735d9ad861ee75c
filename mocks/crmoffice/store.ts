/** A tenant's companies, by id and in the order of the list, each kept serialised as it is answered. */
import { EmptyBTree } from 'sorted-btree';
import type sortedBtree from 'sorted-btree';
import type { Company } from '../../src/domain/company.ts';

/** Entity tags are strong, quotes included; `olderEtag` is that of the version before, null of a first one. */
export interface Tags {
  readonly etag: string;
  readonly olderEtag: string | null;
}

/** One version of a record. `json` is its answer's body. */
export interface Version extends Tags {
  readonly company: Company;
  readonly json: string;
}

/** A place in the list: behind the record that had this `modifiedAt` and `id`. */
export interface Position {
  readonly modifiedAt: string;
  readonly id: string;
}

/** Where a page begins: behind `after`, and not before `since`, whichever is later. */
export interface PageStart {
  readonly after: Position | null;
  /** A time, written so that it sorts among `modifiedAt`s. */
  readonly since: string | null;
}

export interface Store {
  size(): number;
  get(id: string): Version | undefined;
  /** Up to `limit` versions, ascending by (`modifiedAt`, `id`), and whether there are more behind them. */
  page(start: PageStart, limit: number): { versions: Version[]; more: boolean };
  /** Adds the company, or puts it in the place of the one with its id, as a new version. */
  put(company: Company): Version;
  remove(id: string): void;
  clear(): void;
}

/** An empty store. `get` costs the same at any size, `page`, `put` and `remove` a search in a B+ tree. */
export function createStore(): Store {
  const byId = new Map<string, Version>();
  const inOrder = emptyTree();
  let versions = 0;

  return {
    size: () => byId.size,
    get: (id) => byId.get(id),
    page(start, limit) {
      const after = start.after && orderKey(start.after);
      const found: Version[] = [];
      for (const [key, version] of inOrder.entries(later(after, start.since))) {
        if (key === after) continue;
        if (found.length === limit) return { versions: found, more: true };
        found.push(version);
      }
      return { versions: found, more: false };
    },
    put(company) {
      versions += 1;
      const before = byId.get(company.id);
      const tags = { etag: `"${versions}"`, olderEtag: before?.etag ?? null };
      const version = versionOf(frozen(company), tags);
      if (before) inOrder.delete(orderKey(before.company));
      byId.set(company.id, version);
      inOrder.set(orderKey(company), version);
      return version;
    },
    remove(id) {
      const version = byId.get(id);
      if (!version) return;
      byId.delete(id);
      inOrder.delete(orderKey(version.company));
    },
    clear() {
      byId.clear();
      inOrder.clear();
      versions = 0;
    },
  };
}

export function versionOf(company: Company, { etag, olderEtag }: Tags): Version {
  return { company, json: JSON.stringify(company), etag, olderEtag };
}

/** Whether a list that begins at `start` comes to a record of this place. */
export function isBehind(place: Position, start: PageStart): boolean {
  const after = start.after && orderKey(start.after);
  const key = orderKey(place);
  return key !== after && key >= later(after, start.since);
}

/** The order of the list, as `sort` takes it. */
export function byPlace(a: Version, b: Version): number {
  const [x, y] = [orderKey(a.company), orderKey(b.company)];
  if (x === y) return 0;
  return x < y ? -1 : 1;
}

/** `modifiedAt` always has the same length, so the order of these strings is that of (`modifiedAt`, `id`). */
function orderKey({ modifiedAt, id }: Position): string {
  return `${modifiedAt} ${id}`;
}

/**
 * Strings are ordered by code units. The tree is cloned, not constructed: the package is CommonJS, and
 * loaders do not agree on what its default export is.
 */
function emptyTree(): sortedBtree.default<string, Version> {
  return EmptyBTree.clone();
}

function later(a: string | null, b: string | null): string {
  const [x, y] = [a ?? '', b ?? ''];
  return x > y ? x : y;
}

/** The log hands companies out as evidence: nobody may change them afterwards. */
function frozen(company: Company): Company {
  if (company.postAddress) Object.freeze(company.postAddress);
  if (company.visitAddress) Object.freeze(company.visitAddress);
  return Object.freeze(company);
}
