/** What a sign-off tells of the measurement of its checks, as `prove` writes it to `detection.json`. */
import { z } from 'zod';

const Count = z.int().nonnegative();

/** Of the file, what is told here. */
export const Detection = z.object({
  measuredAt: z.iso.datetime(),
  seed: z.int(),
  checklist: z.object({ title: z.string(), sha256: z.string() }),
  /** Whether the whole fault bank was tried. */
  whole: z.boolean(),
  total: z
    .object({ engines: Count, killed: Count, blamedRightly: Count })
    .refine(({ engines, killed, blamedRightly }) => blamedRightly <= killed && killed <= engines, {
      error: 'more engines were found out than there are',
    }),
  /** Each check, by its id without the section, with the engines that turned it red. */
  checks: z.array(z.object({ id: z.string(), engines: z.array(z.string()) })),
});
export type Detection = z.infer<typeof Detection>;

/** How many engines turned each check red, by its id without the section. */
export function witnessesOf({ checks }: Detection): ReadonlyMap<string, number> {
  return new Map(checks.map(({ id, engines }) => [id, engines.length]));
}
