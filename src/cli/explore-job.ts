/** What the processes of `explore` say to each other: data alone, checked where it arrives. */
import { z } from 'zod';
import { TOPOLOGIES } from '../domain/tenant.ts';
import { History } from '../histories/history.ts';
import { Stretch } from '../histories/stretch.ts';

/** What a whole session has in common. */
export const Job = z.strictObject({
  checklist: z.string(),
  /** A subject by its whole name. */
  engine: z.string(),
  /** Null but for an engine that is a command. */
  command: z.string().nullable(),
  topologies: z.array(z.enum(TOPOLOGIES)),
  sockets: z.boolean(),
  smallScope: z.boolean(),
  /** Null: all. */
  invariants: z.array(z.string()).nullable(),
  canary: z.strictObject({ title: z.string(), isOfAsked: z.boolean() }),
});
export type Job = z.infer<typeof Job>;

const At = z.int().min(0);

export const Task = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('open'), job: Job }),
  z.strictObject({ do: z.literal('canary'), from: At, most: z.int().min(1) }),
  z.strictObject({ do: z.literal('play'), from: At, count: z.int().min(1) }),
  z.strictObject({ do: z.literal('shrink'), at: At, invariant: z.string(), replay: z.string() }),
]);
export type Task = z.infer<typeof Task>;

export const Answer = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('open') }),
  z.strictObject({
    is: z.literal('canary'),
    caught: z.strictObject({ after: z.int().min(1), invariant: z.string() }).nullable(),
  }),
  z.strictObject({ is: z.literal('played'), stretch: Stretch }),
  z.strictObject({
    is: z.literal('shrunk'),
    history: History,
    title: z.string(),
    message: z.string(),
    story: z.string(),
  }),
  /** The harness itself is in trouble. */
  z.strictObject({ is: z.literal('trouble'), why: z.string() }),
]);
export type Answer = z.infer<typeof Answer>;
