/** The sync's state in memory, in the place of a folder: for histories that are played too fast for a database. */
import { isOneSided, refuseAnother } from './identity.ts';
import { KeyOrder } from './key-order.ts';
import { keyPart } from './keys.ts';
import type { Group } from './match.ts';
import type { SectionState } from './section-state.ts';
import type { Entry, Identity, NewRecord, Pair, Progress } from './state.ts';
import type { OpenState, StateStore } from './store.ts';

/**
 * Folders that are in memory: what was saved in one is there again for whoever opens it next, be the one before
 * closed or killed, so nothing is ever "in use". Throws `SyncError` where it belongs to another sync.
 *
 * It answers as the database does, in the same order. Two differences, neither of which a sync may build on: what is
 * saved is read from the call on, not only once it has resolved; and it is kept as it was given, so nobody may change
 * it afterwards.
 */
export function memoryStates(): OpenState {
  const folders = new Map<string, { identity: Identity; store: StateStore }>();
  return async (dir, identity) => {
    const known = folders.get(dir);
    if (known !== undefined) {
      refuseAnother(known.identity, identity, dir);
      return known.store;
    }
    const store: StateStore = {
      sections: identity.sections.map((_, index) => memorySectionState(identity, index)),
      flush: alreadySaved,
      close: alreadySaved,
      guard(work) {
        return work();
      },
    };
    folders.set(dir, { identity, store });
    return store;
  };
}

const SAVED: Promise<void> = Promise.resolve();

function alreadySaved(): Promise<void> {
  return SAVED;
}

/** The records that a value brings together. */
interface Members {
  rule: number;
  value: string;
  left: Set<string>;
  right: Set<string>;
}

type Rules = Identity['sections'][number]['merge'];

const ROLES = ['left', 'right'] as const;

function memorySectionState(identity: Identity, index: number): SectionState {
  const rules = identity.sections[index]?.merge ?? [];
  const oneTenant = isOneSided(identity, index);
  let progress: Progress | null = null;
  const pairs = new KeyOrder(keyOfPair);
  const leftOf = new Map<string, string>();
  const pending = new KeyOrder<string>(keyPart);
  const entries = { left: new KeyOrder(keyOfEntry), right: new KeyOrder(keyOfEntry) };
  const members = new KeyOrder(keyOfMembers);
  const wanting = new KeyOrder<string>(keyPart);
  const begun = new KeyOrder(keyOfNew);

  return {
    progress() {
      return progress;
    },
    saveProgress(given) {
      progress = given;
      return SAVED;
    },
    linkOf(side, id) {
      if (side === 'left' || oneTenant) {
        const pair = pairs.get(id);
        if (pair !== undefined) return { pair, side: 'left' };
        if (!oneTenant) return null;
      }
      const left = leftOf.get(id);
      const pair = left === undefined ? undefined : pairs.get(left);
      return pair === undefined ? null : { pair, side: 'right' };
    },
    pair(left) {
      return pairs.get(left) ?? null;
    },
    pairs() {
      return pairs;
    },
    savePair(pair, how) {
      pairs.set(pair.left, pair);
      if (how.isNew) {
        leftOf.set(pair.right, pair.left);
        wanting.delete(pair.left);
        begun.delete(pair.left);
      }
      if (how.pending) pending.set(pair.left, pair.left);
      else pending.delete(pair.left);
      return SAVED;
    },
    removePair({ left, right }) {
      pairs.delete(left);
      leftOf.delete(right);
      pending.delete(left);
      return SAVED;
    },
    pending() {
      return [...pending.names()];
    },
    entry(side, id) {
      return entries[side].get(id) ?? null;
    },
    known(side) {
      return entries[side].names();
    },
    saveEntries(side, changes) {
      for (const { before, entry } of changes) {
        if (before !== null) leave(members, before, entry);
        join(members, entry);
        entries[side].set(entry.id, entry);
        if (entry.wants !== undefined) wanting.set(entry.id, entry.id);
        else if (before?.wants !== undefined) wanting.delete(entry.id);
      }
      return SAVED;
    },
    removeEntry(side, id) {
      const before = entries[side].get(id);
      if (before !== undefined) leave(members, before, null);
      entries[side].delete(id);
      if (before?.wants !== undefined) wanting.delete(id);
      return SAVED;
    },
    group({ rule, value }) {
      return groupOf(rules, rule, value, members.get(nameOf(rule, value)));
    },
    *groups() {
      for (const found of members) yield groupOf(rules, found.rule, found.value, found);
    },
    wanting() {
      return wanting.names().flatMap((id) => entries.left.get(id) ?? []);
    },
    begun() {
      return [...begun];
    },
    begin(record) {
      begun.set(record.left, record);
      return SAVED;
    },
    forget(left) {
      begun.delete(left);
      return SAVED;
    },
  };
}

function keyOfPair({ left }: Pair): string {
  return keyPart(left);
}

function keyOfNew({ left }: NewRecord): string {
  return keyPart(left);
}

function keyOfEntry({ id }: Entry): string {
  return keyPart(id);
}

/** The slash is what the database's keys go on with: it decides where one value is the beginning of another. */
function keyOfMembers({ rule, value }: Members): string {
  return `${rule}/${keyPart(value)}/`;
}

function join(members: KeyOrder<Members>, entry: Entry): void {
  for (const role of ROLES) {
    for (const [rule, value] of (entry[role] ?? []).entries()) {
      if (value === null || value === '') continue;
      const name = nameOf(rule, value);
      let group = members.get(name);
      if (group === undefined)
        members.set(name, (group = { rule, value, left: new Set(), right: new Set() }));
      group[role].add(entry.id);
    }
  }
}

/** But for what `now` has as well: a group that goes and comes again would have to be put in order again. */
function leave(members: KeyOrder<Members>, entry: Entry, now: Entry | null): void {
  for (const role of ROLES) {
    for (const [rule, value] of (entry[role] ?? []).entries()) {
      if (value === null || now?.[role]?.[rule] === value) continue;
      const name = nameOf(rule, value);
      const group = members.get(name);
      group?.[role].delete(entry.id);
      if (group?.left.size === 0 && group.right.size === 0) members.delete(name);
    }
  }
}

function groupOf(rules: Rules, rule: number, value: string, found: Members | undefined): Group {
  const { left, right } = rules[rule] ?? { left: '', right: '' };
  return {
    index: rule,
    rule: { left, right },
    value,
    left: sorted(found?.left),
    right: sorted(found?.right),
  };
}

function nameOf(rule: number, value: string): string {
  return `${rule} ${value}`;
}

function sorted(ids: ReadonlySet<string> | undefined): string[] {
  if (ids === undefined) return [];
  return ids.size > 1 ? [...ids].toSorted() : [...ids];
}
