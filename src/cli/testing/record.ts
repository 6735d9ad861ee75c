/** Real campaigns for tests: mock tenants, an engine, and evidence that went through its file format. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCampaign } from '../../campaign/campaign.ts';
import type { Environment } from '../../campaign/environment.ts';
import type { Limits } from '../../campaign/settle.ts';
import { readChecklist } from '../../checklist/read.ts';
import {
  type Evidence,
  type EvidenceLine,
  parseEvidence,
  renderEvidenceLine,
} from '../../checks/evidence.ts';
import { plan as planOf, type Plan } from '../../checks/plan.ts';
import { DEFAULT_POLICIES, type Policies } from '../../checks/policies.ts';
import { type Shard, sharePlan } from '../../checks/shards.ts';
import type { Dataflow } from '../../domain/dataflow.ts';
import type { FaultName } from '../../domain/fault.ts';
import type { Topology } from '../../domain/tenant.ts';
import type { Engine } from '../../engines/index.ts';
import { inProcessEnvironment, mockEnvironment } from '../mock-tenants.ts';

export const CHECKLIST = 'checklists/crmoffice-crmoffice.rst';
export const SEED = 20_240_905;

export interface Recording {
  /** The whole plan, whatever part of it was run. */
  plan: Plan;
  /** The part of it that was run: its checks can all be judged. */
  ran: Plan;
  evidence: Evidence;
  lines: EvidenceLine[];
}

export interface RecordOptions {
  engine: Engine;
  topology?: Topology;
  policies?: Partial<Policies>;
  faults?: FaultName[];
  /** Which scenarios are run; a batch that has none left is left out. */
  only?: (scenario: string, batch: string) => boolean;
  limits?: Partial<Limits>;
  /** Only its share is run. */
  shard?: Shard;
  environment?: Environment;
  /** What becomes of the shipped document before it is planned. */
  change?: (dataflow: Dataflow) => Dataflow;
}

export async function recordCampaign(options: RecordOptions): Promise<Recording> {
  const { engine, topology = 'two-tenants', faults = [], only = () => true, shard } = options;
  const checklist = await readChecklist(CHECKLIST);
  const dataflow = options.change?.(checklist.dataflow) ?? checklist.dataflow;
  const policies = { ...DEFAULT_POLICIES, ...options.policies };
  const limits = { quietPasses: 2, maxPasses: 8, passTimeoutMs: 10_000, ...options.limits };
  const plan = planOf(dataflow, { seed: SEED, topology, policies, faults });
  const shared = shard ? sharePlan(plan, shard, []) : plan;
  const batches = shared.batches
    .map((batch) => ({ ...batch, scenarios: batch.scenarios.filter(({ id }) => only(id, batch.id)) }))
    .filter(({ scenarios }) => scenarios.length > 0);
  const lines: EvidenceLine[] = [];
  const states = await mkdtemp(path.join(tmpdir(), 'dataflow-qa-test-'));
  let opened = 0;
  try {
    await runCampaign({
      plan: { ...plan, batches },
      header: {
        checklist: { file: CHECKLIST, sha256: checklist.sha256, dataflow },
        engine: { name: engine.name, version: engine.version },
        topology,
        seed: SEED,
        policies,
        faults,
        lacks: [],
        live: null,
        ...(shard && { shards: { of: shard.of, seen: [shard.index], madeBy: 'tests' } }),
      },
      engine,
      // Without sockets it is sooner; what is done to connections needs them.
      environment:
        options.environment ??
        (faults.length === 0
          ? inProcessEnvironment(topology, dataflow)
          : mockEnvironment(topology, dataflow)),
      setting: {
        topology,
        checklist: { path: path.resolve(CHECKLIST), dataflow },
        passTimeoutMs: limits.passTimeoutMs,
      },
      limits,
      newStateDir: async () => {
        const dir = path.join(states, String(++opened));
        await mkdir(dir);
        return dir;
      },
      write: (line) => lines.push(line),
      onProgress: () => {},
      now: () => new Date(),
      stopwatch: () => performance.now(),
    });
  } finally {
    await rm(states, { recursive: true, force: true });
  }
  const evidence = parseEvidence(lines.map(renderEvidenceLine).join(''), 'recorded');
  const checks = plan.checks.filter(({ scenarios }) => scenarios.every((id) => evidence.scenarios.has(id)));
  return { plan, ran: { batches, checks }, evidence, lines };
}
