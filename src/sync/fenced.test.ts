import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { fenced } from './fenced.ts';
import { memoryStates } from './memory-state.ts';
import type { SectionState } from './section-state.ts';
import { openSync } from './once.ts';
import type { OpenState, StateStore } from './store.ts';
import { row, section } from './testing/documents.ts';
import { memoryTenant } from './testing/memory-tenant.ts';

const identity = {
  topology: 'two-tenants' as const,
  tenants: { left: 'a', right: 'b' },
  sections: [{ heading: 'A to B', merge: [{ left: 'orgNr', right: 'orgNr' }] }],
};
const PAIR = {
  left: '1',
  right: '2',
  agreed: {},
  own: { left: null, right: null },
  intent: { left: null, right: null },
};
const ENTRY = { id: '1', modifiedAt: '2024-01-01T00:00:00Z', left: ['x'], right: null, wants: true as const };
const NEW = { left: '1', leaves: { name: 'a' }, agreed: {} };
const PROGRESS = {
  watermark: { left: null, right: null },
  before: { left: null, right: null },
  unfinished: true,
  sinceFull: 0,
  rows: [],
};

const SAVES: [string, (state: SectionState) => Promise<void>][] = [
  ['saveProgress', (state) => state.saveProgress(PROGRESS)],
  ['savePair', (state) => state.savePair(PAIR, { isNew: true, pending: true })],
  ['removePair', (state) => state.removePair(PAIR)],
  ['saveEntries', (state) => state.saveEntries('left', [{ before: null, entry: ENTRY }])],
  ['removeEntry', (state) => state.removeEntry('left', '1')],
  ['begin', (state) => state.begin(NEW)],
  ['forget', (state) => state.forget('1')],
];

function sectionOf({ sections: [only] }: StateStore): SectionState {
  if (only === undefined) throw new Error('no section');
  return only;
}

const held = (state: SectionState): unknown => [
  state.progress(),
  [...state.pairs()],
  state.pending(),
  [...state.known('left')],
  [...state.groups()],
  state.wanting(),
  state.begun(),
];

async function resolves(work: Promise<unknown>): Promise<boolean> {
  return (await Promise.race([work, turn('not yet')])) !== 'not yet';
}

describe.each(SAVES)('%s', (name, save) => {
  const setUp = async () => {
    const store = await memoryStates()('dir', identity);
    const state = sectionOf(store);
    // What is to be removed is there.
    if (name.startsWith('remove')) {
      await state.savePair(PAIR, { isNew: true, pending: false });
      await state.saveEntries('left', [{ before: null, entry: ENTRY }]);
    }
    if (name === 'forget') await state.begin(NEW);
    let dead = false;
    const kill = (): void => {
      dead = true;
    };
    return { state, kill, mine: sectionOf(fenced(store, () => dead)) };
  };

  it('is done by a process that lives', async () => {
    const { state, mine } = await setUp();
    const before = held(state);
    expect(await resolves(save(mine))).toBe(true);
    expect(held(state)).not.toEqual(before);
    expect(held(mine)).toEqual(held(state));
  });

  it('is done, and never resolves, where the process is killed before it hears of it', async () => {
    const { state, mine, kill } = await setUp();
    const before = held(state);
    const saved = save(mine);
    kill();
    expect(await resolves(saved)).toBe(false);
    expect(held(state)).not.toEqual(before);
  });

  it('is not done by a dead process, and never resolves', async () => {
    const { state, mine, kill } = await setUp();
    const before = held(state);
    kill();
    expect(await resolves(save(mine))).toBe(false);
    expect(held(state)).toEqual(before);
  });
});

it('a sync that is killed amid a pass leaves what it saved to the next one of the same folder', async () => {
  const states = memoryStates();
  const [left, right] = [memoryTenant(), memoryTenant()];
  left.add('1', { orgNr: 'o', name: 'a' });
  right.add('2', { orgNr: 'o' });
  const open = (openState: OpenState) =>
    openSync({
      left,
      right,
      topology: 'two-tenants',
      sections: [section([row('name', 'name')])],
      stateDir: 'dir',
      tenantNames: { left: 'a', right: 'b' },
      openState,
    });
  let dead = false;
  const first = await open(async (...asked) => fenced(await states(...asked), () => dead));
  // The PATCH is done, and its answer is lost with the process.
  right.onPatched = () => {
    dead = true;
    right.onPatched = () => {};
  };
  expect(await resolves(first.pass())).toBe(false);
  expect(right.read('2').name).toBe('a');
  right.edit('2', { name: 'b' });
  const second = await open(states);
  expect(await second.pass()).toMatchObject({ ok: true });
  expect([left.read('1').name, right.read('2').name]).toEqual(['b', 'b']);
});
