/** Property paths of a document: dotted segments, such as `postAddress.country`. */
import { z } from 'zod';

/** A path has no empty segment and no white space around it. */
export const PropertyPath = z.string().regex(/^[^\s.](?:[^.]*[^\s.])?(?:\.[^\s.](?:[^.]*[^\s.])?)*$/);
export type PropertyPath = z.infer<typeof PropertyPath>;

/** The object that a leaf lives in: `postAddress` for `postAddress.country`, the path itself at top level. */
export function topLevelOf(path: PropertyPath): string {
  const dot = path.indexOf('.');
  return dot === -1 ? path : path.slice(0, dot);
}
