/**
 * Records of any type, as everything but their tenants sees them: each leaf a text or null, found by its path. What is
 * a number or a list to a tenant is a text here; `wire.ts` turns one into the other. Pure.
 */
import { interned, pathIn, type PropertyPath } from './path.ts';

/** A leaf's value. `null` stands for null, an absent leaf and a null object alike. */
export type Value = string | null;

/**
 * What stands below a name: a value, or names again. Where one path is the beginning of another, as `price` is of
 * `price.currency`, the value of the shorter one stands below its name under the empty name.
 */
export interface Leaves {
  [name: string]: Value | Leaves | undefined;
}

/** A record of a tenant. `id` and `modifiedAt` (RFC 3339) are the tenant's own. */
export interface Entity extends Leaves {
  id: string;
  modifiedAt: string;
}

/** A JSON merge patch (RFC 7396), or what a new record is to hold: null clears, what is absent stays as it is. */
export type Patch = Leaves;

/** Under it an object keeps a value of its own. */
export const OWN_VALUE = '';

/** The names that lead to a leaf, one below the other: at least one. On what a property depends is part of the last. */
export function placeOf(path: PropertyPath): readonly string[] {
  return knownPlace(path).names;
}

/** The value of a leaf; null where there is none. */
export function valueAt(record: Leaves, path: PropertyPath): Value {
  const { first, rest } = PLACES.get(path) ?? knownPlace(path);
  let node = record[first];
  if (typeof node === 'string') return rest.length === 0 ? node : null;
  for (const name of rest) {
    if (typeof node !== 'object' || node === null) return null;
    node = node[name];
  }
  if (typeof node === 'object' && node !== null) node = node[OWN_VALUE];
  return typeof node === 'string' ? node : null;
}

interface Place {
  names: readonly string[];
  first: string;
  rest: readonly string[];
}

/** Taking a path apart would be felt: it is done once for each. */
const PLACES = new Map<PropertyPath, Place>();

function knownPlace(path: PropertyPath): Place {
  const known = PLACES.get(path);
  if (known !== undefined) return known;
  const plain = pathIn(path);
  const names = plain
    .split('.')
    .map((name, i, all) => (i === all.length - 1 ? name + path.slice(plain.length) : name));
  const [first = '', ...rest] = names.map(interned);
  const place = { names: [first, ...rest], first, rest };
  PLACES.set(interned(path), place);
  return place;
}

/** Every leaf that the record or patch names, null ones included, by its path; but for the tenant's own. */
export function leavesOf(record: Leaves): Map<PropertyPath, Value> {
  const leaves = new Map<PropertyPath, Value>();
  collect(record, '', leaves);
  leaves.delete('id');
  leaves.delete('modifiedAt');
  return leaves;
}

/** The paths that any of the records names, each once, in their order. */
export function pathsOf(...records: readonly (Leaves | null)[]): PropertyPath[] {
  return [...new Set(records.flatMap((record) => (record === null ? [] : [...leavesOf(record).keys()])))];
}

/** A leaf that two versions of a record differ in. */
export interface Change {
  path: PropertyPath;
  from: Value;
  to: Value;
}

/** The leaves in which the versions differ, in the order of the former; not the tenant's own. */
export function changesBetween(before: Leaves, after: Leaves): Change[] {
  const changes: Change[] = [];
  collectChanges(before, after, '', changes);
  return changes;
}

/** The patch that sets one leaf, and only that. */
export function setting(path: PropertyPath, value: Value): Patch {
  const patch: Patch = {};
  setLeaf(patch, path, value);
  return patch;
}

/** Makes the patch set one more leaf. */
export function setLeaf(patch: Patch, path: PropertyPath, value: Value): void {
  const place = placeOf(path);
  let node = patch;
  for (const name of place.slice(0, -1)) node = objectAt(node, name);
  const last = place.at(-1) ?? path;
  const held = node[last];
  if (typeof held === 'object' && held !== null) held[OWN_VALUE] = value;
  else node[last] = value;
}

/** One patch that sets every leaf that any of them sets; a later one wins where they name the same leaf. */
export function together(patches: readonly Patch[]): Patch {
  return patches.reduce<Patch>((merged, patch) => merge(merged, patch, 'patch'), {});
}

/** The record after a patch, but for its time of modification. */
export function afterPatch<R extends Leaves>(record: R, patch: Patch): R & Leaves {
  return { ...record, ...merge(record, patch, 'record') };
}

/** Empty is null or the empty string; a blank is a value. */
export function isEmpty(value: Value): boolean {
  return value === null || value === '';
}

/** Both empty, or the same string code unit by code unit. */
export function agree(a: Value, b: Value): boolean {
  return a === b || (isEmpty(a) && isEmpty(b));
}

/** Without a collection of all paths: of every record and round the judge asks for its changes, and most have none. */
function collectChanges(before: Leaves, after: Leaves, above: string, changes: Change[]): void {
  const changeAt = (name: string, from: Leaves[string], to: Leaves[string]): void => {
    if (from === to || (above === '' && (name === 'id' || name === 'modifiedAt'))) return;
    if (isLeaves(from) || isLeaves(to)) {
      collectChanges(leavesIn(from), leavesIn(to), pathBelow(above, name), changes);
    } else if ((from ?? null) !== (to ?? null)) {
      changes.push({ path: pathBelow(above, name), from: from ?? null, to: to ?? null });
    }
  };
  for (const name of Object.keys(before)) changeAt(name, before[name], heldBy(after, name));
  for (const name of Object.keys(after)) {
    if (!Object.hasOwn(before, name)) changeAt(name, undefined, after[name]);
  }
}

function leavesIn(held: Leaves[string]): Leaves {
  return isLeaves(held) ? held : ownValue(held);
}

function isLeaves(held: Leaves[string]): held is Leaves {
  return typeof held === 'object' && held !== null;
}

function pathBelow(above: string, name: string): PropertyPath {
  return above + (name === OWN_VALUE ? '' : (above === '' ? '' : '.') + name);
}

function collect(node: Leaves, above: string, leaves: Map<PropertyPath, Value>): void {
  for (const [name, held] of Object.entries(node)) {
    const path = pathBelow(above, name);
    if (typeof held === 'object' && held !== null) collect(held, path, leaves);
    else if (held !== undefined) leaves.set(path, held);
  }
}

/** What was the value of the name until now is its own value from here on. */
function objectAt(node: Leaves, name: string): Leaves {
  const held = heldBy(node, name);
  if (typeof held === 'object' && held !== null) return held;
  const object = ownValue(held);
  node[name] = object;
  return object;
}

/** Not what every object has: a property may be called `constructor`. */
function heldBy(node: Leaves, name: string): Value | Leaves | undefined {
  return Object.hasOwn(node, name) ? node[name] : undefined;
}

function ownValue(held: Value | undefined): Leaves {
  return held === undefined ? {} : { [OWN_VALUE]: held };
}

/**
 * Patches are put together leaf by leaf. In a record an object that has a value of its own is no address: null is that
 * value's. Where it has none, null clears the object as a whole; and null is what then stands there, no value of its own.
 */
function merge(before: Leaves, patch: Patch, into: 'patch' | 'record'): Leaves {
  const after: Leaves = { ...before };
  for (const [name, change] of Object.entries(patch)) {
    const held = heldBy(before, name);
    const isObject = typeof held === 'object' && held !== null;
    if (change === undefined) continue;
    if (typeof change === 'object' && change !== null) {
      const isNone = into === 'record' && held === null;
      after[name] = merge(isObject ? held : ownValue(isNone ? undefined : held), change, into);
    } else if (isObject && (change !== null || into === 'patch' || OWN_VALUE in held)) {
      after[name] = { ...held, [OWN_VALUE]: change };
    } else {
      after[name] = change;
    }
  }
  return after;
}
