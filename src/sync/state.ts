/** What the sync remembers between passes, as data. Everything that is read from the state is parsed by these. */
import { z } from 'zod';
import type { Value } from '../domain/record.ts';
import { TOPOLOGIES } from '../domain/tenant.ts';

export const Id = z.string().min(1);
export const Text = z.string().nullable();
const Both = <T extends z.ZodType>(shape: T) => z.strictObject({ left: shape, right: shape });

/** One leaf that the sync wrote: what it had read there, and what it put there. */
export interface WrittenLeaf {
  path: string;
  from: Value;
  to: Value;
}

/** A version of a record that the sync itself wrote, and when others had last edited the record before. */
export interface OwnWrite {
  etag: string;
  modifiedAt: string;
  editedAt: string;
  wrote: WrittenLeaf[];
}

/** A PATCH that is sent, or about to be, and was not answered yet. */
export interface Intent {
  /** When others had last edited the record. */
  editedAt: string;
  /** The leaves to be written, with their rows, and whether the other record holds the value already. */
  wrote: (WrittenLeaf & { rows: string[]; complete: boolean })[];
  /** Every leaf of the record's rows as it is to be after the write. */
  leaves: Record<string, Value>;
}

/** A link between two records: it ties exactly one id to one id. How it is stored, `pair-codec.ts` says. */
export interface Pair {
  left: string;
  right: string;
  /** The last agreed value of each row, by its name; a row that is missing was not agreed on yet. */
  agreed: Record<string, Value>;
  own: { left: OwnWrite | null; right: OwnWrite | null };
  intent: { left: Intent | null; right: Intent | null };
}

/** What is kept of a record to match it by: for each merge rule, its value as a left and as a right record. */
export const Entry = z.strictObject({
  id: Id,
  modifiedAt: z.iso.datetime(),
  /** Null where the record can only be on the other side. */
  left: z.array(Text).nullable(),
  right: z.array(Text).nullable(),
  /**
   * Of a record without a link that is to get a new right one: true, or, as `collection/id`, the records of which one
   * must be linked before. Left out where no new one is wanted.
   */
  wants: z.union([z.literal(true), z.array(z.string()).min(1)]).optional(),
  /** It was linked once: no new right record is made for it any more. */
  wasLinked: z.literal(true).optional(),
});
export type Entry = z.infer<typeof Entry>;

/** A record that is about to be created on the right, or was, and the answer never came. */
export const NewRecord = z.strictObject({
  /** The id of the record that it is made of. */
  left: Id,
  /** All that it is to hold, by the leaves' paths; none is empty. */
  leaves: z.record(z.string(), z.string()),
  /** What both records then agree on, by the rows' names. */
  agreed: z.record(z.string(), Text),
});
export type NewRecord = z.infer<typeof NewRecord>;

/** How far a section has come. */
export const Progress = z.strictObject({
  /** The greatest `modifiedAt` of a side that was read to its end and dealt with; null before the first. */
  watermark: Both(z.iso.datetime().nullable()),
  /** The watermark before that one: the next listing begins there, so that each time is listed twice. */
  before: Both(z.iso.datetime().nullable()),
  /** A pass was begun and did not do all of its work: the next one must look at everything. */
  unfinished: z.boolean(),
  /** Incremental passes since the last full one. */
  sinceFull: z.int().min(0),
  /** The rows that were copied then, and what was created, if anything: another list means that everything has to be looked at. */
  rows: z.array(z.string()).readonly(),
});
export type Progress = z.infer<typeof Progress>;

/** Whose state it is: a state goes with one topology, one pair of tenants and one document's sections. */
export const Identity = z.strictObject({
  topology: z.enum(TOPOLOGIES),
  /** The tenants' URLs, as they were given. */
  tenants: z.strictObject({ left: z.string(), right: z.string() }),
  /** The sections that are synchronised, in the document's order. Rows are not among it: they may change. */
  sections: z.array(
    z.strictObject({
      heading: z.string(),
      merge: z.array(z.strictObject({ left: z.string(), right: z.string() })),
      /** In one tenant: the left records are of another type than the right ones, so none is on both sides. */
      twoSided: z.literal(true).optional(),
    }),
  ),
});
export type Identity = z.infer<typeof Identity>;

/** 1 was a JSON file, `sync-state.json`. */
export const STATE_VERSION = 2;

export const Meta = z.strictObject({ version: z.literal(STATE_VERSION), identity: Identity });
