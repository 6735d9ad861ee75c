/**
 * What must not make a difference, as pairs of histories: each is played in another way as well, and has to end alike.
 * Only where nothing in it is left to policy, for there the order of things may well decide.
 */
import { agree, type CompanyPatch, type Value, valueAt } from '../domain/company.ts';
import { castOf } from './cast.ts';
import type { Cells } from './cells.ts';
import type { Edit, History, Pass, Side } from './history.ts';
import { modelOf } from './judge.ts';
import type { Trace } from './trace.ts';

export interface Comparison {
  name: string;
  title: string;
  /** The other way; null where the history has nothing to tell it by. */
  otherWay(history: History, cells: Cells): History | null;
  /** Where what a record held in the one way is found in the other. */
  there?: (place: Place) => Place;
}

/** A leaf of a company's record. */
interface Place {
  company: string;
  side: Side;
  path: string;
}

export const COMPARISONS: readonly Comparison[] = [
  {
    name: 'restarts-change-nothing',
    title: 'a new process for each pass comes to the same as one for all',
    otherWay: (history) => ({
      ...history,
      passes: history.passes.map((pass): Pass => ({ ...pass, restart: true })),
    }),
  },
  {
    name: 'stops-change-nothing',
    title: 'a sync that was killed, or closed amid a pass, comes to the same as one that was not',
    otherWay: (history) =>
      history.passes.every(({ stop }) => stop === null)
        ? null
        : { ...history, passes: history.passes.map((pass): Pass => ({ ...pass, stop: null })) },
  },
  {
    name: 'faults-change-nothing',
    title: 'once faults have ended, all is as if there had been none',
    otherWay: (history) => (history.faults.length === 0 ? null : { ...history, faults: [] }),
  },
  {
    name: 'order-changes-nothing',
    title: 'in which order companies are created and edited makes no difference',
    otherWay: (history) => ({
      ...history,
      edits: history.edits.toSorted((a, b) => a.pass - b.pass || compare(b.company, a.company)),
    }),
  },
  {
    name: 'pace-changes-nothing',
    title: 'in which order answers come makes no difference',
    otherWay: (history) => ({ ...history, pace: history.pace + 1 }),
  },
  {
    name: 'neighbours-change-nothing',
    title: 'what becomes of a company does not depend on others',
    otherWay: aloneOf,
  },
  {
    name: 'sides-change-nothing',
    title: 'what is left may as well be right',
    otherWay: (history, { mirrored }) =>
      mirrored && history.topology === 'two-tenants' && history.beside === undefined
        ? swapped(history)
        : null,
    there: ({ company, side, path }) => ({ company, side: other(side), path }),
  },
  {
    name: 'crossing-twice-is-none',
    title: 'with both addresses exchanged everywhere, all ends exchanged: what crosses over twice is back',
    otherWay: (history, { leaves }) =>
      leaves.every((path) => leaves.includes(exchanged(path))) ? withAddressesExchanged(history) : null,
    there: ({ company, side, path }) => ({ company, side, path: exchanged(path) }),
  },
];

/** How two ends differ, if they do. */
export type Difference =
  { message: string; expected: string | null; found: string | null } | 'none' | 'cannot be said';

export function difference(
  cells: Cells,
  { there = (place) => place }: Comparison,
  one: { history: History; trace: Trace },
  another: { history: History; trace: Trace },
): Difference {
  // Restless the first way, it is told as that.
  if (isRestless(one.trace)) return 'cannot be said';
  if (isRestless(another.trace)) {
    return { message: 'the other way the sync does not come to rest', expected: null, found: null };
  }
  const [end, otherEnd] = [endOf(cells, one), endOf(cells, another)];
  if (end === null || otherEnd === null) return 'cannot be said';
  if (!didTheSame(end, otherEnd, there)) return 'cannot be said';
  // Who is linked is to be the same both ways: where it is not, no value can be held against another.
  for (const [company, isLinked] of end.linked) {
    if ((otherEnd.linked.get(company) ?? isLinked) !== isLinked) return 'cannot be said';
  }
  for (const { place, value } of end.leaves.values()) {
    const at = there(place);
    const found = otherEnd.leaves.get(keyOf(at));
    // A record that one way only has is the users' doing: what they do depends on what is there.
    if (found === undefined || agree(value, found.value)) continue;
    return {
      message: `${place.path} of ${place.company} on the ${place.side} ends otherwise the other way`,
      expected: JSON.stringify(value),
      found: JSON.stringify(found.value),
    };
  }
  return 'none';
}

function isRestless({ entries }: Trace): boolean {
  return entries.some((entry) => entry.is === 'settled' && !entry.atRest);
}

/** What an edit changes depends on what is there: one that puts in what is there already is none. */
function didTheSame(end: End, otherEnd: End, there: (place: Place) => Place): boolean {
  for (const { place } of end.leaves.values()) {
    const at = keyOf(there(place));
    if (!otherEnd.leaves.has(at)) continue;
    const [put, otherwise] = [end.put.get(keyOf(place)), otherEnd.put.get(at)];
    if (JSON.stringify(put) !== JSON.stringify(otherwise)) return false;
  }
  return true;
}

interface End {
  /** Of each leaf, what users put there, in that order. */
  put: ReadonlyMap<string, readonly Value[]>;
  /** Of each company, whether its records are linked with each other. */
  linked: ReadonlyMap<string, boolean>;
  leaves: ReadonlyMap<string, { place: Place; value: Value }>;
}

/** Null where policy had a say: values stood against each other, or it is not certain who is linked with whom. */
function endOf(cells: Cells, { history, trace }: { history: History; trace: Trace }): End | null {
  if (trace.error !== null) return null;
  const model = modelOf(cells, trace);
  if (model.contests > 0 || model.wasCrowded) return null;
  const cast = castOf(history, trace);
  const put = new Map<string, Value[]>();
  for (const entry of trace.entries) {
    const role = entry.is === 'edit' ? cast.roleOf(entry) : undefined;
    if (entry.is !== 'edit' || entry.after === null || role === undefined) continue;
    for (const path of cells.leaves) {
      const to = valueAt(entry.after, path);
      if (entry.before !== null && agree(valueAt(entry.before, path), to)) continue;
      const key = keyOf({ ...role, path });
      put.set(key, [...(put.get(key) ?? []), to]);
    }
  }
  const linked = new Map<string, boolean>();
  const leaves = new Map<string, { place: Place; value: Value }>();
  for (const life of model.lives) {
    const role = cast.roleOf(life);
    if (life.isBereft || life.mates.length > 0) return null;
    if (role === undefined || !life.isThere) continue;
    if (life.mate !== null && cast.roleOf(life.mate)?.company !== role.company) return null;
    linked.set(role.company, life.mate !== null);
    for (const path of cells.leaves) {
      const place = { ...role, path };
      leaves.set(keyOf(place), { place, value: valueAt(life.company, path) });
    }
  }
  return { put, linked, leaves };
}

function keyOf({ company, side, path }: Place): string {
  return `${side} ${path} ${company}`;
}

/** Requests are counted over all companies: without the others, what comes at one of them would come elsewhere. */
function aloneOf(history: History): History | null {
  const { edits, faults, passes, beside } = history;
  const [first] = edits;
  const isTimed = edits.some(({ amid }) => amid !== null) || passes.some(({ stop }) => stop !== null);
  if (first === undefined || isTimed || faults.length > 0) return null;
  const own = edits.filter(({ company }) => company === first.company);
  if (own.length === edits.length && beside === undefined) return null;
  const { topology, pace } = history;
  return { topology, edits: own, faults, passes, pace };
}

function swapped(history: History): History {
  return {
    ...history,
    edits: history.edits.map((edit): Edit => {
      const amid = edit.amid === null ? null : { ...edit.amid, side: other(edit.amid.side) };
      if (edit.do === 'create') return { ...edit, amid, left: edit.right, right: edit.left };
      return { ...edit, amid, side: other(edit.side) };
    }),
    passes: history.passes.map((pass): Pass => {
      const { stop } = pass;
      if (stop === null) return pass;
      return { ...pass, stop: { ...stop, at: { ...stop.at, side: other(stop.at.side) } } };
    }),
    faults: history.faults.map((fault) => ({ ...fault, at: { ...fault.at, side: other(fault.at.side) } })),
  };
}

function withAddressesExchanged(history: History): History {
  const patch = (given: CompanyPatch): CompanyPatch => {
    const { postAddress, visitAddress, ...rest } = given;
    return {
      ...rest,
      ...(postAddress === undefined ? {} : { visitAddress: postAddress }),
      ...(visitAddress === undefined ? {} : { postAddress: visitAddress }),
    };
  };
  return {
    ...history,
    edits: history.edits.map((edit): Edit => {
      if (edit.do === 'delete') return edit;
      if (edit.do === 'edit') return { ...edit, values: patch(edit.values) };
      return { ...edit, left: edit.left && patch(edit.left), right: edit.right && patch(edit.right) };
    }),
  };
}

function exchanged(path: string): string {
  if (path.startsWith('postAddress.')) return path.replace('postAddress.', 'visitAddress.');
  return path.replace('visitAddress.', 'postAddress.');
}

function other(side: Side): Side {
  return side === 'left' ? 'right' : 'left';
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
