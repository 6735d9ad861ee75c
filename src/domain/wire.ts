/** Between records as everything sees them and the JSON that a tenant keeps of them: values of their types, in objects. */
import { utcParse } from 'd3-time-format';
import type { PropertyPath } from './path.ts';
import { type Entity, leavesOf, OWN_VALUE, placeOf, type Patch, setLeaf, type Value } from './record.ts';
import type { LeafType } from './data-type.ts';
import type { RecordType } from './record-type.ts';

/** JSON that was read of a tenant, or is to be written to it. */
export interface Json {
  [name: string]: unknown;
}

/** A value that its leaf cannot hold. */
export class NoSuchValue extends Error {
  override readonly name = 'NoSuchValue';
  readonly path: PropertyPath;

  constructor(path: PropertyPath, detail: string) {
    super(detail);
    this.path = path;
  }
}

/** A leaf of a record type, and the names that lead to it in JSON. */
export interface JsonLeaf {
  path: PropertyPath;
  type: LeafType;
  place: readonly string[];
}

const LAYOUTS = new WeakMap<RecordType, ReadonlyMap<PropertyPath, JsonLeaf>>();

/** Where the leaves of a record type are in its JSON, by their paths. */
export function layoutOf(recordType: RecordType): ReadonlyMap<PropertyPath, JsonLeaf> {
  const known = LAYOUTS.get(recordType);
  if (known !== undefined) return known;
  const objects = new Set([...recordType.leaves.keys()].flatMap((path) => namesAbove(placeOf(path))));
  const layout = new Map(
    [...recordType.leaves].map(([path, type]): [PropertyPath, JsonLeaf] => {
      const place = placeOf(path);
      return [
        path,
        { path, type, place: objects.has(JSON.stringify(place)) ? [...place, OWN_VALUE] : place },
      ];
    }),
  );
  LAYOUTS.set(recordType, layout);
  return layout;
}

/** The JSON of a patch, or of a new record. Throws `NoSuchValue` where a leaf is none of the type, or cannot hold the value. */
export function toJson(recordType: RecordType, patch: Patch): Json {
  const json: Json = {};
  const layout = layoutOf(recordType);
  for (const [path, value] of leavesOf(patch)) {
    const leaf = layout.get(path);
    if (leaf === undefined) {
      throw new NoSuchValue(path, `${recordType.name || 'the record type'} has no property ${path}`);
    }
    setIn(json, leaf.place, jsonOf(leaf.type, path, value));
  }
  return json;
}

/** The record that the JSON of a tenant is. Throws `NoSuchValue` where a leaf holds what its type does not allow. */
export function fromJson(type: RecordType, json: Json & { id: string; modifiedAt: string }): Entity {
  const record: Entity = { id: json.id, modifiedAt: json.modifiedAt };
  for (const { path, type: leaf, place } of layoutOf(type).values()) {
    setLeaf(record, path, textOf(leaf, path, at(json, place)));
  }
  return record;
}

/** Whether a leaf of the type can hold the text as it is: `1.50` is no integer, and no float is written so. */
export function canHold(type: LeafType, text: string): boolean {
  try {
    return textOf(type, '', jsonOf(type, '', text)) === text;
  } catch (error) {
    if (error instanceof NoSuchValue) return false;
    throw error;
  }
}

function jsonOf(type: LeafType, path: PropertyPath, value: Value): unknown {
  if (value === null) return null;
  switch (type.is) {
    case 'string':
    case 'decimal':
    case 'date':
      return value;
    case 'integer':
    case 'float':
      if (value.trim() === '' || !Number.isFinite(Number(value))) throw wrong(path, value, type);
      return Number(value);
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw wrong(path, value, type);
      return value === 'true';
    case 'list':
      return listIn(value) ?? refuse(wrong(path, value, type));
  }
}

function textOf(type: LeafType, path: PropertyPath, json: unknown): Value {
  if (json === null || json === undefined) return null;
  if (!isOfType(type, json)) throw wrong(path, json, type);
  return typeof json === 'string' ? json : JSON.stringify(json);
}

/** Whether a tenant takes the JSON, which is not null, for a value of the type. */
export function isOfType(type: LeafType, json: unknown): boolean {
  switch (type.is) {
    case 'string':
      return typeof json === 'string';
    case 'integer':
      return Number.isSafeInteger(json);
    case 'float':
      return typeof json === 'number' && Number.isFinite(json);
    case 'decimal':
      return typeof json === 'string' && /^-?\d+(\.\d+)?$/.test(json);
    case 'boolean':
      return typeof json === 'boolean';
    case 'list':
      return Array.isArray(json);
    case 'date':
      return typeof json === 'string' && utcParse(type.format)(json) !== null;
  }
}

function listIn(text: string): unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function wrong(path: PropertyPath, value: unknown, type: LeafType): NoSuchValue {
  const kind = type.is === 'date' ? `date of the form ${type.format}` : type.is;
  return new NoSuchValue(path, `${JSON.stringify(value)} is no ${kind}`);
}

function refuse(error: NoSuchValue): never {
  throw error;
}

/** The places of all objects that lead to a place, each as JSON. */
function namesAbove(place: readonly string[]): string[] {
  return place.slice(0, -1).map((_, i) => JSON.stringify(place.slice(0, i + 1)));
}

function at(json: Json, place: readonly string[]): unknown {
  let node: unknown = json;
  for (const name of place) {
    // What every object has is nothing that a tenant gave: a property may be called `constructor`.
    if (!isObject(node) || !Object.hasOwn(node, name)) return null;
    node = node[name];
  }
  return node;
}

function setIn(json: Json, place: readonly string[], value: unknown): void {
  let node = json;
  for (const name of place.slice(0, -1)) {
    const below = node[name];
    const object = isObject(below) ? below : {};
    node[name] = object;
    node = object;
  }
  node[place.at(-1) ?? OWN_VALUE] = value;
}

function isObject(node: unknown): node is Json {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
