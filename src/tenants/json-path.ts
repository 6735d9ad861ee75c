/** Dotted places in JSON that others wrote: read without trusting what is on the way, written without losing it. */

export interface Fields {
  [name: string]: unknown;
}

/** What is no object stands where the path goes on. */
export const BLOCKED = Symbol('no object on the way');

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `''` is the whole. */
export function segmentsOf(path: string): readonly string[] {
  return path === '' ? [] : path.split('.');
}

/** What is there: undefined where it is absent, null where something on the way is null, or `BLOCKED`. */
export function at(json: unknown, path: readonly string[]): unknown {
  let value = json;
  for (const name of path) {
    if (value === null || value === undefined) return value;
    if (!isFields(value)) return BLOCKED;
    value = Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

/** Writes a value, making the objects on the way that are not there. Nothing but objects may be on the way. */
export function setIn(fields: Fields, path: readonly string[], value: unknown): void {
  let inner = fields;
  for (const name of path.slice(0, -1)) {
    const next = at(inner, [name]);
    if (isFields(next)) inner = next;
    else if (next === null || next === undefined) inner = inner[name] = {};
    else throw new TypeError(`${path.join('.')}: ${name} is no object`);
  }
  const last = path.at(-1);
  if (last === undefined) throw new RangeError('nothing can be written at the empty path');
  inner[last] = value;
}
