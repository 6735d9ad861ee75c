import { describe, expect, it } from 'vitest';
import type { Setting } from '../../engines/index.ts';
import { identityOf } from '../../sync/identity.ts';
import type { StateStore } from '../../sync/store.ts';
import { CHECKLIST } from '../testing/ground.ts';
import type { World } from '../world.ts';
import { createSimulatedWorld } from './simulated-world.ts';

function made(topology: 'two-tenants' | 'one-tenant' = 'two-tenants', pace = 0): World {
  return createSimulatedWorld({ checklist: CHECKLIST }, topology, pace);
}

function clientsOf({ clients }: Setting): NonNullable<Setting['clients']> {
  if (clients === undefined) throw new Error('a simulated world hands its clients out');
  return clients;
}

function stateOf(setting: Setting): Promise<StateStore> {
  const identity = identityOf('two-tenants', { left: 'a', right: 'b' }, CHECKLIST.dataflow.sections);
  if (setting.openState === undefined) throw new Error('a simulated world has no state on the disk');
  return setting.openState(setting.stateDir, identity);
}

/** Whatever is still to come in virtual time has come. */
function quiet(): Promise<void> {
  // Node comes to it once its queues of ticks and promises are empty, however often they are filled again.
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

const PROGRESS = {
  rows: ['a row'],
  watermark: { left: null, right: null },
  before: { left: null, right: null },
  unfinished: false,
  sinceFull: 3,
};

describe('tenants', () => {
  it('have records of their own, with leading zeros in their ids and one clock', () => {
    const world = made();
    const made3 = [world.create('left', {}), world.create('right', {}), world.create('left', {})];
    expect(made3.map(({ place, id, after }) => [place, id, after?.modifiedAt])).toEqual([
      ['left', '0001001', '2026-01-05T08:00:00.000Z'],
      ['right', '0001001', '2026-01-05T08:00:00.001Z'],
      ['left', '0001002', '2026-01-05T08:00:00.002Z'],
    ]);
  });

  it('are one where there is one', () => {
    const { a, b } = clientsOf(made('one-tenant').newProcess());
    expect(b).toBe(a);
    const two = clientsOf(made().newProcess());
    expect(two.b).not.toBe(two.a);
  });

  it('know no record that is not there, and leave one as it was to whoever has seen it', () => {
    const world = made();
    const { id, after } = world.create('left', { name: 'A' });
    expect(world.edit('right', id, { name: 'B' })).toBeNull();
    expect(world.remove('right', id)).toBeNull();
    expect(world.edit('left', id, { name: 'B' })).toMatchObject({ before: after, after: { name: 'B' } });
    expect(after?.name).toBe('A');
    expect(world.remove('left', id)).toMatchObject({ before: { name: 'B' }, after: null });
    expect(world.remove('left', id)).toBeNull();
  });

  it('give the next write the time of the last one, once, in whichever tenant, whoever writes', async () => {
    const world = made();
    world.repeatTime();
    const { id } = world.create('left', {});
    world.repeatTime();
    world.repeatTime();
    const again = world.create('right', {});
    const later = world.create('right', {});
    world.repeatTime();
    const written = await clientsOf(world.newProcess()).a.patch(id, { name: 'A' });
    expect([again.after, later.after, written.company].map((one) => one?.modifiedAt)).toEqual([
      '2026-01-05T08:00:00.000Z',
      '2026-01-05T08:00:00.001Z',
      '2026-01-05T08:00:00.001Z',
    ]);
    world.remove('left', id);
    world.repeatTime();
    expect(world.create('left', {}).after?.modifiedAt).toBe('2026-01-05T08:00:00.002Z');
  });

  it('tell the engine’s writes once, in order, refused ones too, and no user’s', async () => {
    const world = made();
    const { id } = world.create('left', {});
    const { a, b } = clientsOf(world.newProcess());
    await b.create({ name: 'B' });
    await a.patch(id, { name: 'A' });
    await expect(a.patch(id, { name: 'C' }, { ifMatch: '"1"' })).rejects.toMatchObject({ status: 412 });
    await expect(a.remove('0009999')).rejects.toMatchObject({ status: 404 });
    expect(world.takeWrites().map(({ place, method, status }) => `${place} ${method} ${status}`)).toEqual([
      'right POST 201',
      'left PATCH 200',
      'left PATCH 412',
      'left DELETE 404',
    ]);
    expect(world.takeWrites()).toEqual([]);
  });
});

describe('a process', () => {
  it('that is killed asks nothing, hears nothing and saves nothing any more', async () => {
    const world = made();
    const { id } = world.create('left', {});
    const setting = world.newProcess();
    const { a } = clientsOf(setting);
    const state = await stateOf(setting);
    const heard: string[] = [];
    void a.get(id).then(() => heard.push('on its way'));
    void state.sections[0]?.saveProgress(PROGRESS).then(() => heard.push('saved'));
    world.kill(false);
    void a.patch(id, { name: 'A' }).then(() => heard.push('asked'));
    void state.sections[0]?.saveProgress({ ...PROGRESS, sinceFull: 9 }).then(() => heard.push('saved too'));
    await quiet();
    expect(heard).toEqual([]);
    expect(world.takeWrites()).toEqual([]);
    // What was given to be saved before is saved, though the process never learned it.
    expect((await stateOf(world.newProcess())).sections[0]?.progress()).toEqual(PROGRESS);
  });

  it.each([
    [false, []],
    [true, ['PATCH 200']],
  ] as const)('killed as a write arrives: that it is done is %s', async (arrivedIsDone, expected) => {
    const world = made();
    const { id } = world.create('left', {});
    const { a } = clientsOf(world.newProcess());
    const at = { side: 'left', request: 1 } as const;
    world.arm({ faults: [], moments: [{ at, happens: () => world.kill(arrivedIsDone) }] });
    void a.patch(id, { name: 'A' });
    void a.patch(id, { name: 'B' });
    await quiet();
    world.disarm();
    expect(world.takeWrites().map(({ method, status }) => `${method} ${status}`)).toEqual(expected);
    const { a: next } = clientsOf(world.newProcess());
    expect((await next.get(id))?.company.name).toBe(arrivedIsDone ? 'A' : null);
  });

  it('begun anew goes on with what was saved, and the one before it is dead', async () => {
    const world = made();
    const first = world.newProcess();
    const state = await stateOf(first);
    await state.sections[0]?.saveProgress(PROGRESS);
    const second = world.newProcess();
    const heard: string[] = [];
    void clientsOf(first)
      .a.create({})
      .then(() => heard.push('first'));
    expect((await stateOf(second)).sections[0]?.progress()).toEqual(PROGRESS);
    await clientsOf(second).a.create({});
    await quiet();
    expect(heard).toEqual([]);
    expect(world.takeWrites()).toHaveLength(1);
  });

  it('hears nothing any more once the world is closed', async () => {
    const world = made();
    const heard: string[] = [];
    void clientsOf(world.newProcess())
      .a.create({})
      .then(() => heard.push('answer'));
    await world.close();
    await quiet();
    expect(heard).toEqual([]);
    expect(world.takeWrites()).toEqual([]);
  });

  it('gets answers in the order of its requests at a pace of 0, and in some other at most others', async () => {
    const orderAt = async (pace: number): Promise<string> => {
      const { a } = clientsOf(made('two-tenants', pace).newProcess());
      const order: string[] = [];
      await Promise.all(['1', '2', '3', '4'].map((id) => a.get(id).then(() => order.push(id))));
      return order.join('');
    };
    expect(await orderAt(0)).toBe('1234');
    const orders = await Promise.all([1, 2, 3, 4, 5, 6].map(orderAt));
    expect(new Set(orders).size).toBeGreaterThan(2);
    expect(await Promise.all([1, 2, 3, 4, 5, 6].map(orderAt))).toEqual(orders);
  });
});
