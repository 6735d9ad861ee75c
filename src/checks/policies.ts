/**
 * Policies: what the document is silent on. Each question has a name and a default, after the vendor's
 * published principles of merging; `any` records what was observed and judges nothing.
 */
import { z } from 'zod';

export const Policies = z.strictObject({
  /** Both sides edited the same row between two passes. */
  conflict: z.enum(['newest', 'left', 'right', 'any']).default('newest'),
  /** First link, both sides hold a value. */
  'first-link': z.enum(['newest', 'left', 'right', 'any']).default('newest'),
  /** First link, one side is empty. */
  'first-link-empty': z.enum(['value', 'any']).default('value'),
  /** A linked record is deleted: what happens to the other one. */
  deletion: z.enum(['stays', 'deleted', 'any']).default('stays'),
  /** One `orgNr` on several unlinked records of a side. */
  duplicates: z.enum(['none-linked', 'any']).default('none-linked'),
  /** `orgNr` written differently, with spaces or as a VAT number. */
  spelling: z.enum(['verbatim', 'any']).default('verbatim'),
  /** How the row `id | id` is read: the link ties one id to one id, or the value itself is copied. */
  'id-row': z.enum(['correlation', 'copied']).default('correlation'),
});
export type Policies = z.infer<typeof Policies>;
export type PolicyName = keyof Policies;

export const DEFAULT_POLICIES: Policies = Policies.parse({});

/**
 * Reads `NAME=VALUE` settings over the defaults.
 * @throws RangeError that names the setting and what is allowed
 */
export function parsePolicies(settings: readonly string[]): Policies {
  let policies = DEFAULT_POLICIES;
  for (const setting of settings) {
    const [name = '', ...rest] = setting.split('=');
    const known = Policies.keyof().safeParse(name);
    if (!known.success) {
      throw new RangeError(
        `${setting}: there is no policy "${name}"; there are ${Policies.keyof().options.join(', ')}`,
      );
    }
    const next = Policies.safeParse({ ...policies, [known.data]: rest.join('=') });
    if (!next.success) {
      const allowed = Policies.shape[known.data].unwrap().options;
      throw new RangeError(`${setting}: policy ${name} can be ${allowed.join(', ')}`);
    }
    policies = next.data;
  }
  return policies;
}
