/** The catalogue as data: what each document of a folder says, what lint finds in it, and what of it can be run. */
import { z } from 'zod';

const Line = z.int().positive();
const Count = z.int().nonnegative();

const CatalogueFinding = z.strictObject({
  code: z.string().min(1),
  severity: z.enum(['error', 'warning', 'note']),
  line: Line,
  message: z.string().min(1),
  ask: z.string().min(1),
});
export type CatalogueFinding = z.infer<typeof CatalogueFinding>;

const CatalogueRule = z.strictObject({ left: z.string(), right: z.string(), line: Line });

/** One side is the empty string where the document names no property there. */
const CatalogueRow = z.strictObject({ left: z.string(), right: z.string(), type: z.string(), line: Line });

const Runs = z.union([
  z.strictObject({ runs: z.literal(true) }),
  z.strictObject({ runs: z.literal(false), why: z.string().min(1) }),
]);

const CatalogueSection = z.strictObject({
  heading: z.string(),
  source: z.string(),
  target: z.string(),
  line: Line,
  merge: z.array(CatalogueRule),
  rows: z.array(CatalogueRow),
  findings: z.array(CatalogueFinding),
  run: Runs,
});
export type CatalogueSection = z.infer<typeof CatalogueSection>;

const CatalogueDocument = z.strictObject({
  file: z.string().min(1),
  title: z.string(),
  left: z.string(),
  right: z.string(),
  generated: z.string().nullable(),
  sections: z.array(CatalogueSection),
  /** Those that are about no section that could be read. */
  findings: z.array(CatalogueFinding),
});
export type CatalogueDocument = z.infer<typeof CatalogueDocument>;

/** The line is null where the file as a whole could not be had. */
export const Unreadable = z.strictObject({
  file: z.string().min(1),
  line: Line.nullable(),
  why: z.string().min(1),
});
export type Unreadable = z.infer<typeof Unreadable>;

const Totals = z.strictObject({
  documents: Count,
  systems: Count,
  sections: Count,
  rows: Count,
  errors: Count,
  warnings: Count,
  notes: Count,
  /** Sections that can be run. */
  runnable: Count,
  unreadable: Count,
});
export type Totals = z.infer<typeof Totals>;

export const Catalogue = z.strictObject({
  /** The folder as it was given. */
  folder: z.string().min(1),
  totals: Totals,
  documents: z.array(CatalogueDocument),
  unreadable: z.array(Unreadable),
});
export type Catalogue = z.infer<typeof Catalogue>;
