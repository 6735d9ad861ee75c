/** What `histories.ts` and its processes say to each other. */
import { z } from 'zod';

/** `idle` does nothing in the same simulation; with `none` there is neither, only the bare loop. */
const Playing = z.enum(['reference', 'idle', 'none']);

export const Task = z.object({ engine: Playing, from: z.int(), count: z.int() });
export type Task = z.infer<typeof Task>;

/** What all of them took of this process's CPU, in microseconds. */
export const Played = z.object({
  cpu: z.object({ drawing: z.number(), playing: z.number(), judging: z.number() }),
});
export type Played = z.infer<typeof Played>;
