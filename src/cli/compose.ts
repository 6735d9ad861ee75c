/** Wires mocks, tenants, engine and campaign: the one composition root, for the CLI and the fixtures alike. */
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CampaignOptions, type Progress, runCampaign } from '../campaign/campaign.ts';
import type { Limits } from '../campaign/settle.ts';
import type { ReadChecklist } from '../checklist/read.ts';
import type { EvidenceLine } from '../checks/evidence.ts';
import { plan, type Plan } from '../checks/plan.ts';
import type { Policies } from '../checks/policies.ts';
import { type Shard, sharePlan } from '../checks/shards.ts';
import type { FaultName } from '../domain/fault.ts';
import type { Topology } from '../domain/tenant.ts';
import type { EngineChoice } from '../engines/index.ts';
import { selectEngine } from '../engines/select.ts';
import { mockEnvironment } from './mock-tenants.ts';

/** Everything that a run is told; each is an option of the CLI. */
export interface RunSettings {
  checklist: string;
  engine: EngineChoice;
  topology: Topology;
  seed: number;
  policies: Policies;
  /** The faults that are tried beside those of every run. */
  faults: readonly FaultName[];
  limits: Limits;
  version: string;
}

export interface PreparedRun {
  /** The whole of it; of a shard, only its share is run. */
  plan: Plan;
  /** Runs the campaign; each line of evidence is given to `write` as soon as it is known. */
  run: (sink: {
    write: (line: EvidenceLine) => void;
    onProgress: (progress: Progress) => void;
    onBatch?: CampaignOptions['onBatch'];
  }) => Promise<void>;
}

/** An engine that is being ended may still write into its folder. */
const REMOVAL = { recursive: true, force: true, maxRetries: 3 };

/** Plans, and wires what the campaign needs: of all batches, or of a shard's. */
export function prepareRun(
  settings: RunSettings,
  checklist: ReadChecklist,
  share: (Shard & { madeBy: string }) | null = null,
): PreparedRun {
  const { topology, seed, policies, faults, limits } = settings;
  const planned = plan(checklist.dataflow, { seed, topology, policies, faults });
  const engine = selectEngine(settings.engine, settings.version);
  const header: CampaignOptions['header'] = {
    checklist: { file: settings.checklist, sha256: checklist.sha256, dataflow: checklist.dataflow },
    engine: { name: engine.name, version: engine.version },
    topology,
    seed,
    policies,
    faults: [...faults],
    lacks: [...engine.lacks],
    live: null,
    ...(share && { shards: { of: share.of, seen: [share.index], madeBy: share.madeBy } }),
  };
  return {
    plan: planned,
    run: async (sink) => {
      const states = await mkdtemp(path.join(tmpdir(), 'dataflow-qa-'));
      // A run that is stopped ends through `exit`, where only what is done at once is done.
      const removeStates = (): void => rmSync(states, REMOVAL);
      process.once('exit', removeStates);
      let opened = 0;
      try {
        await runCampaign({
          ...sink,
          plan: share ? sharePlan(planned, share, engine.lacks) : planned,
          header,
          engine,
          environment: mockEnvironment(topology, checklist.dataflow),
          setting: {
            topology,
            checklist: { path: path.resolve(settings.checklist), dataflow: checklist.dataflow },
            passTimeoutMs: limits.passTimeoutMs,
          },
          limits,
          newStateDir: async () => {
            const dir = path.join(states, `state-${++opened}`);
            await mkdir(dir);
            return dir;
          },
          now: () => new Date(),
          stopwatch: () => performance.now(),
        });
      } finally {
        await rm(states, REMOVAL);
        process.off('exit', removeStates);
      }
    },
  };
}
