/** A tenant's records, by id and in the order of the list, each kept serialised as it is answered. */
import type { Company } from '../../src/domain/company.ts';
import type { StoredRecord } from './kind.ts';
import { createOrder } from './order.ts';
import { type Place, placeOf } from './place.ts';

/** Entity tags are strong, quotes included; `olderEtag` is that of the version before, null of a first one. */
export interface Tags {
  readonly etag: string;
  readonly olderEtag: string | null;
}

/**
 * One version of a record, whatever its type: `company` is what it is called here. `json` is its answer's body, of
 * `size` bytes in UTF-8.
 */
export interface Version<R extends StoredRecord = Company> extends Tags {
  readonly company: R;
  readonly json: string;
  readonly size: number;
}

/** Where a page begins: behind `after`, and not before `since`, whichever is later. */
export interface PageStart {
  readonly after: Place | null;
  /** A time, written so that it sorts among `modifiedAt`s. */
  readonly since: string | null;
}

export interface Store<R extends StoredRecord = Company> {
  size(): number;
  get(id: string): Version<R> | undefined;
  /** Up to `limit` versions, ascending by (`modifiedAt`, `id`), and whether there are more behind them. */
  page(start: PageStart, limit: number): { versions: Version<R>[]; more: boolean };
  /** The same as bytes: in stretches that together are the page's records, serialised, with commas between them. */
  pageBytes(start: PageStart, limit: number): BytesOfPage;
  /** Adds the record, or puts it in the place of the one with its id, as a new version. */
  put(record: R): Version<R>;
  remove(id: string): void;
  clear(): void;
}

export interface BytesOfPage {
  readonly stretches: readonly Uint8Array[];
  /** Where the next page begins, null where there is none. */
  readonly next: Place | null;
}

/** An empty store. `get` costs the same at any size, `page`, `put` and `remove` a search in the order. */
export function createStore<R extends StoredRecord = Company>(): Store<R> {
  const byId = new Map<string, Version<R>>();
  const inOrder = createOrder<Version<R>>();
  const walk = ({ after, since }: PageStart, limit: number) =>
    inOrder.walk(later(after, since), after, limit);
  let versions = 0;

  return {
    size: () => byId.size,
    get: (id) => byId.get(id),
    page(start, limit) {
      const { stretches, more } = walk(start, limit);
      return { versions: stretches.flatMap(({ versions: some }) => some), more };
    },
    pageBytes(start, limit) {
      const { stretches, more } = walk(start, limit);
      const last = more ? stretches.at(-1)?.last : undefined;
      return { stretches: stretches.map((stretch, n) => stretch.bytes(n === 0)), next: last ?? null };
    },
    put(record) {
      versions += 1;
      const before = byId.get(record.id);
      const tags = { etag: `"${versions}"`, olderEtag: before?.etag ?? null };
      const version = versionOf(frozen(record), tags);
      if (before) inOrder.remove(placeOf(before.company));
      byId.set(record.id, version);
      inOrder.add(placeOf(record), version);
      return version;
    },
    remove(id) {
      const version = byId.get(id);
      if (!version) return;
      byId.delete(id);
      inOrder.remove(placeOf(version.company));
    },
    clear() {
      byId.clear();
      inOrder.clear();
      versions = 0;
    },
  };
}

export function versionOf<R extends StoredRecord>(record: R, { etag, olderEtag }: Tags): Version<R> {
  const json = JSON.stringify(record);
  return { company: record, json, size: Buffer.byteLength(json), etag, olderEtag };
}

/** Whether a list that begins at `start` comes to the record. */
export function isBehind(record: StoredRecord, { after, since }: PageStart): boolean {
  const place = placeOf(record);
  return place !== after && place >= later(after, since);
}

/** The order of the list, as `sort` takes it. */
export function byPlace(a: Version<StoredRecord>, b: Version<StoredRecord>): number {
  const [x, y] = [placeOf(a.company), placeOf(b.company)];
  if (x === y) return 0;
  return x < y ? -1 : 1;
}

function later(a: string | null, b: string | null): string {
  const [x, y] = [a ?? '', b ?? ''];
  return x > y ? x : y;
}

/**
 * The log hands records out as evidence: nobody may change them afterwards. What is frozen already is so throughout. A
 * list of the values would be made for each write, which is felt.
 */
function frozen<T extends object>(value: T): T {
  for (const name in value) {
    const part: unknown = value[name];
    if (typeof part === 'object' && part !== null && !Object.isFrozen(part)) frozen(part);
  }
  return Object.freeze(value);
}
