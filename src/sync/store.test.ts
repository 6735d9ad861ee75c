import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { SyncError } from './error.ts';
import { openState } from './store.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'store-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const identity = {
  topology: 'two-tenants' as const,
  tenants: { left: 'a', right: 'b' },
  sections: [{ heading: 'A to B', merge: [{ left: 'orgNr', right: 'orgNr' }] }],
};

it('tells what the database finds wrong with its file and what to do, and nothing else in its place', async () => {
  const store = await openState(folder, identity);
  const fail = (message: string) => store.guard(() => Promise.reject(new Error(message)));
  const damaged = await fail('MDB_CORRUPTED: Located page was wrong type').catch((error: unknown) => error);
  expect(damaged).toBeInstanceOf(SyncError);
  expect(String(damaged)).toContain(path.join(folder, 'sync-state.lmdb'));
  expect(String(damaged)).toContain('MDB_CORRUPTED');
  await expect(fail('a defect of ours')).rejects.not.toBeInstanceOf(SyncError);
  expect(await store.guard(() => Promise.resolve(7))).toBe(7);
  await store.close();
});
