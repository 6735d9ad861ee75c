/** Wires mocks, tenants, engine and campaign: the one composition root, for the CLI and the fixtures alike. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createClock,
  createTenant,
  inProcess,
  type MockTenant,
  startTenant,
  steered,
  type TenantOptions as MockOptions,
} from '../../mocks/crmoffice/index.ts';
import { type CampaignOptions, type Progress, runCampaign } from '../campaign/campaign.ts';
import type { Environment, TenantPair } from '../campaign/environment.ts';
import type { Limits } from '../campaign/settle.ts';
import type { ReadChecklist } from '../checklist/read.ts';
import type { EvidenceLine } from '../checks/evidence.ts';
import { plan, type Plan } from '../checks/plan.ts';
import type { Policies } from '../checks/policies.ts';
import type { FaultName } from '../domain/fault.ts';
import type { Tenant, Topology } from '../domain/tenant.ts';
import type { EngineChoice } from '../engines/index.ts';
import { selectEngine } from '../engines/select.ts';
import { connectTenant } from '../tenants/connect.ts';
import type { Connections } from '../tenants/exchange.ts';
import { createMockControls } from './mock-controls.ts';
import { fixedToken } from '../tenants/credentials.ts';
import { DEFAULT_PROFILE } from '../tenants/profile.ts';

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
  plan: Plan;
  /** Runs the campaign; each line of evidence is given to `write` as soon as it is known. */
  run: (sink: {
    write: (line: EvidenceLine) => void;
    onProgress: (progress: Progress) => void;
  }) => Promise<void>;
}

/** An engine that is being ended may still write into its folder. */
const REMOVAL = { recursive: true, force: true, maxRetries: 3 };

/** Plans, and wires what the campaign needs. */
export function prepareRun(settings: RunSettings, checklist: ReadChecklist): PreparedRun {
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
          plan: planned,
          header,
          engine,
          environment: mockEnvironment(topology),
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

/** Each pair of tenants has servers of its own, so that nothing left over from an earlier one can reach it. */
export function mockEnvironment(topology: Topology): Environment {
  return { open: () => openMocks(topology, served) };
}

/** Without sockets, for an engine of this process: the same routes. What is done to connections cannot be shown. */
export function inProcessEnvironment(topology: Topology): Environment {
  return { open: () => openMocks(topology, within) };
}

/** A mock tenant, where the engine asks it, and how the harness does. */
interface Placed {
  mock: MockTenant;
  place: { url: string; within?: Connections };
  harness: Tenant;
  close: () => Promise<void>;
}

interface ActorTokens extends Record<string, string> {
  engine: string;
  harness: string;
}

type Place = (name: string, options: MockOptions & { tokens: ActorTokens }) => Promise<Placed>;

const served: Place = async (name, options) => {
  const mock = await startTenant({ ...options, name });
  const harness = connectTenant({ url: mock.url, credentials: fixedToken(options.tokens.harness) });
  const close = async (): Promise<void> => {
    await harness.close();
    await mock.close();
  };
  return { mock, place: { url: mock.url }, harness, close };
};

const within: Place = (name, options) => {
  const mock = createTenant(options);
  const place = { url: `http://tenant-${name.toLowerCase()}.invalid`, within: inProcess(mock) };
  return Promise.resolve({ mock, place, harness: steered(mock), close: async () => mock.holds.drop() });
};

async function openMocks(topology: Topology, place: Place): Promise<TenantPair> {
  const clock = createClock();
  const tokens = (): ActorTokens => ({ engine: secret(), harness: secret() });
  const [tokensA, tokensB] = [tokens(), tokens()];
  const a = await place('A', { tokens: tokensA, clock });
  // Ids of the two tenants overlap and yet belong to other companies: an engine that links by id is found out.
  const b = topology === 'one-tenant' ? a : await place('B', { tokens: tokensB, clock, ids: shiftedIds });
  const engineB = b === a ? tokensA.engine : tokensB.engine;
  return {
    tenants: { left: a.harness, right: b.harness },
    access: {
      a: { ...a.place, credentials: fixedToken(tokensA.engine), profile: DEFAULT_PROFILE },
      b: { ...b.place, credentials: fixedToken(engineB), profile: DEFAULT_PROFILE },
    },
    controls: createMockControls({ left: a.mock, right: b.mock }, clock),
    // One after the other, so that one seed gives the same ids again.
    actionsAtOnce: 1,
    close: async () => {
      for (const tenant of new Set([a, b])) await tenant.close();
    },
  };
}

function shiftedIds(n: number): string {
  return String(1011 + n).padStart(7, '0');
}

function secret(): string {
  return randomBytes(18).toString('base64url');
}
