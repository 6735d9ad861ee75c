/** Two tenants and the passes between them, for the tests of a pass. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { TenantError, type Topology } from '../../domain/tenant.ts';
import { identityOf } from '../identity.ts';
import type { Match } from '../match.ts';
import { CORE } from '../core.ts';
import { LINKS_ALL } from '../scope.ts';
import type { Done, PassOptions } from '../options.ts';
import type { Write } from '../reconcile.ts';
import { runPass, type PassResult } from '../pass.ts';
import { openState, type StateStore } from '../store.ts';
import { row, section } from './documents.ts';
import { memoryTenant, type Call, type MemoryTenant } from './memory-tenant.ts';

export const NAMES = section([row('id', 'id'), row('name', 'name'), row('phone', 'phone')]);

/** In memory where the system has such a folder: the tests open hundreds of states. */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** By default an incremental pass lists one minute again, and only the first pass is full. */
type Options = Partial<Pick<PassOptions, 'full' | 'overlapMs' | 'fullEvery' | 'pairsAtOnce' | 'signal'>>;

export interface Told extends Omit<PassResult, 'linked' | 'created' | 'ended' | 'writes'> {
  linked: Match[];
  created: Match[];
  ended: Match[];
  writes: Write[];
}

export interface Bench {
  left: MemoryTenant;
  right: MemoryTenant;
  clock: { now: number };
  /** With what `onDone` was told. */
  pass: (options?: Options) => Promise<Told>;
  /** The links, as they are remembered. */
  links: () => Promise<Match[]>;
  /** As a new process would: the state is closed, and opened again by the next pass. */
  reopen: () => Promise<void>;
  /** Removes the state. Called at the end of the test, and earlier where a test makes many benches. */
  dispose: () => Promise<void>;
}

/** Two tenants on one clock, or one, and passes that share a state. */
export function bench(link = NAMES, topology: Topology = 'two-tenants'): Bench {
  const clock = { now: Date.UTC(2024, 0, 1) };
  const left = memoryTenant(clock);
  const right = topology === 'one-tenant' ? left : memoryTenant(clock);
  let opened: Promise<{ dir: string; store: StateStore }> | null = null;
  let dir: string | null = null;
  const open = async () => {
    dir ??= await mkdtemp(join(FOLDER, 'sync-'));
    const identity = identityOf(topology, { left: 'http://a', right: 'http://b' }, [link]);
    return { dir, store: await openState(dir, identity) };
  };
  const theSection = async () => {
    const { store } = await (opened ??= open());
    const [state] = store.sections;
    if (state === undefined) throw new Error('no section');
    return state;
  };
  const reopen = async (): Promise<void> => {
    await (await opened)?.store.close();
    opened = null;
  };
  const dispose = async (): Promise<void> => {
    await reopen();
    if (dir !== null) await rm(dir, { recursive: true, force: true });
  };
  onTestFinished(dispose);
  return {
    left,
    right,
    clock,
    pass: async (options = {}) => {
      const others = { isSynchronised: () => false, isTaken: () => false };
      const defaults = {
        scope: LINKS_ALL,
        others,
        core: CORE,
        overlapMs: 60_000,
        fullEvery: 1000,
        pairsAtOnce: 8,
      };
      const told: Pick<Told, 'linked' | 'created' | 'ended' | 'writes'> = {
        linked: [],
        created: [],
        ended: [],
        writes: [],
      };
      const onDone = (one: Done): void => {
        if (one.done === 'write') told.writes.push(one.write);
        else if (one.done !== 'listed') told[one.done].push(one.pair);
      };
      const state = await theSection();
      const result = await runPass({ left, right, topology, link, state, onDone, ...defaults, ...options });
      const { linked: pairs, ended, writes } = told;
      expect(result).toMatchObject({ linked: pairs.length, ended: ended.length, writes: writes.length });
      return { ...result, ...told };
    },
    links: async () =>
      [...(await theSection()).pairs()].map((pair) => ({ left: pair.left, right: pair.right })),
    reopen,
    dispose,
  };
}

/** A linked pair that agrees: left 1, right 2. */
export async function linked(link = NAMES): Promise<Bench> {
  const made = bench(link);
  made.left.add('1', { orgNr: 'o', name: 'a', phone: '1' });
  made.right.add('2', { orgNr: 'o', name: 'a', phone: '1' });
  expect((await made.pass()).linked).toEqual([{ left: '1', right: '2' }]);
  return made;
}

export const refuse = (status: number | null, when: (call: Call) => boolean) => (call: Call) => {
  if (when(call)) throw new TenantError('PATCH /companies', status, 'no');
};
export const once = (method: Call['method'], act: () => void): ((call: Call) => void) => {
  let done = false;
  return (call) => {
    if (call.method !== method || done) return;
    done = true;
    act();
  };
};
export const names = ({ left, right }: Bench) => [left.read('1').name, right.read('2').name];
