/**
 * A history of some companies, as data: what users edit, when the sync runs, what goes wrong meanwhile. Three tapes,
 * so that each can be made smaller by itself: an edit and a fault name the pass that they belong to, by its number.
 */
import { z } from 'zod';
import { CompanyPatch, isWritable } from '../domain/company.ts';
import { PropertyPath } from '../domain/path.ts';
import { TOPOLOGIES } from '../domain/tenant.ts';

export const Side = z.enum(['left', 'right']);
export type Side = z.infer<typeof Side>;

/** A request of the engine in a pass: the n-th, from 1, to this side's tenant. In one tenant all are to the left. */
const Moment = z.strictObject({ side: Side, request: z.int().min(1) });
export type Moment = z.infer<typeof Moment>;

const when = {
  /** Before this pass, counted from 0; a number of no pass is before the last settle. */
  pass: z.int().min(0),
  /** Instead, when that request of the pass arrives, before it is answered; after the pass where none does. */
  amid: Moment.nullable(),
  /** In the same millisecond as whatever was written last, unless this record has that time already. */
  sameTime: z.boolean(),
};

/** What a user does. A company has a name of the history's own, and at most one living record on each side. */
export const Edit = z.discriminatedUnion('do', [
  /** Records on the sides that are given; one that is there already stays as it is. */
  z.strictObject({
    do: z.literal('create'),
    company: z.string(),
    left: CompanyPatch.nullable(),
    right: CompanyPatch.nullable(),
    ...when,
  }),
  z.strictObject({ do: z.literal('edit'), company: z.string(), side: Side, values: CompanyPatch, ...when }),
  z.strictObject({ do: z.literal('delete'), company: z.string(), side: Side, ...when }),
]);
export type Edit = z.infer<typeof Edit>;

/** `settle`: passes until nothing is left to do; neither faults nor stops nor edits meet it. */
export const Pass = z.strictObject({
  how: z.enum(['pass', 'settle']),
  /** Begun by a new process, which knows only what was saved. */
  restart: z.boolean(),
  /**
   * Where the process is killed, before the request is done or after it, or told to end in good order; the next pass
   * begins a new one.
   */
  stop: z.strictObject({ how: z.enum(['kill', 'kill after', 'close']), at: Moment }).nullable(),
});
export type Pass = z.infer<typeof Pass>;

/**
 * What may become of a request. Nothing is done of what is `refused` (503), `failed` (500), `busy` (429), `reset` or met by `no answer`;
 * what is `lost` is done, and its answer never comes. A listing that is `short` leaves out its last record, one that has
 * one `twice` repeats it.
 */
export const FAULT_KINDS = [
  'refused',
  'failed',
  'busy',
  'reset',
  'no answer',
  'lost',
  'short',
  'twice',
] as const;
export const Fault = z.strictObject({
  pass: z.int().min(0),
  at: Moment,
  /** How many requests in a row: a client that asks again gets over one. */
  times: z.int().min(1),
  kind: z.enum(FAULT_KINDS),
});
export type Fault = z.infer<typeof Fault>;

const Leaf = PropertyPath.refine(isWritable, 'a company has no such property that can be written');

export const History = z.strictObject({
  topology: z.enum(TOPOLOGIES),
  edits: z.array(Edit),
  passes: z.array(Pass),
  faults: z.array(Fault),
  /**
   * So many other companies on both sides, which nobody edits: of this row one side has a value, by turns. Where they
   * are `empty`, none has: a pass that links them has nothing to write, and is taken for a quiet one.
   */
  beside: z
    .strictObject({
      count: z.int().min(1).max(500),
      left: Leaf,
      right: Leaf,
      empty: z.literal(true).optional(),
    })
    .optional(),
  /** In which order answers that are under way at the same time arrive; 0 is that of their requests. */
  pace: z.int().min(0),
});
export type History = z.infer<typeof History>;

/** What a reader counts: each edit, each pass but the settle at the end, each fault; other companies are one. */
export function stepsOf({ edits, passes, faults, beside }: History): number {
  return edits.length + passes.length + faults.length + (beside === undefined ? 0 : 1);
}
