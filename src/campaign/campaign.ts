/** Runs a plan's batches against tenants and an engine, and writes down what was observed, in the plan's order. */
import PQueue from 'p-queue';
import type { EvidenceLine, Header } from '../checks/evidence.ts';
import type { Plan } from '../checks/plan.ts';
import type { Batch } from '../checks/scenario.ts';
import type { Engine, Setting } from '../engines/index.ts';
import { BatchRun, EngineFailed } from './batch-run.ts';
import type { Environment } from './environment.ts';
import type { Limits, Stopwatch } from './settle.ts';

export interface CampaignOptions {
  plan: Plan;
  /** What the evidence begins with, but for the start, which the campaign takes from `now`. */
  header: Omit<Header, 'kind' | 'format' | 'startedAt' | 'limits'>;
  engine: Engine;
  environment: Environment;
  setting: Omit<Setting, 'tenants' | 'stateDir' | 'observe'>;
  limits: Limits;
  /** An existing folder that nobody else uses, a new one for each call. */
  newStateDir: () => Promise<string>;
  /** Gets each line of evidence as soon as it is known. */
  write: (line: EvidenceLine) => void;
  onProgress: (progress: Progress) => void;
  /** Is told of each batch that has ended well, with all its lines: some of them may not be written yet. */
  onBatch?: ((batch: Batch, lines: readonly EvidenceLine[]) => void) | undefined;
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

/** So many batches at once where the engine allows it: each has tenants and a state of its own, and waits a lot. */
const AT_ONCE = 8;

/**
 * Never throws for what the engine or a tenant does: why the campaign ended early is the last line of the
 * evidence. A batch that was begun is written down as far as it came.
 */
export async function runCampaign(options: CampaignOptions): Promise<void> {
  const { header, limits, write, now } = options;
  write({ kind: 'campaign', format: 1, ...header, limits, startedAt: now().toISOString() });
  let stopped: Extract<EvidenceLine, { kind: 'end' }>['stopped'] = null;
  try {
    await runAll(options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    stopped = { by: error instanceof EngineFailed ? 'engine' : 'harness', reason };
  }
  write({ kind: 'end', finishedAt: now().toISOString(), stopped });
}

/** Throws the first failure, after all that was begun has ended and was written down. */
async function runAll(options: CampaignOptions): Promise<void> {
  const queue = new PQueue({ concurrency: options.engine.severalAtOnce ? AT_ONCE : 1 });
  const failures: unknown[] = [];
  const lacking = new Set(options.header.lacks.map(({ capability }) => capability));
  const capable = options.plan.batches.filter(({ needs }) => !needs.some((one) => lacking.has(one)));
  const runs = capable.map((batch) => {
    const run = { lines: Array<EvidenceLine>(), isNext: false };
    const write = (line: EvidenceLine): void => {
      run.lines.push(line);
      if (run.isNext) options.write(line);
    };
    const start = async (): Promise<void> => {
      if (failures.length > 0) return;
      try {
        await runBatch({ ...options, write }, batch);
        options.onBatch?.(batch, run.lines);
      } catch (error) {
        failures.push(error);
      }
    };
    return { batch, run, start };
  });
  const first = options.engine.severalAtOnce ? smallest(capable) : null;
  const opening = runs.find(({ batch }) => batch === first);
  // The first statuses are told several times sooner where the least of the batches runs before all others.
  const opened = opening?.start() ?? Promise.resolve();
  const ends = runs.map((one) => (one === opening ? opened : opened.then(() => queue.add(one.start))));
  // In the plan's order, and as soon as that allows.
  for (const [i, { run }] of runs.entries()) {
    for (const line of run.lines) options.write(line);
    run.isNext = true;
    await ends[i];
  }
  if (failures.length > 0) throw failures[0];
}

function smallest(batches: readonly Batch[]): Batch | null {
  const sizeOf = ({ scenarios }: Batch): number =>
    scenarios.reduce((sum, { rounds }) => sum + rounds.length, 0);
  return batches.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0] ?? null;
}

async function runBatch(options: CampaignOptions, batch: Batch): Promise<void> {
  const { plan, header, limits, write, stopwatch } = options;
  const where = {
    batch: batch.id,
    batchNumber: plan.batches.indexOf(batch) + 1,
    batches: plan.batches.length,
  };
  const onProgress = (at: { round: number; rounds: number; doing: string }): void =>
    options.onProgress({ ...where, ...at });
  const pair = await options.environment.open(batch.types);
  try {
    const stateDir = await options.newStateDir();
    const engine = await options.engine.start({
      ...options.setting,
      checklist: { ...options.setting.checklist, ...(batch.sections && { sections: batch.sections }) },
      tenants: pair.access,
      stateDir,
      observe: () => pair.controls.observe(),
    });
    try {
      await new BatchRun(
        { seed: header.seed, limits, write, onProgress, stopwatch },
        batch,
        pair,
        engine,
      ).run();
    } finally {
      await engine.close();
    }
  } finally {
    await pair.close();
  }
}
