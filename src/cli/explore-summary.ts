/** `explore.json`: what a session did and found, for machines; and the verdict that its exit status follows from. Pure. */
import { z } from 'zod';
import { TOPOLOGIES } from '../domain/tenant.ts';
import { COMPARISONS } from '../histories/comparisons.ts';
import { Visits } from '../histories/coverage.ts';
import { COVERED_EACH } from '../histories/stretch.ts';
import type { Explored } from './explore-session.ts';
import type { Session } from './explore-settings.ts';

const Count = z.int().min(0);
const Mean = z.number().min(0);

export const Told = z.strictObject({
  invariant: z.string(),
  title: z.string(),
  message: z.string(),
  /** The number of the first history that broke it: its seed where it was drawn. */
  history: Count,
  /** How many histories of the session broke it. */
  histories: Count,
  /** The counterexample's file. */
  file: z.string(),
});
export type Told = z.infer<typeof Told>;

const VERDICTS = ['nothing found', 'broken', 'inconclusive'] as const;

export const Summary = z.strictObject({
  version: z.literal(1),
  verdict: z.enum(VERDICTS),
  /** Why it is inconclusive; null where it is not. */
  why: z.string().nullable(),
  engine: z.string(),
  checklist: z.string(),
  topologies: z.array(z.enum(TOPOLOGIES)),
  sockets: z.boolean(),
  /** How many histories the small scope has; null where histories were drawn. */
  smallScope: Count.nullable(),
  /** Null: all that the engine is held to. */
  invariants: z.array(z.string()).nullable(),
  jobs: Count,
  /** Numbers of the first and the last history: seeds where they were drawn. Null where none was played. */
  from: Count,
  to: Count.nullable(),
  histories: Count,
  leftOut: Count,
  seconds: Mean,
  perSecond: Mean,
  mean: z.strictObject({ edits: Mean, passes: Mean, faults: Mean }),
  ended: z.enum(['all', 'time', 'enough', 'canary', 'trouble']),
  canary: z.strictObject({
    engine: z.string(),
    /** Null where it was not found out. */
    after: Count.nullable(),
    invariant: z.string().nullable(),
    /** Whether what it broke is among the invariants that were asked for. */
    isOfAsked: z.boolean(),
  }),
  violations: z.array(Told),
  /** Broken as well, and not told: their names. */
  alsoBroken: z.array(z.string()),
  /** By the state of a pair and what happened, of every so many histories. */
  coverage: Visits,
  coveredEach: Count,
  /** By the names of comparisons, how often one was made that would have told a difference. */
  compared: z.record(z.string(), Count),
});
export type Summary = z.infer<typeof Summary>;

export function summaryOf(session: Session, explored: Explored, violations: readonly Told[]): Summary {
  const { job, jobs, from, scope } = session;
  const { totals, count, seconds, ended, canary, broken } = explored;
  const { histories, leftOut } = totals;
  const mean = (sum: number): number => rounded(histories === 0 ? 0 : sum / histories);
  const why = doubtIn(session, explored);
  return {
    version: 1,
    // What is broken is broken, whatever else went wrong.
    verdict: broken.length > 0 ? 'broken' : why === null ? 'nothing found' : 'inconclusive',
    why,
    engine: job.engine,
    checklist: job.checklist,
    topologies: job.topologies,
    sockets: job.sockets,
    smallScope: scope,
    invariants: job.invariants,
    jobs,
    from,
    to: count === 0 ? null : from + count - 1,
    histories,
    leftOut,
    seconds: rounded(seconds),
    perSecond: rounded(seconds === 0 ? 0 : histories / seconds),
    mean: { edits: mean(totals.edits), passes: mean(totals.passes), faults: mean(totals.faults) },
    ended,
    canary: {
      engine: job.canary.title,
      after: canary?.after ?? null,
      invariant: canary?.invariant ?? null,
      isOfAsked: job.canary.isOfAsked,
    },
    violations: [...violations],
    alsoBroken: broken
      .map(({ invariant }) => invariant)
      .filter((name) => !violations.some((one) => one.invariant === name)),
    coverage: explored.coverage.toJSON(),
    coveredEach: COVERED_EACH,
    compared: totals.compared,
  };
}

/** Why nothing could be said if nothing is found; null where there is no doubt. */
function doubtIn({ job }: Session, { ended, trouble, totals }: Explored): string | null {
  if (ended === 'canary') {
    return `the canary, “${job.canary.title}”, is wrong on purpose and was not found out: whoever does not see that may miss anything`;
  }
  if (ended === 'trouble') return `the harness failed: ${trouble ?? 'for no reason that is known'}`;
  if (totals.histories === 0) return 'no history was played to its end';
  if (totals.atRest === 0) return 'the sync never came to rest, so that hardly anything was looked at';
  const asked = COMPARISONS.filter(({ name }) => job.invariants?.includes(name) === true);
  const never = asked.find(({ name }) => totals.compared[name] === undefined);
  return never === undefined ? null : `of no history could be said whether ${never.name}: ${never.title}`;
}

function rounded(number: number): number {
  return Math.round(number * 10) / 10;
}
