/** The leaves that a patch sets, one at a time. Pure. */
import { type CompanyPatch, setAt, type Value } from '../domain/company.ts';
import type { PropertyPath } from '../domain/path.ts';

export type LeafValue = readonly [path: PropertyPath, value: Value];

/** In the order of the patch; an address that is cleared as a whole is none of them. */
export function leavesOf(patch: CompanyPatch): LeafValue[] {
  return Object.entries(patch).flatMap(([name, value]): LeafValue[] => {
    if (value === null || typeof value === 'string') return [[name, value]];
    return Object.entries(value ?? {}).map(([leaf, of]): LeafValue => [`${name}.${leaf}`, of ?? null]);
  });
}

/** Null where nothing would be set. */
export function patchOf(leaves: readonly LeafValue[]): CompanyPatch | null {
  if (leaves.length === 0) return null;
  const patch: CompanyPatch = {};
  for (const [path, value] of leaves) setAt(patch, path, value);
  return patch;
}

/** The patch without some of its leaves. */
export function without(
  patch: CompanyPatch,
  isGone: (path: PropertyPath, value: Value) => boolean,
): CompanyPatch | null {
  return patchOf(leavesOf(patch).filter(([path, value]) => !isGone(path, value)));
}

/** The patch with other values. */
export function valuesMapped(
  patch: CompanyPatch,
  map: (value: Value, path: PropertyPath) => Value,
): CompanyPatch | null {
  return patchOf(leavesOf(patch).map(([path, value]) => [path, map(value, path)]));
}

/** The patch with other leaves. */
export function pathsMapped(
  patch: CompanyPatch,
  map: (path: PropertyPath) => PropertyPath,
): CompanyPatch | null {
  return patchOf(leavesOf(patch).map(([path, value]) => [map(path), value]));
}

/** The same leaf of the other address. */
export function acrossFrom(path: PropertyPath): PropertyPath {
  if (path.startsWith('postAddress.')) return path.replace('postAddress.', 'visitAddress.');
  return path.replace('visitAddress.', 'postAddress.');
}
