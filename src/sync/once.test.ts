import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TenantError } from '../domain/tenant.ts';
import { syncOnce, type SyncOptions } from './once.ts';
import { row, section } from './testing/documents.ts';
import { memoryTenant, type MemoryTenant } from './testing/memory-tenant.ts';

let dir: string;
let left: MemoryTenant;
let right: MemoryTenant;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sync-'));
  const clock = { now: Date.UTC(2024, 0, 1) };
  left = memoryTenant(clock);
  right = memoryTenant(clock);
  left.add('1', { orgNr: 'o', name: 'a' });
  right.add('2', { orgNr: 'o', name: 'a' });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const file = (): string => join(dir, 'sync-state.json');
const sync = (options: Partial<SyncOptions> = {}) =>
  syncOnce({
    left,
    right,
    topology: 'two-tenants',
    sections: [section([row('name', 'name')])],
    stateDir: dir,
    tenantNames: { left: 'http://a', right: 'http://b' },
    ...options,
  });

describe('one sync', () => {
  it('remembers links and agreed values from run to run', async () => {
    expect(await sync()).toMatchObject({
      ok: true,
      sections: [
        { heading: 'Crmoffice Companies to Crmoffice Companies', linked: [{ left: '1', right: '2' }] },
      ],
    });
    // Both would hold a value at a first link, and the right one is later: only a remembered base tells.
    left.edit('1', { name: 'b', orgNr: 'p' });
    right.edit('2', { phone: '1' });
    expect(await sync()).toMatchObject({ ok: true, sections: [{ linked: [], writes: { length: 1 } }] });
    expect([left.read('1').name, right.read('2').name]).toEqual(['b', 'b']);
  });

  it('keeps lone surrogates and line breaks of a value', async () => {
    left.edit('1', { name: '\ud800\r\n"' });
    await sync();
    expect(await sync()).toMatchObject({ sections: [{ writes: [] }] });
    expect(right.read('2').name).toBe('\ud800\r\n"');
  });

  it('saves also where a write failed, and leaves nothing but the state in the folder', async () => {
    left.edit('1', { name: 'b' });
    right.onCall = ({ method }) => {
      if (method === 'patch') throw new TenantError('PATCH /companies/2', 429, 'too many');
    };
    expect(await sync()).toMatchObject({ ok: false, sections: [{ problems: { length: 1 } }] });
    const stored: unknown = JSON.parse(await readFile(file(), 'utf8'));
    expect(stored).toMatchObject({ version: 1, pairs: [[{ left: '1', right: '2', agreed: {} }]] });
    expect(await readdir(dir)).toEqual(['sync-state.json']);
  });

  it('makes the state folder where it is missing', async () => {
    dir = join(dir, 'new', 'folder');
    expect(await sync()).toMatchObject({ ok: true });
    expect(await readdir(dir)).toEqual(['sync-state.json']);
  });

  it('runs each section about companies, one after the other, and no other', async () => {
    const other = { ...section([row('phone', 'phone')]), source: 'Crmoffice Persons' };
    const second = section([row('email', 'email')]);
    left.edit('1', { name: 'b', phone: '1', email: 'e' });
    const result = await sync({ sections: [section([row('name', 'name')]), other, second] });
    expect(result.sections.map(({ linked }) => linked.length)).toEqual([1, 1]);
    expect(right.read('2')).toMatchObject({ name: 'b', phone: null, email: 'e' });
  });
});

describe('refused', () => {
  it.each([
    ['no JSON', '{"version": 1,', /sync-state\.json: the state is damaged: .*another state folder/],
    ['empty', '', /damaged/],
    ['another shape', '{"version": 1, "pairs": 3}', /damaged: .*pairs/s],
    [
      'a newer version',
      '{"version": 2}',
      /sync-state\.json: the state is of version 2, this program knows 1/,
    ],
  ])('is a state that is %s, and left as it is', async (_, text, expected) => {
    await writeFile(file(), text);
    expect(await message(sync())).toMatch(expected);
    expect(await readFile(file(), 'utf8')).toBe(text);
    expect([...left.patches, ...right.patches]).toEqual([]);
  });

  it('is a state of other tenants, another topology, another document', async () => {
    await sync();
    const before = await readFile(file(), 'utf8');
    expect(await message(sync({ tenantNames: { left: 'http://a', right: 'http://c' } }))).toMatch(
      /sync-state\.json: the state belongs to right tenant http:\/\/b, not http:\/\/c\. Use another/,
    );
    expect(await message(sync({ right: left, topology: 'one-tenant' }))).toContain(
      'topology two-tenants, not one-tenant',
    );
    const renamed = { ...section([row('name', 'name')]), target: 'Erp Companies' };
    expect(await message(sync({ sections: [renamed] }))).toContain(
      'not Crmoffice Companies to Erp Companies',
    );
    expect(await readFile(file(), 'utf8')).toBe(before);
  });

  it('is a folder that is none', async () => {
    await writeFile(file(), 'x');
    expect(await message(sync({ stateDir: file() }))).toMatch(
      /sync-state\.json: the state's folder cannot be used/,
    );
  });

  it('is a document without a section about companies', async () => {
    expect(await message(sync({ sections: [] }))).toContain('no section that links companies');
  });

  it('is a merge rule with a property that companies do not have', async () => {
    const unknown = section([], [['orgNr', 'organisation.number']]);
    expect(await message(sync({ sections: [unknown] }))).toBe(
      'line 1: companies have no property organisation.number, so none can be linked by it',
    );
  });
});

/** The message of the SyncError that a run ends in. */
async function message(run: Promise<unknown>): Promise<string> {
  const error: unknown = await run.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error('nothing was thrown');
  expect(error.name).toBe('SyncError');
  return error.message;
}
