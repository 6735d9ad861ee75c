import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import { type Tenant, TenantError } from '../domain/tenant.ts';
import type { Engine, RunningEngine, Setting } from '../engines/index.ts';
import { referenceEngine } from '../engines/reference.ts';
import { memoryStates } from '../sync/memory-state.ts';
import { memoryTenant } from '../sync/testing/memory-tenant.ts';
import type { Credentials } from '../tenants/credentials.ts';
import { DEFAULT_PROFILE } from '../tenants/profile.ts';
import { bankOf } from './bank.ts';
import { RIGHT_ENGINES } from './right/index.ts';
import { variedEngine } from './varied-engine.ts';

const { dataflow } = await readChecklist('checklists/crmoffice-crmoffice.rst');

const NOWHERE = '/nowhere/at/all';

/** Whoever asks for a token is about to send a request. */
const credentials: Credentials = {
  bearer: () => Promise.reject(new Error('a client was made')),
  secrets: () => [],
};

/** Some engines of the bank create and delete. */
const forbid = (operation: string) => () => Promise.reject(new TenantError(operation, 403, 'forbidden'));
const FORBIDDEN = { create: forbid('POST'), remove: forbid('DELETE') };

function world() {
  const clock = { now: Date.UTC(2024, 0, 1) };
  const [left, right] = [memoryTenant(clock), memoryTenant(clock)];
  for (const id of ['1', '2', '3']) {
    left.add(`l${id}`, { orgNr: id, visitAddress: { country: 'NO' } });
    right.add(`r${id}`, { orgNr: id, name: 'a' });
  }
  const access = { url: 'no URL at all', credentials, profile: DEFAULT_PROFILE };
  const setting: Setting = {
    tenants: { a: access, b: access },
    clients: { a: { ...left, ...FORBIDDEN }, b: { ...right, ...FORBIDDEN } },
    topology: 'two-tenants',
    stateDir: NOWHERE,
    openState: memoryStates(),
    checklist: { path: NOWHERE, dataflow },
    passTimeoutMs: 10_000,
    observe: () => Promise.resolve(''),
  };
  return { left, right, setting };
}

async function passes(running: RunningEngine, count: number): Promise<boolean[]> {
  const ok: boolean[] = [];
  for (let n = 0; n < count; n += 1) ok.push((await running.pass()).ok);
  return ok;
}

describe('tenants and a state that are handed in', () => {
  const right: Engine[] = [referenceEngine('test'), ...RIGHT_ENGINES.map(({ engine }) => engine)];
  it.each(right)('are all that $name needs to be right', async (engine) => {
    const made = world();
    const running = await engine.start(made.setting);
    expect(await passes(running, 4)).toEqual([true, true, true, true]);
    expect(made.right.read('r2').postAddress?.country).toBe('NO');
    made.right.edit('r2', { postAddress: { country: 'SE' } });
    expect(await passes(running, 4)).toEqual([true, true, true, true]);
    expect(made.left.read('l2').visitAddress?.country).toBe('SE');
    await running.close();
    expect(existsSync(NOWHERE)).toBe(false);
  });

  it('are all that the engines of the bank ask', async () => {
    for (const { title, vary } of bankOf(dataflow)) {
      const made = world();
      const running = await variedEngine(title, vary).start(made.setting);
      await passes(running, 3);
      made.left.edit('l1', { orgNr: '9', visitAddress: { country: 'DK' } });
      await passes(running, 3);
      await running.close();
      expect(existsSync(NOWHERE), title).toBe(false);
    }
  });
});

describe('an engine that is told how it is to work', () => {
  const varied = variedEngine('as it is', () => ({}));
  const engines: Engine[] = [referenceEngine('test'), varied];

  it.each(engines)('deals with one pair at a time where it is told to: $name', async (engine) => {
    const mostAtOnce = async (told: Partial<Setting>): Promise<number> => {
      const { setting } = world();
      const { clients } = setting;
      if (clients === undefined) throw new Error('no clients');
      let [asking, most] = [0, 0];
      const get: Tenant['get'] = async (id) => {
        asking += 1;
        most = Math.max(most, asking);
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        asking -= 1;
        return clients.a.get(id);
      };
      const a = { ...clients.a, get };
      const running = await engine.start({ ...setting, ...told, clients: { ...clients, a } });
      await running.pass();
      await running.close();
      return most;
    };
    expect(await mostAtOnce({ pairsAtOnce: 1 })).toBe(1);
    expect(await mostAtOnce({})).toBe(3);
  });

  it.each(engines)('ends the pass under way before its state is closed: $name', async (engine) => {
    const { setting } = world();
    const seen: string[] = [];
    const states = memoryStates();
    const openState: Setting['openState'] = async (dir, identity) => {
      const store = await states(dir, identity);
      const close = async (): Promise<void> => void seen.push('closed');
      return { ...store, close };
    };
    const running = await engine.start({ ...setting, openState });
    const pass = running.pass().then(() => seen.push('passed'));
    await Promise.resolve();
    await running.close();
    await pass;
    expect(seen).toEqual(['passed', 'closed']);
  });

  it('keeps no process alive by a pass that never ends', async () => {
    const { setting } = world();
    const never = () => new Promise<never>(() => {});
    const silent = { list: () => ({ [Symbol.asyncIterator]: () => ({ next: never }) }), get: never };
    const asked = { ...setting.clients?.a, ...silent, ...FORBIDDEN, patch: never };
    const running = await referenceEngine('test').start({ ...setting, clients: { a: asked, b: asked } });
    const timers = (): number =>
      process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
    const before = timers();
    void running.pass();
    expect(timers()).toBe(before);
  });
});
