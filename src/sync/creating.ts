/**
 * Creates right records, each exactly once, whatever fails: what is to be written is saved before the POST is sent,
 * and taken away together with the saving of the pair. So where it is found, the process was killed or the answer was
 * lost, and the POST was done or not.
 *
 *     wanting ──▶ begun ──POST──▶ linked ──right record deleted──▶ was linked (never created again)
 *                   │  ▲
 *         next pass │  │ not refused for good
 *                   ▼  │
 *      a record that nobody has seen yet and that holds exactly what was to be written?
 *      yes: it is the one, and is linked; no: the POST was not done, and the record is wanting again
 *
 * Nobody has seen it yet: it is looked for before the pass lists anything, so what is known of the right side is what
 * was known before the POST. A record that was there then is never taken for the new one, though it holds the same.
 *
 * A linked record whose right one somebody deleted is not created again: the deletion was meant, and the document says
 * only when records come into being. Its entry keeps that it was linked.
 *
 * A record is created only where its values by the merge rules bring it together with no other, on whichever side,
 * linked or not: a right one would be a match, and of several left ones nobody can tell whose the new record is.
 */
import { TenantError, type Versioned } from '../domain/tenant.ts';
import type { Entity } from '../domain/record.ts';
import { entryOf, haveSameTraits, traitsOf } from './listing.ts';
import type { Group, Match } from './match.ts';
import { contentOf, contentOfRecord, draftOf, newRecordOf, pairWith } from './new-record.ts';
import type { PassOptions } from './options.ts';
import type { RowGroup } from './rows.ts';
import type { Entry, NewRecord } from './state.ts';

/** A pair whose right record is new. */
export interface Created {
  pair: Match;
  /** The time that the tenant gave it. */
  createdAt: string;
  /** Whether both are known to agree on every row. */
  isComplete: boolean;
}

/**
 * Ends what an earlier pass began: links what it created, forgets what it did not. To be called before anything is
 * listed. Throws `TenantError`, and has forgotten nothing then.
 */
export async function endBegun(options: PassOptions, groups: readonly RowGroup[]): Promise<Match[]> {
  const { state, scope } = options;
  const begun = scope.creates === null ? [] : state.begun();
  if (begun.length === 0) return [];
  const found = await lookFor(begun, options);
  const pairs: Match[] = [];
  for (const record of begun) {
    const right = found.get(record.left);
    if (right === undefined) {
      await state.forget(record.left);
    } else {
      await state.savePair(pairWith(record, right, groups), { isNew: true, pending: true });
      pairs.push({ left: record.left, right: right.id });
    }
  }
  return pairs;
}

/** The left records that are to be created now. Looks at each that wants to be, and at all that share a value with it. */
export function dueIn({ state, scope, topology, others }: PassOptions): Entry[] {
  if (scope.creates === null) return [];
  const groups = new Map<string, Group>();
  const groupOf = (rule: number, value: string): Group => {
    const key = `${rule} ${value}`;
    const group = groups.get(key) ?? state.group({ rule, value });
    groups.set(key, group);
    return group;
  };
  const isAlone = (entry: Entry): boolean =>
    traitsOf(entry).every(({ rule, value }) => {
      const { left, right } = groupOf(rule, value);
      const isOther = (id: string): boolean => id !== entry.id;
      return !left.some(isOther) && !(topology === 'one-tenant' ? right.some(isOther) : right.length > 0);
    });
  return state
    .wanting()
    .filter((entry) => isDue(entry, others) && state.linkOf('left', entry.id) === null && isAlone(entry));
}

/**
 * Creates the right record of a left one, read afresh; null where that is gone, or is no longer what was known of it,
 * which the next listing tells. Throws `TenantError`.
 */
export async function createFor(
  known: Entry,
  options: PassOptions,
  groups: readonly RowGroup[],
): Promise<Created | null> {
  const { left, right, state, link, others } = options;
  const fresh = await left.get(known.id);
  if (fresh === null) return null;
  const entry = entryOf(fresh.company, 'left', { ...options, merge: link.merge }, false, false);
  if (!isDue(entry, others) || !haveSameTraits(known, entry)) return null;
  const record = newRecordOf(fresh.company, groups, link);
  await state.begin(record);
  let answer: Versioned<Entity>;
  try {
    answer = await right.create(draftOf(record));
  } catch (error) {
    if (error instanceof TenantError && isForGood(error)) await state.forget(record.left);
    throw error;
  }
  const pair = pairWith(record, answer.company, groups);
  const isComplete = groups.every(({ rows }) => rows.every((row) => pair.agreed[row] !== undefined));
  await state.savePair(pair, { isNew: true, pending: !isComplete });
  return {
    pair: { left: pair.left, right: pair.right },
    createdAt: answer.company.modifiedAt,
    isComplete,
  };
}

function isDue({ wants }: Entry, { isSynchronised }: PassOptions['others']): boolean {
  return wants === true || (wants !== undefined && wants.some((one) => isSynchronised(one)));
}

/** Of two that hold the same each is taken once; the later one first, as it is listed last. */
async function lookFor(
  begun: readonly NewRecord[],
  { right, state, topology, others }: PassOptions,
): Promise<Map<string, Entity>> {
  const candidates = new Map(
    begun.map((record): [string, Map<string, Entity>] => [contentOf(record), new Map()]),
  );
  const place = topology === 'one-tenant' ? 'left' : 'right';
  for await (const record of right.list()) {
    const { id } = record;
    if (state.entry(place, id) !== null || state.linkOf('right', id) !== null || others.isTaken(id)) continue;
    candidates.get(contentOfRecord(record))?.set(id, record);
  }
  const found = new Map<string, Entity>();
  const rest = new Map([...candidates].map(([content, byId]) => [content, [...byId.values()]]));
  for (const record of begun) {
    const one = rest.get(contentOf(record))?.pop();
    if (one !== undefined) found.set(record.left, one);
  }
  return found;
}

/** Whether a refusal says that nothing was created: clients send a POST again only where that is certain, too. */
function isForGood({ status }: TenantError): boolean {
  return status !== null && status >= 400 && status < 500 && status !== 408;
}
