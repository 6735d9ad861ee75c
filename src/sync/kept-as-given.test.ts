import { expect, it } from 'vitest';
import { memoryStates } from './memory-state.ts';
import { openSync } from './once.ts';
import type { SectionState } from './section-state.ts';
import type { OpenState } from './store.ts';
import { row, section, SHARED } from './testing/documents.ts';
import { memoryTenant } from './testing/memory-tenant.ts';

/** A change of what was handed in throws. */
function frozen<T>(given: T): T {
  if (typeof given === 'object' && given !== null) {
    Object.freeze(given);
    Object.values(given).forEach(frozen);
  }
  return given;
}

function freezing(state: SectionState): SectionState {
  return {
    ...state,
    saveProgress: (progress) => state.saveProgress(frozen(progress)),
    savePair: (pair, how) => state.savePair(frozen(pair), how),
    saveEntries: (side, entries) => state.saveEntries(side, frozen(entries)),
  };
}

it('the sync changes nothing of what it has saved, nor of what it has read from the state', async () => {
  const states = memoryStates();
  const openState: OpenState = async (...asked) => {
    const store = await states(...asked);
    return { ...store, sections: store.sections.map(freezing) };
  };
  const clock = { now: Date.UTC(2024, 0, 1) };
  const [left, right] = [memoryTenant(clock), memoryTenant(clock)];
  for (const id of ['1', '2', '3']) {
    left.add(id, { orgNr: id, name: 'a', phone: '1' });
    right.add(id, { orgNr: id, name: 'b', email: 'e' });
  }
  const sync = await openSync({
    left,
    right,
    topology: 'two-tenants',
    sections: [section([row('name', 'name'), ...SHARED])],
    stateDir: 'dir',
    tenantNames: { left: 'a', right: 'b' },
    openState,
  });
  const passes = async (): Promise<void> => {
    for (const full of [false, false, true]) expect(await sync.pass({ full })).toMatchObject({ ok: true });
  };
  await passes();
  left.edit('1', { name: 'c' });
  right.edit('1', { email: 'f' });
  left.edit('2', { orgNr: '7' });
  right.drop('3');
  await passes();
  right.add('4', { orgNr: '3', name: 'd' });
  left.onPatched = () => {
    left.onPatched = () => {};
    throw new TypeError('the answer is lost');
  };
  left.edit('1', { name: 'x' });
  right.edit('2', { name: 'y' });
  await expect(sync.pass()).rejects.toThrow('the answer is lost');
  await passes();
  expect([left.read('2').name, left.read('3').name, right.read('4').name]).toEqual(['y', 'd', 'd']);
});
