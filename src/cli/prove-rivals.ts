/** The usual ways of testing a sync, put to engines that are wrong on purpose: how many of them each would catch. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Environment } from '../campaign/environment.ts';
import type { ReadChecklist } from '../checklist/read.ts';
import type { Engine, RunningEngine, Setting } from '../engines/index.ts';
import { acceptanceRival } from '../faulty-engines/rivals/acceptance.ts';
import { byHandRival } from '../faulty-engines/rivals/by-hand.ts';
import { goldenRival } from '../faulty-engines/rivals/golden.ts';
import type { Ground, Outcome, Rival, World } from '../faulty-engines/rivals/rival.ts';
import { type DetectionTable, tableOf, type Tried } from '../faulty-engines/rivals/table.ts';
import { fixedToken } from '../tenants/credentials.ts';

const PASS_TIMEOUT_MS = 60_000;

/** An engine of the bank, with the class that it counts in. */
export interface Subject {
  title: string;
  class: string;
  engine: Engine;
}

export interface WorldOptions {
  checklist: ReadChecklist;
  file: string;
  seed: number;
  environment: Environment;
}

/** Each rival, ready for this world; the golden ones hold others to what `reference` did in it. */
export async function rivalsOf(reference: Engine, world: World): Promise<Rival[]> {
  return [
    await goldenRival(reference, world, 'fixture only'),
    await goldenRival(reference, world, 'with edits'),
    acceptanceRival,
    byHandRival,
  ];
}

/** One engine after the other, each by every rival; `onTried` hears of each as soon as it is known. */
export async function proveRivals(
  rivals: readonly Rival[],
  subjects: readonly Subject[],
  world: World,
  onTried: (tried: Tried) => void,
): Promise<DetectionTable> {
  const engines: Tried[] = [];
  for (const { title, class: of, engine } of subjects) {
    const outcomes: Record<string, Outcome> = {};
    for (const rival of rivals) outcomes[rival.name] = await rival.run(engine, world);
    const tried = { title, class: of, outcomes };
    onTried(tried);
    engines.push(tried);
  }
  return tableOf(rivals, engines);
}

export function worldOf({ checklist, file, seed, environment }: WorldOptions): World {
  const setting = { topology: 'two-tenants', passTimeoutMs: PASS_TIMEOUT_MS } as const;
  return {
    seed,
    dataflow: checklist.dataflow,
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
            checklist: { path: path.resolve(file), dataflow: checklist.dataflow },
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
