/**
 * What a dataflow document says, as data: which records of two systems belong together (merge rules)
 * and which of their properties are kept equal (rows). Lines count from 1, as editors show them.
 */
import { z } from 'zod';
import { PropertyPath } from './path.ts';

const Line = z.int().positive();

/** What a sentence of a section is about; `other` is kept as text and never dropped. */
export const Meaning = z.enum([
  'every record is synchronised',
  'some records are synchronised',
  'a link comes first',
  'introduces the merge rules',
  'a record merges with one that is there',
  'a record is created',
  'keeps in sync',
  'introduces the rows',
  'other',
]);
export type Meaning = z.infer<typeof Meaning>;

/** One paragraph of a section, where it stands among the section's tables. */
export const Sentence = z.strictObject({
  text: z.string().min(1),
  meaning: Meaning,
  place: z.enum(['before merge rules', 'before rows', 'after rows']),
  line: Line,
});
export type Sentence = z.infer<typeof Sentence>;

/** One line of the two-column table: records belong together where these two properties agree. */
export const MergeRule = z.strictObject({ left: PropertyPath, right: PropertyPath, line: Line });
export type MergeRule = z.infer<typeof MergeRule>;

/** Where a row's data type stands, if that is outside of the table: such a row is malformed, and was read all the same. */
const typeLine = Line.optional();

/** One line of the property table. `type` is the cell's text without its quotes: `string`. */
export const Row = z.strictObject({
  left: PropertyPath,
  right: PropertyPath,
  type: z.string().min(1),
  line: Line,
  typeLine,
});
export type Row = z.infer<typeof Row>;

/** A line of the property table that names a property on one side alone, or on none; the other path is the empty string. */
export const LoneRow = z
  .strictObject({ left: z.string(), right: z.string(), type: z.string().min(1), line: Line, typeLine })
  .refine(({ left, right }) => left === '' || right === '');
export type LoneRow = z.infer<typeof LoneRow>;

/** Lines that are not of the known form, as they stand; they are told as findings, and never dropped. */
export const Unread = z.strictObject({ text: z.string().min(1), line: Line });
export type Unread = z.infer<typeof Unread>;

/**
 * One section: the records of type `source` (left) that belong to records of type `target` (right).
 * Some documents leave the target's type out; `target` is the empty string then.
 */
export const Link = z.strictObject({
  source: z.string().min(1),
  target: z.string(),
  line: Line,
  sentences: z.array(Sentence),
  merge: z.array(MergeRule),
  rows: z.array(Row),
  /** Absent, as the next, in every document that is run. */
  lone: z.array(LoneRow).min(1).optional(),
  /** Absent where all was understood. */
  unread: z.array(Unread).min(1).optional(),
});
export type Link = z.infer<typeof Link>;

/** A whole document. `left` and `right` are the systems of the title; both may bear one name. */
export const Dataflow = z.strictObject({
  title: z.string().min(1),
  left: z.string().min(1),
  right: z.string().min(1),
  generated: z.string().nullable(),
  introduction: z.array(z.string().min(1)),
  sections: z.array(Link),
  /** What stands in no section. */
  unread: z.array(Unread).min(1).optional(),
});
export type Dataflow = z.infer<typeof Dataflow>;

/** The section's heading as the document has it: `Crmoffice Companies to Crmoffice Companies`. */
export function headingOf(link: Pick<Link, 'source' | 'target'>): string {
  return `${link.source} to ${link.target}`;
}

/** A row as reports name it: `postAddress.country → visitAddress.country`. */
export function rowName(row: Pick<Row, 'left' | 'right'>): string {
  return `${row.left} → ${row.right}`;
}
