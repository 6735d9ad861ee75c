/** What a pass does to pairs and records, a few at a time, and what came of it. */
import type { Company } from '../domain/company.ts';
import { TenantError } from '../domain/tenant.ts';
import type { Both, Side } from './decide.ts';
import { entryOf, traitsOf } from './listing.ts';
import type { Ambiguity, Match } from './match.ts';
import type { PassOptions, Problem } from './options.ts';
import { inParallel } from './parallel.ts';
import { reconcile, type Outcome, type Write } from './reconcile.ts';
import type { RowGroup } from './rows.ts';
import type { Trait } from './section-state.ts';
import type { Pair } from './state.ts';
import type { NotListed } from './survey.ts';

/** What was done, and what could not be. */
export interface Work {
  linked: Match[];
  ended: Match[];
  ambiguous: Ambiguity[];
  writes: Write[];
  writtenAt: Both<string[]>;
  problems: Problem[];
}

/** `options` say how, `groups` which rows. */
export function createWorker(options: PassOptions, groups: readonly RowGroup[]) {
  const { state, topology, link, signal, pairsAtOnce } = options;
  const tenants = { left: options.left, right: options.right };
  const rules = { groups, merge: link.merge };
  const touched: Trait[] = [];
  const work: Work = {
    linked: [],
    ended: [],
    ambiguous: [],
    writes: [],
    writtenAt: { left: [], right: [] },
    problems: [],
  };

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
    const outcome = await reconcile(pair, isNew, tenants, rules, (one, pending) =>
      state.savePair(one, pending),
    );
    if (outcome.gone !== null) await endLink(pair, outcome.gone);
    // What was remembered of them is out of date: if it comes true again, that is a change to be seen.
    if (outcome.givenUp !== null) {
      await learn('left', pair.left, outcome.givenUp.left);
      await learn('right', pair.right, outcome.givenUp.right);
    }
    return outcome;
  };

  /** In the order of the links, whichever was done first. A pair is in memory only while it is worked on. */
  const runAll = async (
    links: readonly Match[],
    isNew: boolean,
    pairOf: (ids: Match) => Pair | null,
  ): Promise<void> => {
    const outcomes = new Map<Match, Outcome>();
    await each(links, async (ids) => {
      const pair = pairOf(ids);
      if (pair !== null) outcomes.set(ids, await runOne(pair, isNew));
    });
    for (const ids of links) {
      const outcome = outcomes.get(ids);
      if (outcome === undefined) continue;
      if (isNew && outcome.linked) work.linked.push(ids);
      if (!isNew && outcome.gone !== null) work.ended.push(ids);
      work.writes.push(...outcome.writes);
      for (const side of ['left', 'right'] as const) work.writtenAt[side].push(...outcome.writtenAt[side]);
      if (outcome.problem !== null) work.problems.push({ pair: ids, message: outcome.problem });
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
