/** Takes one batch through its rounds, all its scenarios in lockstep, and writes down what was observed. */
import { createHash } from 'node:crypto';
import PQueue from 'p-queue';
import type { EvidenceLine, RoundEvidence, Settle } from '../checks/evidence.ts';
import type { Batch, Side } from '../checks/scenario.ts';
import type { RunningEngine } from '../engines/index.ts';
import { arrivalsOf, type Moment } from './arrivals.ts';
import type { TenantPair } from './environment.ts';
import { type Listing, Records } from './records.ts';
import {
  isAccepted,
  type Limits,
  type PassDone,
  passOnce,
  settle,
  type Settled,
  type Stopwatch,
  writeEvidence,
} from './settle.ts';
import { underFaults } from './under-faults.ts';

export interface BatchOptions {
  /** What is random in the faults comes from it. */
  seed: number;
  limits: Limits;
  write: (line: EvidenceLine) => void;
  /** Rounds count from 1. */
  onProgress: (at: { round: number; rounds: number; doing: string }) => void;
  stopwatch: Stopwatch;
}

/** The engine cannot be observed any further: no pass of a settle ended well. */
export class EngineFailed extends Error {}

/** One batch against one pair of tenants. `run` throws `EngineFailed` where no pass of a settle ended well. */
export class BatchRun {
  readonly #options: BatchOptions;
  readonly #batch: Batch;
  readonly #pair: TenantPair;
  readonly #engine: RunningEngine;
  readonly #records: Records;
  readonly #rounds = new Map<string, RoundEvidence[]>();

  constructor(options: BatchOptions, batch: Batch, pair: TenantPair, engine: RunningEngine) {
    this.#options = options;
    this.#batch = batch;
    this.#pair = pair;
    this.#engine = engine;
    this.#records = new Records(pair);
  }

  get #clockStands(): boolean {
    return this.#batch.clock === 'stands after the first round';
  }

  async run(): Promise<void> {
    const rounds = Math.max(...this.#batch.scenarios.map((scenario) => scenario.rounds.length));
    let final = false;
    try {
      await this.#round(0, rounds);
      const rest = async (): Promise<void> => {
        for (let round = 1; round < rounds; round++) await this.#round(round, rounds);
      };
      await (this.#clockStands ? this.#pair.controls.simultaneously(rest) : rest());
      await this.#furtherPasses(rounds);
      final = true;
    } finally {
      await this.#writeScenarios(final);
    }
  }

  async #round(round: number, rounds: number): Promise<void> {
    const { controls } = this.#pair;
    const { stopwatch } = this.#options;
    this.#progress(round, rounds, 'arranging');
    // What happens in one round is far from the next by the clock: an engine that asks for what is new sees only that.
    if (round > 0 && !this.#clockStands) controls.later();
    const performed = new Map<string, RoundEvidence['actions']>();
    const edits: Moment[] = [];
    const perform = async (): Promise<void> => {
      await inTurns(this.#batch.scenarios, this.#pair.actionsAtOnce, async (scenario) => {
        const actions: RoundEvidence['actions'] = [];
        for (const action of scenario.rounds[round] ?? []) {
          actions.push(await this.#records.perform(scenario, action, controls));
          const { record } = action;
          if (action.do === 'edit') edits.push({ scenario: scenario.id, record, at: stopwatch() });
        }
        performed.set(scenario.id, actions);
      });
    };
    await (this.#batch.clock === 'stands for actions' ? controls.simultaneously(perform) : perform());
    await controls.arranged();

    const pass = (number: number, why = ''): Promise<PassDone> => {
      this.#progress(round, rounds, `pass ${number}${why}`);
      return passOnce(this.#engine, controls, stopwatch);
    };
    const seedOf = (side: Side): number =>
      seedFrom(`${this.#options.seed} ${this.#batch.id} ${round} ${side}`);
    const { faultyPasses, faults } = await underFaults(this.#batch, controls, seedOf, (n) =>
      pass(n, ' under faults'),
    );
    let number = 0;
    const settled = await settle(() => pass(++number), this.#options.limits);
    controls.clearAmbushes();
    const isObserved = settled.passes.some((done) => done.pass.ok);
    const listing = await this.#look();
    const writes = this.#writesByScenario([
      ...faultyPasses.map((done) => ({ number: 0, done })),
      ...settled.passes.map((done, i) => ({ number: i + 1, done })),
    ]);
    const arrivals = arrivalsOf(edits, this.#moments([...faultyPasses, ...settled.passes]));
    const [active, over] = [
      this.#batch.scenarios.filter((scenario) => scenario.rounds.length > round),
      this.#batch.scenarios.filter((scenario) => scenario.rounds.length <= round),
    ];
    this.#options.write({
      kind: 'settle',
      batch: this.#batch.id,
      round,
      settled: settled.settled,
      faultyPasses: faultyPasses.map((done) => done.pass),
      faults,
      passes: settled.passes.map((done) => done.pass),
      arrivals: arrivals.map(({ milliseconds }) => milliseconds),
      idle: over.flatMap(({ id }) => this.#acceptedOf(id, writes.get(id) ?? [])),
      strangers: this.#records.newStrangers(listing),
    });
    // What the passes said is evidence; what the tenants hold after an engine that never worked is not.
    if (!isObserved) throw new EngineFailed(whyNoPass(settled));
    for (const scenario of active) {
      const evidence: RoundEvidence = {
        actions: performed.get(scenario.id) ?? [],
        observed: this.#records.observe(scenario, listing),
        writes: writes.get(scenario.id) ?? [],
        ...longestOf(arrivals.filter((one) => one.scenario === scenario.id)),
      };
      this.#rounds.set(scenario.id, [...(this.#rounds.get(scenario.id) ?? []), evidence]);
    }
  }

  async #look(): Promise<Listing> {
    const listing = await this.#records.look();
    this.#records.recognise(this.#batch.scenarios, listing);
    return listing;
  }

  /** The accepted writes that met records of ours. */
  #moments(passes: readonly PassDone[]): Moment[] {
    return passes.flatMap((done) =>
      done.writes.filter(isAccepted).flatMap(({ side, id, seenAt }) => {
        const owner = id === null ? null : this.#records.ownerOf(side, id);
        return owner ? [{ ...owner, at: seenAt ?? done.at }] : [];
      }),
    );
  }

  #writesByScenario(passes: { number: number; done: PassDone }[]): Map<string, RoundEvidence['writes']> {
    const writes = new Map<string, RoundEvidence['writes']>();
    for (const { number, done } of passes) {
      for (const write of done.writes) {
        const owner = write.id === null ? null : this.#records.ownerOf(write.side, write.id);
        if (!owner) continue;
        const own = writes.get(owner.scenario) ?? [];
        own.push(writeEvidence(write, owner.record, number));
        writes.set(owner.scenario, own);
      }
    }
    return writes;
  }

  #acceptedOf(scenario: string, writes: RoundEvidence['writes']): Settle['idle'] {
    return writes.filter(isAccepted).map(({ record }) => ({
      side: this.#records.placeOf(scenario, record).side,
      record: `${scenario}/${record}`,
    }));
  }

  async #furtherPasses(rounds: number): Promise<void> {
    const count = this.#batch.furtherPasses;
    if (count === 0) return;
    const done: PassDone[] = [];
    for (let i = 1; i <= count; i++) {
      this.#progress(rounds - 1, rounds, `further pass ${i} of ${count}`);
      done.push(await passOnce(this.#engine, this.#pair.controls, this.#options.stopwatch));
    }
    this.#options.write({
      kind: 'further passes',
      batch: this.#batch.id,
      passes: done.map(({ pass }) => pass),
      writes: done.flatMap(({ writes }, i) =>
        writes.filter(isAccepted).map((write) => {
          const owner = write.id === null ? null : this.#records.ownerOf(write.side, write.id);
          const record = owner ? `${owner.scenario}/${owner.record}` : `a stranger, id ${write.id}`;
          const side = owner ? this.#records.placeOf(owner.scenario, owner.record).side : write.side;
          return { side, record, pass: i + 1 };
        }),
      ),
    });
  }

  /** Also where the batch ended early: what was observed until then is evidence. */
  async #writeScenarios(final: boolean): Promise<void> {
    const listing = final ? await this.#look() : null;
    for (const scenario of this.#batch.scenarios) {
      const { id } = scenario;
      this.#options.write({
        kind: 'scenario',
        id,
        batch: this.#batch.id,
        sides: this.#records.sidesOf(id),
        rounds: this.#rounds.get(id) ?? [],
        final: listing ? this.#records.observe(scenario, listing) : null,
      });
    }
  }

  #progress(round: number, rounds: number, doing: string): void {
    this.#options.onProgress({ round: round + 1, rounds, doing });
  }
}

/** So many tasks at once, begun in the items' order; throws what the first of them throws, when none is at work. */
async function inTurns<T>(
  items: readonly T[],
  atOnce: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = new PQueue({ concurrency: atOnce });
  const failures: unknown[] = [];
  for (const item of items) {
    void queue.add(async () => {
      if (failures.length === 0) await task(item).catch((error: unknown) => failures.push(error));
    });
  }
  await queue.onIdle();
  if (failures.length > 0) throw failures[0];
}

function longestOf(arrivals: readonly { milliseconds: number }[]): { arrival?: number } {
  return arrivals.length === 0
    ? {}
    : { arrival: Math.max(...arrivals.map(({ milliseconds }) => milliseconds)) };
}

function whyNoPass({ passes }: Settled): string {
  const last = passes.at(-1)?.pass;
  const why = last?.reason ?? 'no reason given';
  const said = last?.output?.split('\n') ?? [];
  // A runtime may sign off with a banner below the error.
  const telling = said.findLast((line) => /error/i.test(line)) ?? said.at(-1);
  return `none of ${passes.length} passes ended well: ${why}${telling ? `: ${telling.trim()}` : ''}`;
}

/** Faults of each batch, round and side draw from numbers of their own. */
function seedFrom(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE();
}
