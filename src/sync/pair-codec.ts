/**
 * How a pair is stored. The names of rows and leaves would be most of each pair, and are the same in all of them:
 * they are kept once, and a pair refers to them by their numbers. No name is ever taken away, so a pair that was
 * stored under other rows is still read as it was. Pure but for the names that are added.
 */
import { z } from 'zod';
import { Id, Text, type Intent, type OwnWrite, type Pair } from './state.ts';

/** Each name has its place in the list as its number. */
export interface Names {
  /** The number of a name; a name that is new is given the next one. */
  numberOf(name: string): number;
  /** Throws `RangeError` where no name has the number. */
  nameOf(number: number): string;
}

const NameNumber = z.int().min(0);
const Numbers = z.array(NameNumber);
const Texts = z.array(Text);
const Nullable = <T extends z.ZodType>(shape: T) =>
  z.strictObject({ left: shape.nullable(), right: shape.nullable() });

/** Values by their names, or the leaves of a write: all arrays of one are as long as the first. */
const ByName = z.strictObject({ names: Numbers, values: Texts }).refine(isEven, 'a value has no name');
const wrote = { paths: Numbers, from: Texts, to: Texts };
const StoredWrite = z
  .strictObject({ etag: z.string(), modifiedAt: z.iso.datetime(), editedAt: z.iso.datetime(), ...wrote })
  .refine(isEven, 'a leaf has no value');
const StoredIntent = z
  .strictObject({
    editedAt: z.iso.datetime(),
    ...wrote,
    rows: z.array(Numbers),
    complete: z.array(z.boolean()),
    leaves: ByName,
  })
  .refine(isEven, 'a leaf has no value');

/** A pair as it is stored. What a pair has none of is left out. */
export const StoredPair = z.strictObject({
  left: Id,
  right: Id,
  agreed: ByName,
  own: Nullable(StoredWrite).optional(),
  intent: Nullable(StoredIntent).optional(),
});
export type StoredPair = z.infer<typeof StoredPair>;

export function encodePair({ left, right, agreed, own, intent }: Pair, names: Names): StoredPair {
  const stored: StoredPair = { left, right, agreed: encodeByName(agreed, names) };
  if (own.left !== null || own.right !== null) {
    stored.own = { left: encodeWrite(own.left, names), right: encodeWrite(own.right, names) };
  }
  if (intent.left !== null || intent.right !== null) {
    stored.intent = { left: encodeIntent(intent.left, names), right: encodeIntent(intent.right, names) };
  }
  return stored;
}

/** Throws `RangeError` where a number has no name. */
export function decodePair({ left, right, agreed, own, intent }: StoredPair, names: Names): Pair {
  return {
    left,
    right,
    agreed: decodeByName(agreed, names),
    own: { left: decodeWrite(own?.left, names), right: decodeWrite(own?.right, names) },
    intent: { left: decodeIntent(intent?.left, names), right: decodeIntent(intent?.right, names) },
  };
}

type Of<T extends z.ZodType> = z.infer<T>;

function encodeByName(given: Readonly<Record<string, string | null>>, names: Names): Of<typeof ByName> {
  const stored: Of<typeof ByName> = { names: [], values: [] };
  for (const [name, value] of Object.entries(given)) {
    stored.names.push(names.numberOf(name));
    stored.values.push(value);
  }
  return stored;
}

function decodeByName(stored: Of<typeof ByName>, names: Names): Record<string, string | null> {
  return Object.fromEntries(
    stored.names.map((number, index) => [names.nameOf(number), stored.values[index] ?? null]),
  );
}

function encodeWrite(write: OwnWrite | null, names: Names): Of<typeof StoredWrite> | null {
  if (write === null) return null;
  const { etag, modifiedAt, editedAt } = write;
  return { etag, modifiedAt, editedAt, ...encodeLeaves(write.wrote, names) };
}

function decodeWrite(stored: Of<typeof StoredWrite> | null | undefined, names: Names): OwnWrite | null {
  if (stored === null || stored === undefined) return null;
  const { etag, modifiedAt, editedAt } = stored;
  return { etag, modifiedAt, editedAt, wrote: decodeLeaves(stored, names) };
}

function encodeIntent(intent: Intent | null, names: Names): Of<typeof StoredIntent> | null {
  if (intent === null) return null;
  return {
    editedAt: intent.editedAt,
    ...encodeLeaves(intent.wrote, names),
    rows: intent.wrote.map(({ rows }) => rows.map((row) => names.numberOf(row))),
    complete: intent.wrote.map(({ complete }) => complete),
    leaves: encodeByName(intent.leaves, names),
  };
}

function decodeIntent(stored: Of<typeof StoredIntent> | null | undefined, names: Names): Intent | null {
  if (stored === null || stored === undefined) return null;
  const { editedAt, rows, complete, leaves } = stored;
  return {
    editedAt,
    wrote: decodeLeaves(stored, names).map((leaf, index) => ({
      ...leaf,
      rows: (rows[index] ?? []).map((row) => names.nameOf(row)),
      complete: complete[index] === true,
    })),
    leaves: decodeByName(leaves, names),
  };
}

interface StoredLeaves {
  paths: number[];
  from: (string | null)[];
  to: (string | null)[];
}

function encodeLeaves(leaves: OwnWrite['wrote'], names: Names): StoredLeaves {
  const stored: StoredLeaves = { paths: [], from: [], to: [] };
  for (const { path, from, to } of leaves) {
    stored.paths.push(names.numberOf(path));
    stored.from.push(from);
    stored.to.push(to);
  }
  return stored;
}

function decodeLeaves({ paths, from, to }: StoredLeaves, names: Names): OwnWrite['wrote'] {
  return paths.map((path, index) => ({
    path: names.nameOf(path),
    from: from[index] ?? null,
    to: to[index] ?? null,
  }));
}

function isEven(columns: Readonly<Record<string, unknown>>): boolean {
  const lengths = Object.values(columns).flatMap((one) => (Array.isArray(one) ? [one.length] : []));
  return new Set(lengths).size === 1;
}
