/** What `histories.ts` and its processes say to each other. */
import { z } from 'zod';

export const Task = z.object({ engine: z.enum(['reference', 'idle']), from: z.int(), count: z.int() });
export type Task = z.infer<typeof Task>;

/** Totals; times are of this process's CPU, in microseconds. */
export const Played = z.object({
  edits: z.int(),
  passes: z.int(),
  /** Those of settles included. */
  enginePasses: z.int(),
  cpu: z.object({ drawing: z.number(), playing: z.number(), judging: z.number() }),
});
export type Played = z.infer<typeof Played>;
