/** What a pass does to pairs and records, a few at a time, and what came of it. */
import type { Entity } from '../domain/record.ts';
import { TenantError } from '../domain/tenant.ts';
import { createFor } from './creating.ts';
import type { Both, Side } from './decide.ts';
import { entryOf, traitsOf } from './listing.ts';
import type { Ambiguity, Match } from './match.ts';
import type { PassOptions, Problem } from './options.ts';
import { inParallel } from './parallel.ts';
import { earlier } from './plan.ts';
import { reconcile, type Outcome, type Rules } from './reconcile.ts';
import type { RowGroup } from './rows.ts';
import type { Trait } from './section-state.ts';
import type { Entry, Pair } from './state.ts';
import type { NotListed } from './survey.ts';

/** How much was done, and what could not be. */
export interface Work {
  linked: number;
  created: number;
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
    created: 0,
    ended: 0,
    writes: 0,
    oldestWrite: { left: null, right: null },
    ambiguous: [],
    problems: [],
  };
}

/** A class, as a pass is made too often for each to make its functions anew. */
export class Worker {
  readonly work = nothingDone();
  readonly #options: PassOptions;
  readonly #rules: Rules;
  readonly #touched: Trait[] = [];

  /** `options` say how, `groups` which rows. */
  constructor(options: PassOptions, groups: readonly RowGroup[]) {
    this.#options = options;
    const { link, scope, core } = options;
    this.#rules = { groups, merge: link.merge, when: scope.when, decide: core.decide };
  }

  /** The values of records that turned out to be without a link, or gone, since the last call. */
  takeTouched(): Trait[] {
    return this.#touched.splice(0);
  }

  bringToAgreement(links: readonly Match[]): Promise<void> {
    return this.#runAll(links, false, ({ left }) => this.#options.state.pair(left));
  }

  link(matches: readonly Match[]): Promise<void> {
    return this.#runAll(matches, true, newPair);
  }

  /** Creates the right records of these left ones. */
  async create(entries: readonly Entry[]): Promise<void> {
    await this.#each(entries, async (entry) => {
      try {
        const created = await createFor(entry, this.#options, this.#rules.groups);
        if (created === null) return;
        const { pair, createdAt, isComplete } = created;
        this.work.created += 1;
        this.#options.onDone?.({ done: 'created', pair });
        this.work.oldestWrite.right = earlier(this.work.oldestWrite.right, createdAt);
        if (!isComplete) await this.bringToAgreement([pair]);
      } catch (error) {
        if (!(error instanceof TenantError)) throw error;
        this.work.problems.push({ pair: null, message: `${entry.id} on the left: ${error.message}` });
      }
    });
  }

  /** Asks for records that are known of, to see whether they still exist. */
  verify(records: NotListed['records']): Promise<void> {
    return this.#each(records, async ({ side, id }) => {
      try {
        await this.#learn(side, id, (await this.#options[side].get(id))?.company ?? null);
      } catch (error) {
        if (!(error instanceof TenantError)) throw error;
        this.work.problems.push({ pair: null, message: error.message });
      }
    });
  }

  /** A pair is in memory only while it is worked on. */
  async #runAll(links: readonly Match[], isNew: boolean, pairOf: (ids: Match) => Pair | null): Promise<void> {
    if (links.length === 0) return;
    const problems = new Map<Match, string>();
    await this.#each(links, async (ids) => {
      const pair = pairOf(ids);
      if (pair === null) return;
      const outcome = await this.#runOne(pair, isNew);
      this.#tell(ids, isNew, outcome);
      if (outcome.problem !== null) problems.set(ids, outcome.problem);
    });
    // In the order of the links, whichever was done first.
    for (const ids of links) {
      const message = problems.get(ids);
      if (message !== undefined) this.work.problems.push({ pair: ids, message });
    }
  }

  async #each<T>(items: readonly T[], task: (item: T) => Promise<void>): Promise<void> {
    if (items.length === 0) return;
    const { pairsAtOnce, signal } = this.#options;
    await inParallel(items, pairsAtOnce, async (item) => {
      if (!signal?.aborted) await task(item);
    });
  }

  async #runOne(pair: Pair, isNew: boolean): Promise<Outcome> {
    const { left, right, state } = this.#options;
    const outcome = await reconcile(pair, isNew, { left, right }, this.#rules, (one, how) =>
      state.savePair(one, how),
    );
    if (outcome.gone !== null) await this.#endLink(pair, outcome.gone);
    // What was remembered of them is out of date: if it comes true again, that is a change to be seen.
    if (outcome.givenUp !== null) {
      await this.#learn('left', pair.left, outcome.givenUp.left);
      await this.#learn('right', pair.right, outcome.givenUp.right);
    }
    return outcome;
  }

  async #endLink(pair: Pair, { left, right }: Both<Entity | null>): Promise<void> {
    // Before the link is gone: without either, a record would be created anew.
    if (this.#options.scope.creates !== null) await this.#rememberLinked(left, right);
    await this.#options.state.removePair(pair);
    await this.#learn('left', pair.left, left);
    await this.#learn('right', pair.right, right);
  }

  async #rememberLinked(left: Entity | null, right: Entity | null): Promise<void> {
    const { state, topology, link } = this.#options;
    const options = { ...this.#options, merge: link.merge };
    for (const record of topology === 'one-tenant' ? [left, right] : [left]) {
      if (record === null) continue;
      const entry = entryOf(record, 'left', options, false, true);
      await state.saveEntries('left', [{ before: state.entry('left', record.id), entry }]);
    }
  }

  /** Brings up to date what is known of a record, which is null where it is gone. */
  async #learn(side: Side, id: string, company: Entity | null): Promise<void> {
    const { state, topology, link, scope } = this.#options;
    const place = topology === 'one-tenant' ? 'left' : side;
    const before = state.entry(place, id);
    if (before !== null) this.#touched.push(...traitsOf(before));
    if (company === null) {
      await state.removeEntry(place, id);
      return;
    }
    const wasLinked = before?.wasLinked === true;
    const entry = entryOf(company, place, { topology, merge: link.merge, scope }, false, wasLinked);
    this.#touched.push(...traitsOf(entry));
    await state.saveEntries(place, [{ before, entry }]);
  }

  #tell(pair: Match, isNew: boolean, { linked, gone, writes, writtenAt }: Outcome): void {
    const { work } = this;
    const { onDone } = this.#options;
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
  }
}

function newPair({ left, right }: Match): Pair {
  return { left, right, agreed: {}, own: { left: null, right: null }, intent: { left: null, right: null } };
}
