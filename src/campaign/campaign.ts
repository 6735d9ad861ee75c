/** Runs a plan's scenarios against tenants and an engine, in lockstep, and writes down what was observed. */
import type { EvidenceLine, Header, RoundEvidence } from '../checks/evidence.ts';
import type { Plan } from '../checks/plan.ts';
import type { Batch } from '../checks/scenario.ts';
import type { Engine, RunningEngine, Setting } from '../engines/index.ts';
import type { Environment, TenantPair } from './environment.ts';
import { Records } from './records.ts';
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

export interface CampaignOptions {
  plan: Plan;
  /** What the evidence begins with, but for the start, which the campaign takes from `now`. */
  header: Omit<Header, 'kind' | 'format' | 'startedAt' | 'limits'>;
  engine: Engine;
  environment: Environment;
  setting: Omit<Setting, 'tenants' | 'stateDir'>;
  limits: Limits;
  /** An existing folder that nobody else uses, a new one for each call. */
  newStateDir: () => Promise<string>;
  /** Gets each line of evidence as soon as it is known. */
  write: (line: EvidenceLine) => void;
  onProgress: (progress: Progress) => void;
  now: () => Date;
  stopwatch: Stopwatch;
}

/** Where the campaign is. Batches, rounds and passes count from 1. */
export interface Progress {
  batch: string;
  batchNumber: number;
  batches: number;
  round: number;
  rounds: number;
  doing: string;
}

/** How many passes are given to the faults before they are withdrawn, whether or not all were met. */
const FAULTY_PASSES = 3;

/** The engine cannot be observed any further: no pass of a settle ended well. */
class EngineFailed extends Error {}

/**
 * Never throws for what the engine or a tenant does: why the campaign ended early is the last line of the
 * evidence. A batch that was begun is written down as far as it came.
 */
export async function runCampaign(options: CampaignOptions): Promise<void> {
  const { plan, header, limits, write, now } = options;
  write({ kind: 'campaign', format: 1, ...header, limits, startedAt: now().toISOString() });
  let stopped: Extract<EvidenceLine, { kind: 'end' }>['stopped'] = null;
  try {
    for (const [index, batch] of plan.batches.entries()) {
      await runBatch(options, batch, index + 1);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    stopped = { by: error instanceof EngineFailed ? 'engine' : 'harness', reason };
  }
  write({ kind: 'end', finishedAt: now().toISOString(), stopped });
}

async function runBatch(options: CampaignOptions, batch: Batch, batchNumber: number): Promise<void> {
  const pair = await options.environment.open();
  try {
    const stateDir = await options.newStateDir();
    const engine = await options.engine.start({ ...options.setting, tenants: pair.access, stateDir });
    try {
      await new BatchRun(options, batch, batchNumber, pair, engine).run();
    } finally {
      await engine.close();
    }
  } finally {
    await pair.close();
  }
}

class BatchRun {
  readonly #options: CampaignOptions;
  readonly #batch: Batch;
  readonly #batchNumber: number;
  readonly #pair: TenantPair;
  readonly #engine: RunningEngine;
  readonly #records: Records;
  readonly #rounds = new Map<string, RoundEvidence[]>();

  constructor(
    options: CampaignOptions,
    batch: Batch,
    batchNumber: number,
    pair: TenantPair,
    engine: RunningEngine,
  ) {
    this.#options = options;
    this.#batch = batch;
    this.#batchNumber = batchNumber;
    this.#pair = pair;
    this.#engine = engine;
    this.#records = new Records(pair.tenants);
  }

  async run(): Promise<void> {
    const rounds = Math.max(...this.#batch.scenarios.map((scenario) => scenario.rounds.length));
    let final = false;
    try {
      for (let round = 0; round < rounds; round++) await this.#round(round, rounds);
      await this.#furtherPasses(rounds);
      final = true;
    } finally {
      await this.#writeScenarios(final);
    }
  }

  async #round(round: number, rounds: number): Promise<void> {
    const { controls } = this.#pair;
    this.#progress(round, rounds, 'arranging');
    const performed = new Map<string, RoundEvidence['actions']>();
    const perform = async (): Promise<void> => {
      for (const scenario of this.#batch.scenarios) {
        const actions: RoundEvidence['actions'] = [];
        for (const action of scenario.rounds[round] ?? []) {
          actions.push(await this.#records.perform(scenario, action, controls));
        }
        performed.set(scenario.id, actions);
      }
    };
    await (this.#batch.simultaneous ? controls.simultaneously(perform) : perform());

    const pass = (number: number, why = ''): Promise<PassDone> => {
      this.#progress(round, rounds, `pass ${number}${why}`);
      return passOnce(this.#engine, controls, this.#options.stopwatch);
    };
    const { faultyPasses, faultsMet } = await this.#underFaults(pass);
    let number = 0;
    const settled = await settle(() => pass(++number), this.#options.limits);
    controls.clearAmbushes();
    const isObserved = settled.passes.some((done) => done.pass.ok);
    const listing = await this.#records.look();
    this.#options.write({
      kind: 'settle',
      batch: this.#batch.id,
      round,
      settled: settled.settled,
      faultyPasses: faultyPasses.map((done) => done.pass),
      faultsMet,
      passes: settled.passes.map((done) => done.pass),
      strangers: this.#records.newStrangers(listing),
    });
    // What the passes said is evidence; what the tenants hold after an engine that never worked is not.
    if (!isObserved) throw new EngineFailed(whyNoPass(settled));
    const writes = this.#writesByScenario([
      ...faultyPasses.map((done) => ({ number: 0, done })),
      ...settled.passes.map((done, i) => ({ number: i + 1, done })),
    ]);
    for (const scenario of this.#batch.scenarios.filter(({ rounds: own }) => own.length > round)) {
      const evidence: RoundEvidence = {
        actions: performed.get(scenario.id) ?? [],
        observed: this.#records.observe(scenario.id, listing),
        writes: writes.get(scenario.id) ?? [],
      };
      this.#rounds.set(scenario.id, [...(this.#rounds.get(scenario.id) ?? []), evidence]);
    }
  }

  async #underFaults(pass: (number: number, why: string) => Promise<PassDone>): Promise<{
    faultyPasses: PassDone[];
    faultsMet: number;
  }> {
    const { controls } = this.#pair;
    const faultyPasses: PassDone[] = [];
    if (this.#batch.faults.length === 0) return { faultyPasses, faultsMet: 0 };
    controls.armFaults(this.#batch.faults);
    while (faultyPasses.length < FAULTY_PASSES && controls.faultsLeft() > 0) {
      faultyPasses.push(await pass(faultyPasses.length + 1, ' under faults'));
    }
    return { faultyPasses, faultsMet: controls.withdrawFaults() };
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
    const listing = final ? await this.#records.look() : null;
    for (const { id } of this.#batch.scenarios) {
      this.#options.write({
        kind: 'scenario',
        id,
        batch: this.#batch.id,
        sides: this.#records.sidesOf(id),
        rounds: this.#rounds.get(id) ?? [],
        final: listing ? this.#records.observe(id, listing) : null,
      });
    }
  }

  #progress(round: number, rounds: number, doing: string): void {
    const { plan, onProgress } = this.#options;
    const { id: batch } = this.#batch;
    onProgress({
      batch,
      batchNumber: this.#batchNumber,
      batches: plan.batches.length,
      round: round + 1,
      rounds,
      doing,
    });
  }
}

function whyNoPass({ passes }: Settled): string {
  const last = passes.at(-1)?.pass;
  const why = last?.reason ?? 'no reason given';
  const said = last?.output?.split('\n') ?? [];
  // A runtime may sign off with a banner below the error.
  const telling = said.findLast((line) => /error/i.test(line)) ?? said.at(-1);
  return `none of ${passes.length} passes ended well: ${why}${telling ? `: ${telling.trim()}` : ''}`;
}
