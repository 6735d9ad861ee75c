/** One engine of the bank run against mock tenants without sockets, and what the checks make of it. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCampaign } from '../campaign/campaign.ts';
import type { Environment } from '../campaign/environment.ts';
import type { ReadChecklist } from '../checklist/read.ts';
import { type EvidenceLine, parseEvidence, renderEvidenceLine } from '../checks/evidence.ts';
import { judge, type Result } from '../checks/judge.ts';
import { plan, type Plan } from '../checks/plan.ts';
import { DEFAULT_POLICIES } from '../checks/policies.ts';
import type { Engine } from '../engines/index.ts';

const TOPOLOGY = 'two-tenants';
const LIMITS = { quietPasses: 2, maxPasses: 8, passTimeoutMs: 60_000 };

export interface Trial {
  /** Of the checks that can be judged by what was run. */
  results: Result[];
  /** Why the campaign ended early, or null. */
  stopped: string | null;
  /** How many scenarios were run. */
  scenarios: number;
}

export interface TrialOptions {
  engine: Engine;
  checklist: ReadChecklist;
  file: string;
  seed: number;
  environment: Environment;
  /** The whole plan of this checklist and seed (`wholePlan`), which every engine is tried by. */
  whole: Plan;
  /** Which scenarios are run; a batch that has none left is left out. */
  only: (scenario: string, batch: string) => boolean;
}

/** What is asked of each engine of the bank. */
export function wholePlan({ dataflow }: ReadChecklist, seed: number): Plan {
  return plan(dataflow, { seed, topology: TOPOLOGY, policies: DEFAULT_POLICIES, faults: [] });
}

/** What is judged has been through its file format, as in a run. */
export async function tryEngine(options: TrialOptions): Promise<Trial> {
  const { engine, checklist, file, seed, environment, whole, only } = options;
  const ran = part(whole, only);
  const lines: EvidenceLine[] = [];
  const states = await mkdtemp(path.join(tmpdir(), 'dataflow-qa-'));
  let opened = 0;
  try {
    await runCampaign({
      plan: ran,
      header: {
        checklist: { file, sha256: checklist.sha256, dataflow: checklist.dataflow },
        engine: { name: engine.name, version: engine.version },
        topology: TOPOLOGY,
        seed,
        policies: DEFAULT_POLICIES,
        faults: [],
        lacks: [],
        live: null,
      },
      engine,
      environment,
      setting: {
        topology: TOPOLOGY,
        checklist: { path: path.resolve(file), dataflow: checklist.dataflow },
        passTimeoutMs: LIMITS.passTimeoutMs,
      },
      limits: LIMITS,
      newStateDir: async () => {
        opened += 1;
        const dir = path.join(states, String(opened));
        await mkdir(dir);
        return dir;
      },
      write: (line) => lines.push(line),
      onProgress: () => {},
      now: () => new Date(),
      stopwatch: () => performance.now(),
    });
  } finally {
    await rm(states, { recursive: true, force: true, maxRetries: 3 });
  }
  const evidence = parseEvidence(lines.map(renderEvidenceLine).join(''), engine.name);
  return {
    results: judge(ran, evidence),
    stopped: evidence.end?.stopped?.reason ?? null,
    scenarios: evidence.scenarios.size,
  };
}

function part({ batches, checks }: Plan, only: TrialOptions['only']): Plan {
  const kept = batches
    .map((batch) => ({ ...batch, scenarios: batch.scenarios.filter(({ id }) => only(id, batch.id)) }))
    .filter(({ scenarios }) => scenarios.length > 0);
  const ids = new Set(kept.flatMap(({ scenarios }) => scenarios.map(({ id }) => id)));
  return {
    batches: kept,
    checks: checks.filter(({ scenarios }) => scenarios.some((id) => ids.has(id)) || scenarios.length === 0),
  };
}
