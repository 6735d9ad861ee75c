/** The usual ways of testing a sync, put to an engine in the harness of `prove`: mock tenants without sockets. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readChecklist } from '../checklist/read.ts';
import type { Engine, RunningEngine, Setting } from '../engines/index.ts';
import { acceptanceRival } from '../faulty-engines/rivals/acceptance.ts';
import { byHandRival } from '../faulty-engines/rivals/by-hand.ts';
import { goldenRival } from '../faulty-engines/rivals/golden.ts';
import type { Ground, Outcome, Rival, World } from '../faulty-engines/rivals/rival.ts';
import { fixedToken } from '../tenants/credentials.ts';
import { inProcessCompanies } from './mock-tenants.ts';

const PASS_TIMEOUT_MS = 60_000;

/** Each rival, ready for this world; the golden ones hold others to what `reference` did in it. */
export async function rivalsOf(reference: Engine, world: World): Promise<Rival[]> {
  return [
    await goldenRival(reference, world, 'fixture only'),
    await goldenRival(reference, world, 'with edits'),
    acceptanceRival,
    byHandRival,
  ];
}

/** What each made of the engine, by its name. */
export async function outcomesOf(
  rivals: readonly Rival[],
  engine: Engine,
  world: World,
): Promise<Record<string, Outcome>> {
  const outcomes: Record<string, Outcome> = {};
  for (const rival of rivals) outcomes[rival.name] = await rival.run(engine, world);
  return outcomes;
}

export async function worldOf(file: string, seed: number): Promise<World> {
  const { dataflow } = await readChecklist(file);
  const environment = inProcessCompanies('two-tenants');
  const setting = { topology: 'two-tenants', passTimeoutMs: PASS_TIMEOUT_MS } as const;
  return {
    seed,
    dataflow,
    open: async (): Promise<Ground> => {
      const pair = await environment.open();
      const states = await mkdtemp(path.join(tmpdir(), 'dataflow-qa-'));
      const running: RunningEngine[] = [];
      return {
        tenants: pair.tenants,
        later: () => pair.controls.later(),
        start: async (engine, access = 'granted') => {
          const stateDir = path.join(states, String(running.length + 1));
          await mkdir(stateDir);
          const started = await engine.start({
            ...setting,
            tenants: access === 'granted' ? pair.access : refused(pair.access),
            stateDir,
            checklist: { path: path.resolve(file), dataflow },
            observe: () => pair.controls.observe(),
          });
          running.push(started);
          return started;
        },
        close: async () => {
          for (const engine of running) await engine.close();
          await pair.close();
          await rm(states, { recursive: true, force: true, maxRetries: 3 });
        },
      };
    },
  };
}

function refused({ a, b }: Setting['tenants']): Setting['tenants'] {
  const credentials = fixedToken('not-a-token-of-this-tenant');
  return { a: { ...a, credentials }, b: { ...b, credentials } };
}
