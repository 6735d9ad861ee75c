/** A tenant's records: each at once by its key, and in listings only after a delay, as a search index has it. */
import { createHash } from 'node:crypto';
import type { Fields, OrganisationRecord } from './record.ts';

/** One version of a record. `json` is what is answered, byte for byte. */
export interface Version {
  readonly record: OrganisationRecord;
  readonly json: string;
  /** Strong, quotes included. */
  readonly etag: string;
}

export interface Store {
  get(key: string): Version | undefined;
  /** Every record as it is, by key. */
  all(): Version[];
  /** Every record as listings show it now, by key. */
  listed(): Version[];
  create(fields: Fields, actor: string): Version;
  /** A new version in the place of the old one: its `meta.updated` is later, by a millisecond at least. */
  replace(before: Version, fields: Fields, actor: string): Version;
  remove(key: string): void;
  /** A record that was there before: with a past of its own, and listed at once. Leaves out `gap` keys before it. */
  plant(fields: Fields, past: { updated: string; updatedBy: string; gap: number }): Version;
}

interface StoreOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds until a creation, an edit or a deletion is seen in listings. */
  readonly propagationMs: number;
}

/** An empty store. Keys are `ORG-000001` and so on; one is never given out twice. */
export function createStore({ now, propagationMs }: StoreOptions): Store {
  const current = new Map<string, Version>();
  const index = new Map<string, Version>();
  const onTheWay: { at: number; key: string; version: Version | null }[] = [];
  let lastKey = 0;
  let revisions = 0;

  const nextKey = (gap: number): string => {
    lastKey += gap + 1;
    return `ORG-${String(lastKey).padStart(6, '0')}`;
  };
  const keep = (record: OrganisationRecord): Version => {
    revisions += 1;
    const version = versionOf(record, revisions);
    current.set(record.key, version);
    return version;
  };
  const propagate = (key: string, version: Version | null): void => {
    onTheWay.push({ at: now() + propagationMs, key, version });
  };
  const write = (record: OrganisationRecord): Version => {
    const version = keep(record);
    propagate(record.key, version);
    return version;
  };

  return {
    get: (key) => current.get(key),
    all: () => byKey(current),
    listed() {
      for (let next = onTheWay[0]; next !== undefined && next.at <= now(); next = onTheWay[0]) {
        onTheWay.shift();
        if (next.version === null) index.delete(next.key);
        else index.set(next.key, next.version);
      }
      return byKey(index);
    },
    create: (fields, actor) => write(recordOf(nextKey(0), fields, now(), actor)),
    replace({ record }, fields, actor) {
      const at = Math.max(now(), Date.parse(record.meta.updated) + 1);
      return write(recordOf(record.key, fields, at, actor));
    },
    remove(key) {
      current.delete(key);
      propagate(key, null);
    },
    plant(fields, { updated, updatedBy, gap }) {
      const version = keep(recordOf(nextKey(gap), fields, Date.parse(updated), updatedBy));
      index.set(version.record.key, version);
      return version;
    },
  };
}

/** One order of properties for every record, so that the same record is the same bytes. */
function recordOf(key: string, fields: Fields, at: number, actor: string): OrganisationRecord {
  return { key, ...fields, meta: { updated: new Date(at).toISOString(), updatedBy: actor } };
}

/** The tag has characters of base64 in it: whoever takes it apart, or for a number, is caught. */
function versionOf(record: OrganisationRecord, revision: number): Version {
  const json = JSON.stringify(record);
  const hash = createHash('sha256').update(json).digest('base64').slice(-16);
  return { record, json, etag: `"r${revision}:${hash}"` };
}

function byKey(versions: ReadonlyMap<string, Version>): Version[] {
  return [...versions.values()].toSorted((a, b) => (a.record.key < b.record.key ? -1 : 1));
}
