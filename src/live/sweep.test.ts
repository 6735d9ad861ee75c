import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { CompanyDraft } from '../domain/company.ts';
import { TenantError } from '../domain/tenant.ts';
import { type Journal, openJournal, readJournals } from './journal.ts';
import { leftOvers, sweep, type SweepOptions } from './sweep.ts';
import { FakeTenant } from './testing/fake-tenant.ts';

const TAG = 'dataflow-qa-0123456789';
const NAME = `Fjord AS [${TAG}]`;
const URLS = { left: 'https://a.test/api', right: 'https://b.test/api' };
const STARTED = '2026-01-01T00:00:00.000Z';
const ASKED = '2026-01-01T00:10:00.000Z';
const folder = mkdtempSync(path.join(tmpdir(), 'sweep-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let folders = 0;

let left: FakeTenant;
let right: FakeTenant;
let dir: string;
let journal: Journal;
let created: number;
let waited: number[];
let options: SweepOptions;

beforeEach(() => {
  [left, right] = [new FakeTenant(), new FakeTenant()];
  dir = path.join(folder, String((folders += 1)));
  journal = openJournal(dir, { tag: TAG, startedAt: STARTED, tenants: URLS });
  created = 0;
  waited = [];
  options = {
    tenants: { left, right },
    urls: URLS,
    propagationMs: 2_000,
    inFlightMs: 60_000,
    // An hour after anything was asked.
    now: () => new Date('2026-01-01T01:10:00.000Z'),
    wait: (milliseconds) => {
      waited.push(milliseconds);
      return Promise.resolve();
    },
    onProgress: () => {},
    onWait: () => {},
  };
});

/** A creation of the run; `answered` is whether it came to know of it. */
function own(side: 'left' | 'right', draft: CompanyDraft, answered = true): string {
  const n = (created += 1);
  journal.append({ kind: 'creating', n, side, key: draft.orgNr ?? null, at: ASKED });
  const { id } = { left, right }[side].plant({ name: NAME, ...draft });
  if (answered) journal.append({ kind: 'created', n, id });
  return id;
}

async function swept(): Promise<string[]> {
  const remaining = [];
  for (const one of await leftOvers(readJournals(dir), options))
    remaining.push(...(await sweep(one, options)));
  return remaining.map(({ side, id, why }) => `${side} ${id}: ${why}`);
}

const isClean = (): boolean | undefined => readJournals(dir)[0]?.clean;

describe('a sweep', () => {
  it('removes what the run created, on both sides, and nothing else', async () => {
    const foreign = [left.plant({ name: 'Nabo' }), left.plant({ name: 'Old [dataflow-qa-9876543210]' })];
    const ids = [own('left', {}), own('right', { orgNr: '310000001' }), own('left', {})];
    expect(await swept()).toEqual([]);
    expect([...left.writes(), ...right.writes()].toSorted()).toEqual(
      [`DELETE ${ids[0]}`, `DELETE ${ids[2]}`, `DELETE ${ids[1]}`].toSorted(),
    );
    expect([...left.records.values()]).toEqual(foreign);
    expect(isClean()).toBe(true);
    expect([await leftOvers(readJournals(dir), options), left.calls.length > 0]).toEqual([[], true]);
  });

  it('finds by its tag a company whose creation was not answered', async () => {
    const id = own('left', {}, false);
    expect(await swept()).toEqual([]);
    expect(left.writes()).toEqual([`DELETE ${id}`]);
    expect(isClean()).toBe(true);
  });

  it('waits for a creation that may be on its way, and for it to be listed, before it looks', async () => {
    journal.append({ kind: 'creating', n: 1, side: 'left', key: null, at: ASKED });
    options.now = () => new Date(Date.parse(ASKED) + 200);
    options.wait = (milliseconds) => {
      waited.push(milliseconds);
      left.plant({ name: NAME });
      return Promise.resolve();
    };
    expect(await swept()).toEqual([]);
    expect([waited, left.records.size]).toEqual([[2_800], 0]);
  });

  it('waits longer for a creation that was not answered and is not to be seen, and removes it when it came', async () => {
    journal.append({ kind: 'creating', n: (created += 1), side: 'left', key: null, at: ASKED });
    let clock = Date.parse(ASKED) + 200;
    options.now = () => new Date(clock);
    options.wait = (milliseconds) => {
      waited.push(milliseconds);
      clock += milliseconds;
      if (waited.length === 2) left.plant({ name: NAME });
      return Promise.resolve();
    };
    expect(await swept()).toEqual([]);
    expect([waited, left.records.size, isClean()]).toEqual([[2_800, 59_000], 0, true]);
  });

  it('waits for none of which the time has gone by, nor for one that is to be seen', async () => {
    journal.append({ kind: 'creating', n: (created += 1), side: 'right', key: null, at: ASKED });
    expect(await swept()).toEqual([]);
    expect([waited, isClean()]).toEqual([[], true]);
    own('right', {}, false);
    options.now = () => new Date(Date.parse(ASKED) + 10_000);
    journal.append({ kind: 'creating', n: (created += 1), side: 'left', key: null, at: ASKED });
    own('left', {}, false);
    await swept();
    // One of each side is not to be seen.
    expect(waited).toEqual([52_000]);
  });

  it('does not wait for ever where a clock is wrong', async () => {
    own('left', {});
    options.now = () => new Date('2020-01-01T00:00:00.000Z');
    await swept();
    expect(waited).toEqual([3_000]);
  });

  it('leaves alone a company that bears an id of the run and is somebody else’s now, and says so', async () => {
    const id = own('left', { orgNr: '310000001' });
    left.change(id, { name: 'Nabo AS', orgNr: '310000077' });
    expect(await swept()).toEqual([
      `left ${id}: it bears neither the tag ${TAG} nor a key of that run any more, so it may be somebody else's`,
    ]);
    expect([left.writes(), isClean()]).toEqual([[], false]);
  });

  it('does not take two empty keys for one', async () => {
    const id = own('left', { orgNr: '' });
    left.change(id, { name: 'Nabo AS' });
    expect(await swept()).toEqual([expect.stringContaining(`left ${id}: it bears neither`)]);
    expect(left.writes()).toEqual([]);
  });

  it('knows by its key a company that the engine renamed, and by its tag one whose key it changed', async () => {
    const renamed = own('left', { orgNr: '310000001' });
    left.change(renamed, { name: 'Renamed' });
    const rekeyed = own('left', { orgNr: '310000002' });
    left.change(rekeyed, { orgNr: '310000077' });
    const given = own('left', {});
    journal.append({ kind: 'key', key: '310000003' });
    left.change(given, { orgNr: '310000003', name: 'Renamed' });
    expect([await swept(), left.records.size]).toEqual([[], 0]);
  });

  it('removes what an engine made of the run’s own, where it bears the tag; leaves and tells what has its key only', async () => {
    own('left', { orgNr: '310000001' });
    right.plant({ name: NAME, orgNr: '310000001' });
    const doubtful = right.plant({ name: 'Fjord AS', orgNr: '310000001' });
    expect(await swept()).toEqual([
      `right ${doubtful.id}: it has an orgNr of that run, but not its tag: it may be somebody else's`,
    ]);
    expect([[...right.records.keys()], isClean()]).toEqual([[doubtful.id], false]);
    right.records.delete(doubtful.id);
    expect([await swept(), isClean()]).toEqual([[], true]);
  });

  it('tells what it may not remove, removes the rest, and does better the next time', async () => {
    const ids = [own('left', {}), own('left', {}), own('left', {})];
    left.before = (call) => {
      if (call === `DELETE ${ids[1]}`) throw new TenantError(call, 403, 'not allowed');
    };
    expect(await swept()).toEqual([`left ${ids[1]}: DELETE ${ids[1]}: 403 not allowed`]);
    expect([[...left.records.keys()], isClean()]).toEqual([[ids[1]], false]);
    left.before = () => {};
    expect([await swept(), left.records.size, isClean()]).toEqual([[], 0, true]);
  });

  it('removes what is left in one tenant where the other cannot be listed, and is not clean', async () => {
    const [there, unseen] = [own('left', {}), own('right', {})];
    right.before = (call) => {
      throw new TenantError(call, 503, 'down');
    };
    expect(await swept()).toEqual([
      'right whatever is there: LIST: 503 down',
      `right ${unseen}: LIST: 503 down`,
    ]);
    expect([left.writes(), right.writes(), isClean()]).toEqual([[`DELETE ${there}`], [], false]);
    right.before = () => {};
    expect([await swept(), right.records.size, isClean()]).toEqual([[], 0, true]);
  });

  it('takes a company for removed that is gone when it is looked at, or when it is to be removed', async () => {
    const [gone, going] = [own('left', {}), own('left', {})];
    left.records.delete(gone);
    left.before = (call) => {
      if (call === `DELETE ${going}`) left.records.delete(going);
    };
    expect([await swept(), isClean()]).toEqual([[], true]);
    expect(left.writes()).toEqual([`DELETE ${going}`]);
  });

  it('is not misled by a listing that is behind', async () => {
    const [unlisted, removed] = [own('left', {}), own('left', {})];
    left.behind.set(unlisted, null);
    journal.append({ kind: 'removed', side: 'left', id: removed });
    expect([await swept(), left.records.size]).toEqual([[], 0]);
  });

  it('looks at one tenant once, and finds there what was created on either side', async () => {
    journal.close();
    const one = { left: URLS.left, right: URLS.left };
    journal = openJournal(path.join(dir, 'one'), { tag: TAG, startedAt: STARTED, tenants: one });
    dir = path.join(dir, 'one');
    right = left;
    options = { ...options, tenants: { left, right }, urls: one };
    own('left', {});
    own('right', {});
    expect([await swept(), left.records.size, isClean()]).toEqual([[], 0, true]);
    expect(left.calls.filter((call) => call === 'LIST')).toHaveLength(1);
  });

  it('looks for no run of other tenants, but takes a slash at the end of a URL for none', async () => {
    const id = own('left', {});
    options.urls = { left: URLS.right, right: URLS.left };
    expect([await swept(), left.calls]).toEqual([[], []]);
    options.urls = { left: `${URLS.left}/`, right: URLS.right };
    expect([await swept(), left.writes()]).toEqual([[], [`DELETE ${id}`]]);
  });
});
