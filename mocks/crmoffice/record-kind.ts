/** Records of any type, as records of a collection: schemas made from the type, and patches by its leaves. */
import { z } from 'zod';
import type { LeafType } from '../../src/domain/data-type.ts';
import type { RecordType } from '../../src/domain/record-type.ts';
import { isOfType, type Json, layoutOf } from '../../src/domain/wire.ts';
import type { Kind, StoredRecord } from './kind.ts';

export function recordKind(type: RecordType): Kind<StoredRecord, Json> {
  const tree = treeOf(type);
  const shape = shapeOf(tree);
  const ignored = z.unknown().optional();
  const repeated = z.string().optional();
  const newBody = z.strictObject({ ...shape, id: ignored, modifiedAt: ignored });
  const patchBody = z.strictObject({ ...shape, id: repeated, modifiedAt: repeated });
  return {
    collection: type.collection,
    noun: 'record',
    newBody: z.preprocess(bare, newBody).transform((body) => {
      const { id: _, modifiedAt: __, ...draft } = body;
      return draft;
    }),
    patchBody: z
      .preprocess(bare, patchBody)
      .transform(({ id, modifiedAt, ...asked }) => ({ id, modifiedAt, asked })),
    created: (draft, id, modifiedAt) => ({ id, ...after(tree, {}, draft), modifiedAt }),
    patched: (before, patch, modifiedAt) => ({ id: before.id, ...after(tree, before, patch), modifiedAt }),
  };
}

/** What stands below each name of an object: a leaf, or names again. */
interface Tree extends Map<string, LeafType | Tree> {}

/** Without what would stand in the place of the tenant's own: nobody can write that. */
function treeOf(type: RecordType): Tree {
  const tree: Tree = new Map();
  for (const { place, type: leaf } of layoutOf(type).values()) {
    const [top = '', last = ''] = [place[0], place.at(-1)];
    if (top === 'id' || top === 'modifiedAt') continue;
    let node = tree;
    for (const name of place.slice(0, -1)) node = branchAt(node, name);
    node.set(last, leaf);
  }
  return tree;
}

function branchAt(tree: Tree, name: string): Tree {
  const below = tree.get(name);
  if (below instanceof Map) return below;
  const branch: Tree = new Map();
  tree.set(name, branch);
  return branch;
}

function shapeOf(tree: Tree): Record<string, z.ZodOptional> {
  return Object.fromEntries(
    [...tree].map(([name, below]) => [
      name,
      (below instanceof Map ? z.strictObject(shapeOf(below)).nullable() : leafSchema(below)).optional(),
    ]),
  );
}

function leafSchema(type: LeafType): z.ZodType {
  const expected = type.is === 'date' ? `a date of the form ${type.format}` : type.is;
  return z.custom((value) => value === null || isOfType(type, value), {
    error: `has the wrong type: Invalid input: expected ${expected}`,
  });
}

/** All leaves of an object after a patch on it: null clears one, or all below a name; what is not named stays. */
function after(tree: Tree, before: Json, patch: Json | null): Json {
  const result: Json = {};
  for (const [name, below] of tree) {
    const held = ownOf(before, name);
    const change = patch === null ? null : ownOf(patch, name);
    if (!(below instanceof Map)) result[name] = change === undefined ? (held ?? null) : change;
    else if (change === undefined && isObject(held)) result[name] = held;
    else result[name] = after(below, isObject(held) ? held : {}, asPatch(change));
  }
  return result;
}

/** What an object inherits, such as `constructor`, nobody has named. */
function ownOf(json: Json, name: string): unknown {
  return Object.hasOwn(json, name) ? json[name] : undefined;
}

function asPatch(change: unknown): Json | null {
  if (change === null) return null;
  return isObject(change) ? change : {};
}

/** A copy that inherits nothing, so that zod takes what is not there for absent; it keeps no list of the caller's. */
function bare(json: unknown): unknown {
  if (!isObject(json)) return Array.isArray(json) ? structuredClone(json) : json;
  const copy: Json = Object.create(null);
  for (const [name, value] of Object.entries(json)) copy[name] = bare(value);
  return copy;
}

function isObject(json: unknown): json is Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
