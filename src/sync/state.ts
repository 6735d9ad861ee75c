/** What the sync remembers between passes, as data. */
import { z } from 'zod';
import { TOPOLOGIES } from '../domain/tenant.ts';

const Id = z.string().min(1);

/** A version of a record that the sync itself wrote, and when others had last edited the record before. */
const OwnWrite = z.strictObject({
  etag: z.string(),
  modifiedAt: z.iso.datetime(),
  editedAt: z.iso.datetime(),
});
export type OwnWrite = z.infer<typeof OwnWrite>;

/** A link between two records: it ties exactly one id to one id. */
export const Pair = z.strictObject({
  left: Id,
  right: Id,
  /** The last agreed value of each row, by its name; a row that is missing was not agreed on yet. */
  agreed: z.record(z.string(), z.string().nullable()),
  own: z.strictObject({ left: OwnWrite.nullable(), right: OwnWrite.nullable() }),
});
export type Pair = z.infer<typeof Pair>;

/** Whose state it is: a state goes with one topology, one pair of tenants and one list of sections. */
export const Identity = z.strictObject({
  topology: z.enum(TOPOLOGIES),
  /** The tenants' URLs, as they were given. */
  tenants: z.strictObject({ left: z.string(), right: z.string() }),
  /** The headings of the sections that are synchronised, in the document's order. */
  headings: z.array(z.string()),
});
export type Identity = z.infer<typeof Identity>;

export const STATE_VERSION = 1;

/** The whole state; `pairs` holds the links of each section, in the order of `identity.headings`. */
export const State = z
  .strictObject({
    version: z.literal(STATE_VERSION),
    identity: Identity,
    pairs: z.array(z.array(Pair)),
  })
  .refine(({ identity, pairs }) => identity.headings.length === pairs.length, {
    error: 'there must be one list of pairs for each heading',
  });
export type State = z.infer<typeof State>;
