/** What a pass does to pairs and records, a few at a time, and what came of it. */
import type { Company } from '../domain/company.ts';
import { TenantError } from '../domain/tenant.ts';
import type { Both, Side } from './decide.ts';
import { entryOf, traitsOf } from './listing.ts';
import type { Ambiguity, Match } from './match.ts';
import type { PassOptions, Problem } from './options.ts';
import { inParallel } from './parallel.ts';
import { earlier } from './plan.ts';
import { reconcile, type Outcome } from './reconcile.ts';
import type { RowGroup } from './rows.ts';
import type { Trait } from './section-state.ts';
import type { Pair } from './state.ts';
import type { NotListed } from './survey.ts';

/** How much was done, and what could not be. */
export interface Work {
  linked: number;
  ended: number;
  writes: number;
  /** The earliest of the times that a tenant gave our writes. */
  oldestWrite: Both<string | null>;
  ambiguous: Ambiguity[];
  problems: Problem[];
}

export function nothingDone(): Work {
  return {
    linked: 0,
    ended: 0,
    writes: 0,
    oldestWrite: { left: null, right: null },
    ambiguous: [],
    problems: [],
  };
}

/** `options` say how, `groups` which rows. */
export function createWorker(options: PassOptions, groups: readonly RowGroup[]) {
  const { state, topology, link, core, signal, pairsAtOnce, onDone } = options;
  const tenants = { left: options.left, right: options.right };
  const rules = { groups, merge: link.merge, decide: core.decide };
  const touched: Trait[] = [];
  const work = nothingDone();

  const each = async <T>(items: readonly T[], task: (item: T) => Promise<void>): Promise<void> => {
    await inParallel(items, pairsAtOnce, async (item) => {
      if (!signal?.aborted) await task(item);
    });
  };

  /** Brings up to date what is known of a record, which is null where it is gone. */
  const learn = async (side: Side, id: string, company: Company | null): Promise<void> => {
    const place = topology === 'one-tenant' ? 'left' : side;
    const before = state.entry(place, id);
    if (before !== null) touched.push(...traitsOf(before));
    if (company === null) {
      await state.removeEntry(place, id);
      return;
    }
    const entry = entryOf(company, place, { topology, merge: link.merge });
    touched.push(...traitsOf(entry));
    await state.saveEntries(place, [{ before, entry }]);
  };

  const endLink = async (pair: Pair, { left, right }: Both<Company | null>): Promise<void> => {
    await state.removePair(pair);
    await learn('left', pair.left, left);
    await learn('right', pair.right, right);
  };

  const runOne = async (pair: Pair, isNew: boolean): Promise<Outcome> => {
    const outcome = await reconcile(pair, isNew, tenants, rules, (one, how) => state.savePair(one, how));
    if (outcome.gone !== null) await endLink(pair, outcome.gone);
    // What was remembered of them is out of date: if it comes true again, that is a change to be seen.
    if (outcome.givenUp !== null) {
      await learn('left', pair.left, outcome.givenUp.left);
      await learn('right', pair.right, outcome.givenUp.right);
    }
    return outcome;
  };

  const tell = (pair: Match, isNew: boolean, { linked, gone, writes, writtenAt }: Outcome): void => {
    if (isNew && linked) {
      work.linked += 1;
      onDone?.({ done: 'linked', pair });
    }
    if (!isNew && gone !== null) {
      work.ended += 1;
      onDone?.({ done: 'ended', pair });
    }
    work.writes += writes.length;
    for (const write of writes) onDone?.({ done: 'write', write });
    const { oldestWrite } = work;
    for (const at of writtenAt.left) oldestWrite.left = earlier(oldestWrite.left, at);
    for (const at of writtenAt.right) oldestWrite.right = earlier(oldestWrite.right, at);
  };

  /** A pair is in memory only while it is worked on. */
  const runAll = async (
    links: readonly Match[],
    isNew: boolean,
    pairOf: (ids: Match) => Pair | null,
  ): Promise<void> => {
    const problems = new Map<Match, string>();
    await each(links, async (ids) => {
      const pair = pairOf(ids);
      if (pair === null) return;
      const outcome = await runOne(pair, isNew);
      tell(ids, isNew, outcome);
      if (outcome.problem !== null) problems.set(ids, outcome.problem);
    });
    // In the order of the links, whichever was done first.
    for (const ids of links) {
      const message = problems.get(ids);
      if (message !== undefined) work.problems.push({ pair: ids, message });
    }
  };

  return {
    work,
    /** The values of records that turned out to be without a link, or gone, since the last call. */
    takeTouched: (): Trait[] => touched.splice(0),
    bringToAgreement: (links: readonly Match[]) => runAll(links, false, ({ left }) => state.pair(left)),
    link: (matches: readonly Match[]) => runAll(matches, true, newPair),
    /** Asks for records that are known of, to see whether they still exist. */
    verify: (records: NotListed['records']) =>
      each(records, async ({ side, id }) => {
        try {
          await learn(side, id, (await tenants[side].get(id))?.company ?? null);
        } catch (error) {
          if (!(error instanceof TenantError)) throw error;
          work.problems.push({ pair: null, message: error.message });
        }
      }),
  };
}

function newPair({ left, right }: Match): Pair {
  return { left, right, agreed: {}, own: { left: null, right: null }, intent: { left: null, right: null } };
}
