/** What one run of the benches has found, where and of what: printed as JSON, kept as the baseline. */
import { z } from 'zod';
import { Figure } from './figure.ts';

const Machine = z.strictObject({
  cpu: z.string(),
  cores: z.int(),
  memoryGb: z.number(),
  os: z.string(),
  node: z.string(),
});

const Versions = z.strictObject({
  /** Of this project. */
  commit: z.string(),
  /** Whether files were changed since. */
  changed: z.boolean(),
  /** Of the packages that it is measured against or with. */
  packages: z.record(z.string(), z.string()),
});

export const Results = z.strictObject({
  version: z.literal(1),
  date: z.iso.date(),
  short: z.boolean(),
  machine: Machine,
  versions: Versions,
  figures: z.array(Figure),
  /** Benches that threw, and what. */
  failed: z.array(z.strictObject({ bench: z.string(), error: z.string() })),
});
export type Results = z.infer<typeof Results>;
