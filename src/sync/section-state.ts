/** What is remembered of one section: its links, what records are matched by, and how far it has come. */
import type { RootDatabase } from 'lmdb';
import { z } from 'zod';
import type { Commit } from './commits.ts';
import type { Side } from './decide.ts';
import { SyncError } from './error.ts';
import { isOneSided } from './identity.ts';
import { below, keyPart, textOf } from './keys.ts';
import type { Group } from './match.ts';
import { storedNames } from './names.ts';
import { storedCreations } from './new-records.ts';
import { decodePair, encodePair, StoredPair } from './pair-codec.ts';
import { Entry, Id, Progress, type Identity, type NewRecord, type Pair } from './state.ts';

/** A link as seen from one of its records. */
export interface Linked {
  pair: Pair;
  side: Side;
}

/** A value by which records may belong together, and the number of the merge rule that says so. */
export interface Trait {
  rule: number;
  value: string;
}

/** An entry, and what is stored in its place. */
export interface Change {
  before: Entry | null;
  entry: Entry;
}

/** How a pair is saved. */
export interface Saving {
  /** Whether it has not been saved before: known by whoever links it, and dear to look up for each write. */
  isNew: boolean;
  /** Whether the next pass takes it up, whatever is listed. */
  pending: boolean;
}

/**
 * Reading answers at once; what is written is read from when its promise has resolved, and outlives the process
 * from then on. One call is one transaction. In one tenant all records are on the side `left`.
 */
export interface SectionState {
  progress(): Progress | null;
  saveProgress(progress: Progress): Promise<void>;
  /** The link that a record is in, if it is in one. */
  linkOf(side: Side, id: string): Linked | null;
  pair(left: string): Pair | null;
  /** Each link; the state must not be written to while they are walked through. */
  pairs(): Iterable<Pair>;
  savePair(pair: Pair, how: Saving): Promise<void>;
  removePair(pair: Pair): Promise<void>;
  /** The left ids of what is pending. */
  pending(): string[];
  entry(side: Side, id: string): Entry | null;
  /** The ids of all records of a side that are known. */
  known(side: Side): Iterable<string>;
  saveEntries(side: Side, entries: readonly Change[]): Promise<void>;
  removeEntry(side: Side, id: string): Promise<void>;
  /** The records, linked or not, that a value brings together. */
  group(trait: Trait): Group;
  groups(): Iterable<Group>;
  /** What is known of the records of the left that want a new right one: as many as wait for it. */
  wanting(): Entry[];
  /** What was begun to be created: it is in the state until the pair is saved, or it is forgotten. */
  begun(): NewRecord[];
  begin(record: NewRecord): Promise<void>;
  forget(left: string): Promise<void>;
}

/** A value, and the id of a record that holds it. */
const Member = z.tuple([z.string(), z.string()]);
type Member = z.infer<typeof Member>;
const ROLES = ['left', 'right'] as const;

/** `index` tells the sections of one state apart. */
export function createSectionState(
  db: RootDatabase,
  index: number,
  commit: Commit,
  identity: Identity,
  file: string,
): SectionState {
  const rules = identity.sections[index]?.merge ?? [];
  const oneTenant = isOneSided(identity, index);
  const at = (kind: string, ...parts: (string | number)[]): string => [index, kind, ...parts].join('/');
  // Keys are made for each record and pair, several times: what they begin with is made once.
  const places = {
    pair: at('pair', ''),
    right: at('right', ''),
    pending: at('pending', ''),
    value: at('value', ''),
    entry: { left: at('entry', 'left', ''), right: at('entry', 'right', '') },
  };
  const memberKeys = (entry: Entry): [string, Member][] => {
    const keys: [string, Member][] = [];
    for (const role of ROLES) {
      for (const [rule, value] of (entry[role] ?? []).entries()) {
        if (value === null || value === '') continue;
        const key = `${places.value}${rule}/${keyPart(value)}/${role}/${keyPart(entry.id)}`;
        keys.push([key, [value, entry.id]]);
      }
    }
    return keys;
  };

  const read = <T>(shape: z.ZodType<T>, key: string): T | null => {
    const stored: unknown = db.get(key);
    return stored === undefined ? null : parse(shape, stored);
  };
  const parse = <T>(shape: z.ZodType<T>, stored: unknown): T => {
    const parsed = shape.safeParse(stored);
    if (parsed.success) return parsed.data;
    throw damaged(z.prettifyError(parsed.error), parsed.error);
  };
  const damaged = (how: string, cause: Error): SyncError =>
    new SyncError(
      `${file}: the state is damaged: ${how}; restore it from a copy, or use another state folder`,
      { cause },
    );
  const memberOf = (stored: unknown): Member => (isMember(stored) ? stored : parse(Member, stored));
  const names = storedNames(db, at('names'), parse);
  const creations = storedCreations(db, { wanting: at('wanting', ''), begun: at('begun', '') }, parse);
  const parsePair = (stored: unknown): Pair => {
    const parsed = parse(StoredPair, stored);
    try {
      return decodePair(parsed, names);
    } catch (error) {
      throw error instanceof RangeError ? damaged(error.message, error) : error;
    }
  };
  const pair = (left: string): Pair | null => {
    const stored: unknown = db.get(places.pair + keyPart(left));
    return stored === undefined ? null : parsePair(stored);
  };

  const state: SectionState = {
    progress: () => read(Progress, at('progress')),
    saveProgress: (progress) => commit(() => [db.put(at('progress'), progress)]),
    linkOf: (side, id) => {
      const asLeft = side === 'left' || oneTenant ? pair(id) : null;
      if (asLeft !== null) return { pair: asLeft, side: 'left' };
      if (side === 'left' && !oneTenant) return null;
      const left = read(Id, places.right + keyPart(id));
      const asRight = left === null ? null : pair(left);
      return asRight === null ? null : { pair: asRight, side: 'right' };
    },
    pair,
    *pairs() {
      for (const { value } of db.getRange(below(places.pair))) yield parsePair(value);
    },
    savePair: (given, { isNew, pending }) => {
      const stored = encodePair(given, names);
      return commit(() => [
        ...names.writes(),
        db.put(places.pair + keyPart(given.left), stored),
        ...(isNew ? [db.put(places.right + keyPart(given.right), given.left)] : []),
        ...(isNew ? creations.linked(given.left) : []),
        pending
          ? db.put(places.pending + keyPart(given.left), given.left)
          : db.remove(places.pending + keyPart(given.left)),
      ]);
    },
    removePair: ({ left, right }) =>
      commit(() => [
        db.remove(places.pair + keyPart(left)),
        db.remove(places.right + keyPart(right)),
        db.remove(places.pending + keyPart(left)),
      ]),
    pending: () => [...db.getRange(below(places.pending))].map(({ value }) => parse(Id, value)),
    entry: (side, id) => read(Entry, places.entry[side] + keyPart(id)),
    *known(side) {
      for (const key of db.getKeys(below(places.entry[side]))) {
        const id = textOf(String(key).slice(places.entry[side].length));
        if (id !== null) yield id;
        else yield parse(Entry, db.get(key)).id;
      }
    },
    saveEntries: (side, entries) =>
      commit(() =>
        entries.flatMap(({ before, entry }) => {
          const now = memberKeys(entry);
          const gone = before === null ? [] : memberKeys(before).filter(([key]) => !isAmong(now, key));
          return [
            ...gone.map(([key]) => db.remove(key)),
            ...now.map(([key, member]) => db.put(key, member)),
            db.put(places.entry[side] + keyPart(entry.id), entry),
            ...creations.known(before, entry),
          ];
        }),
      ),
    removeEntry: (side, id) => {
      const before = state.entry(side, id);
      const members = before === null ? [] : memberKeys(before);
      return commit(() => [
        ...members.map(([key]) => db.remove(key)),
        db.remove(places.entry[side] + keyPart(id)),
        ...creations.known(before, null),
      ]);
    },
    group: ({ rule, value }) => {
      const group = emptyGroup(rule, value);
      for (const { key, value: stored } of db.getRange(below(`${places.value}${rule}/${keyPart(value)}/`))) {
        group[partsOf(key).role].push(memberOf(stored)[1]);
      }
      return sorted(group);
    },
    *groups() {
      let group: Group | null = null;
      for (const { key, value: stored } of db.getRange(below(places.value))) {
        const [value, id] = memberOf(stored);
        const { rule, role } = partsOf(key);
        if (group === null || group.value !== value || group.index !== rule) {
          if (group !== null) yield sorted(group);
          group = emptyGroup(rule, value);
        }
        group[role].push(id);
      }
      if (group !== null) yield sorted(group);
    },
    wanting: () => creations.wanting().flatMap((id) => state.entry('left', id) ?? []),
    begun: () => creations.begun(),
    begin: (record) => commit(() => [creations.begin(record)]),
    forget: (left) => commit(() => [creations.forget(left)]),
  };

  const emptyGroup = (number: number, value: string): Group => {
    const { left, right } = rules[number] ?? { left: '', right: '' };
    return { index: number, rule: { left, right }, value, left: [], right: [] };
  };
  return state;
}

/** The same as `Member` says, and much cheaper: all of them are looked at in each full pass. */
function isMember(stored: unknown): stored is Member {
  return (
    Array.isArray(stored) &&
    stored.length === 2 &&
    typeof stored[0] === 'string' &&
    typeof stored[1] === 'string'
  );
}

function isAmong(keys: readonly (readonly [string, Member])[], key: string): boolean {
  return keys.some(([one]) => one === key);
}

/** No part of a key holds a slash. */
function partsOf(key: unknown): { rule: number; role: Side } {
  const [, , rule, , role] = String(key).split('/');
  return { rule: Number(rule), role: role === 'left' ? 'left' : 'right' };
}

function sorted(group: Group): Group {
  if (group.left.length > 1) group.left.sort();
  if (group.right.length > 1) group.right.sort();
  return group;
}
