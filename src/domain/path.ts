/** Property paths of a document: dotted segments, such as `postAddress.country`. */
import { z } from 'zod';

const SEGMENTS = /^[^\s.](?:[^.]*[^\s.])?(?:\.[^\s.](?:[^.]*[^\s.])?)*$/;
const DEPENDANT = '(Dependant on having ';

/**
 * A path has no empty segment and no white space around it. Behind it a document may say on what it depends, once or
 * several times: `ps:P297 (Dependant on having organisation in type)`. That is part of its text: without it two rows
 * would be one.
 */
export const PropertyPath = z.string().refine(isPropertyPath);
export type PropertyPath = z.infer<typeof PropertyPath>;

/** The same without zod, for a document's paths: it has them by the million. */
export function isPropertyPath(text: string): boolean {
  return SEGMENTS.test(pathIn(text));
}

/** The property is there only where the one at `path` has the value; `path` is empty where the document leaves it out. */
export interface Dependency {
  value: string;
  path: string;
}

/** The path alone: `ps:P297`. */
export function pathIn(text: string): string {
  const at = text.indexOf(DEPENDANT);
  return at === -1 || !text.endsWith(')') ? text : text.slice(0, at).trimEnd();
}

/** On what the property depends, in the document's order. */
export function dependenciesIn(text: string): Dependency[] {
  return text
    .slice(pathIn(text).length)
    .split(DEPENDANT)
    .slice(1)
    .map((part) => {
      // Closed by a bracket, whatever brackets are within.
      const inner = `${part.trimEnd().replace(/\)$/, '').trimEnd()} `;
      const at = inner.lastIndexOf(' in ');
      return at === -1
        ? { value: inner.trim(), path: '' }
        : { value: inner.slice(0, at).trim(), path: inner.slice(at + ' in '.length).trim() };
    });
}

/**
 * The text as V8 keeps the names of properties, each once: so it is found by its address, in a map or an object, and
 * need not be compared letter by letter. What is asked for by the million is worth it.
 */
export function interned(text: string): string {
  const [name = text] = Object.keys({ [text]: true });
  return name;
}

/** The object that a leaf lives in: `postAddress` for `postAddress.country`, the path itself at top level. */
export function topLevelOf(path: PropertyPath): string {
  const dot = path.indexOf('.');
  return dot === -1 ? path : path.slice(0, dot);
}
