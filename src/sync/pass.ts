/** One pass over one section: ends what was begun, lists both sides, ends and finds links, brings each pair to agreement that needs it. */
import { TenantError } from '../domain/tenant.ts';
import { endBegun } from './creating.ts';
import type { Both } from './decide.ts';
import type { Ambiguity, Match } from './match.ts';
import type { PassOptions, Problem } from './options.ts';
import { isFullDue, watermarkAfter, withOwnWrites } from './plan.ts';
import { copiedRows } from './rows.ts';
import type { Progress } from './state.ts';
import { listSides, notListed, type Listings } from './survey.ts';
import { workOff } from './work.ts';
import { nothingDone, type Work } from './worker.ts';

export interface PassResult {
  /** False where there are problems: the pass has to be repeated. */
  ok: boolean;
  /** Whether everything was looked at, not only what changed. */
  full: boolean;
  /** How many records came, each as often as it came; in one tenant both sides are the same. */
  listed: Both<number>;
  /** How many pairs were linked, links ended because a record is gone, and PATCHes were accepted; `onDone` was told. */
  linked: number;
  /** How many pairs have a right record that was created for them: now, or by a pass that could not tell of it. */
  created: number;
  ended: number;
  writes: number;
  /**
   * Records that share a merge value, and are not linked because nobody can tell which belong together: all of
   * them in a full pass, else those that something changed for.
   */
  ambiguous: Ambiguity[];
  problems: Problem[];
  /** Rows that say which records belong together, or that no tenant lets anybody write. */
  notCopied: readonly string[];
}

const NONE: readonly Match[] = [];
const NOTHING_LISTED: Both<null> = { left: null, right: null };

/**
 * Runs one pass. A tenant's refusals are collected in `problems` and never thrown; where a listing fails,
 * nothing is written and the links stay. What is created is what the section says;
 * nothing is ever deleted in a tenant.
 */
export async function runPass(options: PassOptions): Promise<PassResult> {
  const { state, link, scope, signal } = options;
  const { groups, rows: copied, notCopied } = copiedRows(link);
  const rows = scope.told === null ? copied : [...copied, scope.told];
  const before: Progress = state.progress() ?? {
    watermark: NOTHING_LISTED,
    before: NOTHING_LISTED,
    unfinished: true,
    sinceFull: 0,
    rows,
  };
  const full = options.full === true || isFullDue(state.progress(), rows, options.fullEvery);
  // Until the pass has done all of its work, what it has read already would be missed by an incremental one.
  await state.saveProgress(unfinished(before, before.watermark));

  const begun = scope.creates === null ? NONE : await orRefusal(endBegun(options, groups));
  const listings =
    begun instanceof TenantError
      ? begun
      : await orRefusal(listSides(options, groups, full ? null : before.before));
  const work =
    listings instanceof TenantError
      ? refusedBy(listings)
      : await workOff(options, groups, listings, full ? notListed(state, listings) : null);
  if (!(begun instanceof TenantError)) {
    work.created += begun.length;
    for (const pair of begun) options.onDone?.({ done: 'created', pair });
  }
  if (signal?.aborted) work.problems.push({ pair: null, message: 'stopped: not all of the work was done' });
  const ok = work.problems.length === 0;
  const listed = listings instanceof TenantError ? null : listings;
  if (listed !== null) {
    const after = progressAfter(options.overlapMs, before, listed, work, full, rows);
    await state.saveProgress(ok ? after : unfinished(before, goneBack(before, after)));
  }
  const { linked, created, ended, ambiguous, writes, problems } = work;
  return {
    ok,
    full,
    listed: { left: listed?.left.count ?? 0, right: listed?.right.count ?? 0 },
    linked,
    created,
    ended,
    ambiguous,
    writes,
    problems,
    notCopied,
  };
}

function progressAfter(
  overlapMs: number,
  before: Progress,
  listings: Listings,
  { oldestWrite }: Work,
  full: boolean,
  rows: readonly string[],
): Progress {
  const seen = withOwnWrites({ left: listings.left.clock, right: listings.right.clock }, oldestWrite);
  const left = watermarkAfter(before.watermark.left, seen.left, overlapMs);
  const right = watermarkAfter(before.watermark.right, seen.right, overlapMs);
  return {
    watermark: { left: left.watermark, right: right.watermark },
    // After a first listing of everything there is none before it.
    before: {
      left: before.watermark.left ?? left.watermark,
      right: before.watermark.right ?? right.watermark,
    },
    // Where a clock went back, incremental passes before this one may have missed something.
    unfinished: left.wentBack || right.wentBack,
    sinceFull: full ? 0 : before.sinceFull + 1,
    rows,
  };
}

/** Written out: with a spread V8 takes many times as long, and histories make passes by the ten thousand a second. */
function unfinished({ before, sinceFull, rows }: Progress, watermark: Progress['watermark']): Progress {
  return { watermark, before, unfinished: true, sinceFull, rows };
}

/**
 * The watermarks of a pass that is to be repeated stay, but for those that went back with their clock: what showed
 * it is known by now, and would not show it again.
 */
function goneBack(before: Progress, after: Progress): Progress['watermark'] {
  return {
    left: earlierOf(before.watermark.left, after.watermark.left),
    right: earlierOf(before.watermark.right, after.watermark.right),
  };
}

function earlierOf(was: string | null, is: string | null): string | null {
  return was !== null && is !== null && Date.parse(is) < Date.parse(was) ? is : was;
}

async function orRefusal<T>(asked: Promise<T>): Promise<T | TenantError> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TenantError) return error;
    throw error;
  }
}

function refusedBy({ message }: TenantError): Work {
  const problems = [{ pair: null, message }];
  return { ...nothingDone(), problems };
}
