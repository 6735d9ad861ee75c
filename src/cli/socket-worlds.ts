/** Worlds behind sockets for thousands of histories: a pair of tenants, once started, is used again and again. */
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Pool } from 'undici';
import { createClock, ENGINE, type ServedTenant, startTenant } from '../../mocks/crmoffice/index.ts';
import type { Engine, RunningEngine, Setting } from '../engines/index.ts';
import type { MakeWorld } from '../histories/world.ts';
import { socketWorld, type Mocks } from './socket-world.ts';

export interface SocketWorlds {
  /** Several may be open at the same time. Answers arrive as the sockets have them: a history's `pace` changes nothing. */
  makeWorld: MakeWorld;
  /** An engine that runs in a process of its own, such as a command: it is ended where the history kills it. */
  ownProcess(engine: Engine): Engine;
  /** Once all worlds are closed: ends the tenants. */
  close(): Promise<void>;
}

export async function openSocketWorlds(
  setting: Pick<Setting, 'checklist' | 'passTimeoutMs'>,
): Promise<SocketWorlds> {
  const statesIn = await mkdtemp(path.join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'dataflow-qa-'));
  // Whoever is ended by a signal leaves nothing in memory that is not its own any more.
  const removeAtExit = (): void => rmSync(statesIn, { recursive: true, force: true });
  process.once('exit', removeAtExit);
  const all: Mocks[] = [];
  const free: Mocks[] = [];
  const running = new Map<string, RunningEngine>();
  return {
    makeWorld: async (topology) => {
      let mocks = free.pop();
      if (mocks === undefined) all.push((mocks = await startMocks()));
      return socketWorld({
        mocks,
        topology,
        setting,
        statesIn,
        onKill: async (stateDir) => {
          const started = running.get(stateDir);
          running.delete(stateDir);
          await started?.close();
        },
        giveBack: (again) => free.push(again),
      });
    },
    ownProcess: (engine) => ({
      ...engine,
      start: async (given) => {
        const started = await engine.start(given);
        running.set(given.stateDir, started);
        const close = async (): Promise<void> => {
          running.delete(given.stateDir);
          await started.close();
        };
        return { ...started, close };
      },
    }),
    close: async () => {
      await Promise.all(all.map(closeMocks));
      await rm(statesIn, { recursive: true, force: true, maxRetries: 3 });
      process.off('exit', removeAtExit);
    },
  };
}

/** Files in memory, where the system has such a folder. */
const MEMORY = '/dev/shm';

/** As many as the engine's client has by itself. */
const CONNECTIONS = 16;

async function startMocks(): Promise<Mocks> {
  const clock = createClock();
  const start = (name: string): Promise<ServedTenant> =>
    startTenant({ name, clock, tokens: { [ENGINE]: randomUUID() } });
  const [left, right] = [await start('A'), await start('B')];
  const to = ({ url }: ServedTenant): Pool => new Pool(url, { connections: CONNECTIONS });
  return { clock, left, right, connections: { left: to(left), right: to(right) } };
}

async function closeMocks({ left, right, connections }: Mocks): Promise<void> {
  await Promise.all([connections.left.destroy(), connections.right.destroy()]);
  await Promise.all([left.close(), right.close()]);
}
