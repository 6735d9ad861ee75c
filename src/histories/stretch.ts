/** A stretch of histories, one number after another: how many there were, what was broken in which, what they met. */
import { z } from 'zod';
import { inParallel } from '../sync/parallel.ts';
import { createCoverage, Visits } from './coverage.ts';
import { type Ground, NO_CRASH, type Played } from './exploration.ts';
import type { Source } from './sources.ts';
import type { Violation } from './violation.ts';
import { visitsIn } from './visits.ts';

const Count = z.int().min(0);

/** What a reader of the whole wants to know of its parts. */
export const Totals = z.strictObject({
  histories: Count,
  /** Those that nothing could be said by. */
  leftOut: Count,
  edits: Count,
  passes: Count,
  /** Requests that met one. */
  faults: Count,
  /** Settles that found rest: of the others nothing is said but that. */
  atRest: Count,
  /** By its name, how often a comparison was made that would have told a difference. */
  compared: z.record(z.string(), Count),
});
export type Totals = z.infer<typeof Totals>;

export const Stretch = z.strictObject({
  from: Count,
  count: Count,
  totals: Totals,
  /** In the order of the numbers; within one, of what showed first. */
  broken: z.array(z.strictObject({ at: Count, invariants: z.array(z.string()) })),
  coverage: Visits,
});
export type Stretch = z.infer<typeof Stretch>;

/** Of drawn histories every so many are followed for coverage, by their numbers: it costs as much as to judge them. */
export const COVERED_EACH = 16;

/** `atOnce`: how many are played at the same time, each in a world of its own. */
export async function playStretch(
  source: Source,
  ground: Ground,
  { from, count }: Pick<Stretch, 'from' | 'count'>,
  asked: Asked,
  atOnce = 1,
): Promise<Stretch> {
  const numbers = Array.from({ length: count }, (_, index) => from + index);
  const all = await inParallel(numbers, atOnce, (at) => source.play(at, ground));
  const totals = nothingYet();
  const broken: Stretch['broken'] = [];
  const coverage = createCoverage();
  for (const [index, played] of all.entries()) {
    const at = from + index;
    if (played === null) {
      totals.leftOut += 1;
      continue;
    }
    add(totals, totalsOf(played));
    const invariants = asked(played.violations).map(({ invariant }) => invariant);
    if (invariants.length > 0) broken.push({ at, invariants });
    if (at % COVERED_EACH !== 0) continue;
    for (const { state, event } of visitsIn(ground.repertoire.cells, played.history, played.trace)) {
      coverage.visit(state, event);
    }
  }
  return { from, count, totals, broken, coverage: coverage.toJSON() };
}

export function nothingYet(): Totals {
  return { histories: 0, leftOut: 0, edits: 0, passes: 0, faults: 0, atRest: 0, compared: {} };
}

export function add(totals: Totals, more: Totals): void {
  totals.histories += more.histories;
  totals.leftOut += more.leftOut;
  totals.edits += more.edits;
  totals.passes += more.passes;
  totals.faults += more.faults;
  totals.atRest += more.atRest;
  for (const [name, times] of Object.entries(more.compared)) {
    totals.compared[name] = (totals.compared[name] ?? 0) + times;
  }
}

/** Those of the violations that count. */
export type Asked = (violations: readonly Violation[]) => Violation[];

/** A history that was not played to its end says nothing of the invariants: that always counts. */
export function askedFor(invariants: readonly string[] | null): Asked {
  return (violations) =>
    violations.filter(
      ({ invariant }) => invariants === null || invariant === NO_CRASH || invariants.includes(invariant),
    );
}

function totalsOf({ trace, compared }: Played): Totals {
  const totals = { ...nothingYet(), histories: 1 };
  for (const name of compared) totals.compared[name] = 1;
  for (const entry of trace.entries) {
    if (entry.is === 'edit') totals.edits += 1;
    if (entry.is === 'settled' && entry.atRest) totals.atRest += 1;
    if (entry.is !== 'ends') continue;
    totals.passes += 1;
    totals.faults += entry.faults;
  }
  return totals;
}
