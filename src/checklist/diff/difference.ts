/** What differs between two documents, as data: the larger part of what `diff --json` prints. */
import { z } from 'zod';
import { LoneRow, Meaning } from '../../domain/dataflow.ts';

/** The heading of the section that it stands in, null outside of the sections; the line in its own document, if known. */
const at = { section: z.string().nullable(), line: z.int().positive().nullable() };

/** One thing that a document says. */
export const Thing = z.discriminatedUnion('what', [
  /** The two systems of the title. */
  z.strictObject({ what: z.literal('systems'), left: z.string(), right: z.string(), ...at }),
  /** `section` is its own heading. */
  z.strictObject({ what: z.literal('section'), source: z.string(), target: z.string(), ...at }),
  z.strictObject({ what: z.literal('merge rule'), left: z.string(), right: z.string(), ...at }),
  /** One side is the empty string where the document names no property there. `typeLine` as in the model. */
  z.strictObject({
    what: z.literal('row'),
    left: z.string(),
    right: z.string(),
    type: z.string(),
    typeLine: LoneRow.shape.typeLine,
    ...at,
  }),
  /** The whole text. Those of the introduction have neither a section nor a meaning. */
  z.strictObject({ what: z.literal('sentence'), text: z.string(), meaning: Meaning.nullable(), ...at }),
  /** Lines that could not be read, as they stand. */
  z.strictObject({ what: z.literal('unread'), text: z.string(), ...at }),
]);
export type Thing = z.infer<typeof Thing>;

const what = z.enum(['systems', 'section', 'merge rule', 'row', 'sentence', 'unread']);

/**
 * A difference of meaning. `before` is of the old document, `after` of the new one. A thing can be changed and moved:
 * these are two. `otherSection` tells a move from one section into another from one within its section.
 */
export const Change = z.discriminatedUnion('change', [
  z.strictObject({ what, change: z.literal('removed'), before: Thing }),
  z.strictObject({ what, change: z.literal('added'), after: Thing }),
  z.strictObject({ what, change: z.literal('changed'), before: Thing, after: Thing }),
  z.strictObject({
    what,
    change: z.literal('moved'),
    before: Thing,
    after: Thing,
    otherSection: z.boolean(),
  }),
]);
export type Change = z.infer<typeof Change>;

/** `layout`: blank lines, indentation, comments, the length of rulers, empty tables, the names of columns. */
const CosmeticKind = z.enum([
  'generated date',
  'letter case of a system’s name',
  'white space',
  'type outside of the table',
  'layout',
  'trailing blanks',
  'line ends',
  'byte order mark',
]);
export type CosmeticKind = z.infer<typeof CosmeticKind>;

/** What stands there; a line of null is the document as a whole, a text of null that there is none. */
const Written = z.strictObject({ line: z.int().positive().nullable(), text: z.string().nullable() });
export type Written = z.infer<typeof Written>;

/** A difference that changes nothing of what the documents say. */
export const Cosmetic = z.strictObject({ kind: CosmeticKind, before: Written, after: Written });
export type Cosmetic = z.infer<typeof Cosmetic>;

/**
 * Both lists are empty only where the two texts are the same, byte for byte. Changes come by what they are of, then
 * removed, added, changed, moved, then as the old document has them. What was in a section that was added or removed
 * is told beside it.
 */
export const Difference = z.strictObject({ changes: z.array(Change), cosmetic: z.array(Cosmetic) });
export type Difference = z.infer<typeof Difference>;
