/** An organisation as this vendor keeps it, and what may be written of it. */
import { z } from 'zod';
import { Refusal } from './answer.ts';

const Text = z.string().nullable().default(null);
const Place = z
  .strictObject({ countryCode: Text, zip: Text, city: Text, lines: Text })
  .nullable()
  .default(null);

/** What a client may write. A PUT takes the whole of it: what is left out is null, or no labels. */
export const Fields = z.strictObject({
  organisation: z.strictObject({ number: Text }).prefault({}),
  title: Text,
  telephone: Text,
  mail: Text,
  web: Text,
  addresses: z.strictObject({ postal: Place, visiting: Place }).prefault({}),
  labels: z.array(z.string()).default([]),
});
export type Fields = z.output<typeof Fields>;

/** A record as it is given by hand: what is left out is null. */
export type FieldsGiven = z.input<typeof Fields>;

/** A body that was read may be sent back as it is, so it may have the tenant's own `key` and `meta`. */
const Body = Fields.extend({ key: z.unknown().optional(), meta: z.unknown().optional() });

export interface OrganisationRecord extends Fields {
  readonly key: string;
  /** `updated` is RFC 3339 in UTC with milliseconds. */
  readonly meta: { readonly updated: string; readonly updatedBy: string };
}

/** The body of a POST: `key` and `meta` are ignored, whatever they are. Throws `Refusal` 422. */
export function newFields(body: unknown): Fields {
  const { key: _, meta: __, ...fields } = parsed(body);
  return fields;
}

/**
 * The body of a PUT of the record `key`: `meta` is ignored, whatever it is. Throws `Refusal` 422, for another
 * `key` too: it is a write that was meant for another record.
 */
export function wholeFields(body: unknown, key: string): Fields {
  const { key: given = key, meta: _, ...fields } = parsed(body);
  if (given !== key) throw invalid(`key: this is ${key}, and a key never changes`);
  return fields;
}

function parsed(body: unknown): z.output<typeof Body> {
  const result = Body.safeParse(body);
  if (result.success) return result.data;
  const errors = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the body'}: ${message}`,
  );
  throw invalid(errors.join('; '));
}

function invalid(message: string): Refusal {
  return new Refusal(422, 'invalid_record', message);
}
