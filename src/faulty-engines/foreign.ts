/** A bank of engines of others: commands, each with what the checks are expected to make of it. */
import { z } from 'zod';

const Foreign = z.strictObject({
  title: z.string().trim().min(1),
  /** Does one pass and exits, as with `run --engine-command`. */
  command: z.string().trim().min(1),
  /** `accepted`: it is right, and no check may turn red. */
  expect: z.enum(['red', 'accepted']),
  class: z.string().trim().min(1).default('foreign'),
  against: z.string().default('the document'),
  /** Each is the beginning of the id, without its section, of a check that turns red. */
  red: z.array(z.string()).default([]),
  /** The rows that it breaks, as `left → right`; all, where it is left out. */
  rows: z.array(z.string()).optional(),
  /** A regular expression: no check turns red whose id, without its section, does not match. */
  within: z
    .string()
    .refine(isRegExp, 'is no regular expression')
    .transform((source) => new RegExp(source, 'u'))
    .optional(),
});
export type Foreign = z.infer<typeof Foreign>;

const ForeignBank = z
  .strictObject({ engines: z.array(Foreign).min(1) })
  .superRefine(({ engines }, context) => {
    const titles = engines.map(({ title }) => title);
    const twice = titles.findIndex((title, at) => titles.indexOf(title) !== at);
    if (twice !== -1) {
      context.addIssue({ code: 'custom', path: ['engines', twice, 'title'], message: 'stands there twice' });
    }
  });

/** The bank cannot be read; the message says where and why. */
export class ForeignBankError extends Error {
  override readonly name = 'ForeignBankError';
}

/** Reads JSON. Throws `ForeignBankError`. */
export function parseForeignBank(text: string, file: string): Foreign[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ForeignBankError(
      `${file}: it is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const parsed = ForeignBank.safeParse(json);
  if (parsed.success) return parsed.data.engines;
  throw new ForeignBankError(`${file}: it is no bank of engines: ${z.prettifyError(parsed.error)}`);
}

function isRegExp(source: string): boolean {
  try {
    return new RegExp(source, 'u').source !== '';
  } catch {
    return false;
  }
}
