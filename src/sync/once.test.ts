import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TenantError } from '../domain/tenant.ts';
import { openSync, syncOnce, type SyncOptions } from './once.ts';
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

const file = (): string => join(dir, 'sync-state.lmdb');
const FILES = ['sync-state.lmdb', 'sync-state.lmdb-lock'];
const sync = (options: Partial<SyncOptions> = {}) => syncOnce(optionsOf(options));
const optionsOf = (options: Partial<SyncOptions> = {}): SyncOptions => ({
  left,
  right,
  topology: 'two-tenants',
  sections: [section([row('name', 'name')])],
  stateDir: dir,
  tenantNames: { left: 'http://a', right: 'http://b' },
  ...options,
});

/** What is stored, without who holds it: as another program reads it. */
async function stored(): Promise<Record<string, unknown>> {
  const db = open({ path: file(), encoding: 'json' });
  const all = Object.fromEntries([...db.getRange({})].map(({ key, value }) => [String(key), value]));
  await db.close();
  delete all['lock'];
  return all;
}

async function store(key: string, value: unknown): Promise<void> {
  const db = open({ path: file(), encoding: 'json' });
  await db.put(key, value);
  await db.close();
}

describe('one sync', () => {
  it('remembers links and agreed values from run to run', async () => {
    expect(await sync()).toMatchObject({
      ok: true,
      sections: [{ heading: 'Crmoffice Companies to Crmoffice Companies', linked: 1 }],
    });
    // Both would hold a value at a first link, and the right one is later: only a remembered base tells.
    left.edit('1', { name: 'b', orgNr: 'p' });
    right.edit('2', { phone: '1' });
    expect(await sync()).toMatchObject({ ok: true, sections: [{ linked: 0, writes: 1 }] });
    expect([left.read('1').name, right.read('2').name]).toEqual(['b', 'b']);
  });

  it('keeps lone surrogates and line breaks of a value', async () => {
    left.edit('1', { name: '\ud800\r\n"' });
    await sync();
    expect(await sync()).toMatchObject({ sections: [{ writes: 0 }] });
    expect(right.read('2').name).toBe('\ud800\r\n"');
  });

  it('saves also where a write failed, and leaves nothing but the state in the folder', async () => {
    left.edit('1', { name: 'b' });
    right.onCall = ({ method }) => {
      if (method === 'patch') throw new TenantError('PATCH /companies/2', 429, 'too many');
    };
    expect(await sync()).toMatchObject({ ok: false, sections: [{ problems: { length: 1 } }] });
    expect(await stored()).toMatchObject({
      meta: { version: 2 },
      '0/pair/=1': { left: '1', right: '2', agreed: { names: [], values: [] } },
      '0/pending/=1': '1',
    });
    expect(await readdir(dir)).toEqual(FILES);
  });

  it('makes the state folder where it is missing', async () => {
    dir = join(dir, 'new', 'folder');
    expect(await sync()).toMatchObject({ ok: true });
    expect(await readdir(dir)).toEqual(FILES);
  });

  it('runs each section of a document of companies, one after the other', async () => {
    left.edit('1', { name: 'b', phone: '1', email: 'e' });
    const result = await sync({
      sections: [section([row('name', 'name')]), section([row('email', 'email')])],
    });
    expect(result.sections.map(({ linked }) => linked)).toEqual([1, 1]);
    expect(right.read('2')).toMatchObject({ name: 'b', phone: null, email: 'e' });
  });

  it('runs of other documents all sections about the same types as one', async () => {
    left.edit('1', { name: 'b', phone: '1', email: 'e', website: 'w' });
    const named = (source: string, ...given: Parameters<typeof section>) => ({
      ...section(...given),
      source,
    });
    const result = await sync({
      sections: [
        named('Crmoffice Persons', [row('phone', 'phone')], []),
        named('Crmoffice Persons', []),
        named(
          'Crmoffice Persons',
          [row('name', 'name')],
          [
            ['id', 'id'],
            ['orgNr', 'orgNr'],
          ],
        ),
        named('Crmoffice Persons', [row('website', 'website')]),
        section([row('email', 'email')]),
      ],
    });
    expect(result.sections.map(({ heading, linked }) => [heading, linked])).toEqual([
      ['Crmoffice Persons to Crmoffice Companies', 1],
      ['Crmoffice Companies to Crmoffice Companies', 1],
    ]);
    expect(right.read('2')).toMatchObject({ name: 'b', phone: '1', email: 'e', website: 'w' });
  });

  it('asks each section’s own tenants', async () => {
    const persons = memoryTenant({ now: Date.UTC(2025, 0, 1) });
    persons.add('9', { orgNr: 'o', name: 'p' });
    const ofPersons = { ...section([row('name', 'name')]), source: 'Crmoffice Persons' };
    const result = await sync({
      sections: [ofPersons],
      tenantsOf: ({ source }) => ({ left: source === 'Crmoffice Persons' ? persons : left, right }),
    });
    expect(result).toMatchObject({ ok: true, sections: [{ linked: 1 }] });
    expect([left.read('1').name, persons.read('9').name, right.read('2').name]).toEqual(['a', 'p', 'p']);
  });

  it('takes the records of two types for two sides, also in one tenant', async () => {
    const ofPersons = { ...section([row('name', 'name')]), source: 'Crmoffice Persons' };
    left.edit('1', { name: 'b' });
    const options = { sections: [ofPersons], topology: 'one-tenant' } as const;
    expect(await sync(options)).toMatchObject({ ok: true, sections: [{ linked: 1 }] });
    right.edit('2', { name: 'c' });
    expect(await sync(options)).toMatchObject({ ok: true, sections: [{ writes: 1 }] });
    expect(left.read('1').name).toBe('c');
  });
});

describe('refused', () => {
  it.each([
    [
      'no database',
      () => writeFile(file(), '{"version": 1,'),
      /sync-state\.lmdb: the state is damaged.*another/,
    ],
    ['long, and no database', () => writeFile(file(), 'x'.repeat(30_000)), /damaged/],
    ['cut off', () => truncate(file(), 8192), /damaged/],
    ['cut off early', () => truncate(file(), 1000), /damaged/],
    [
      'of an older program',
      () => writeFile(join(dir, 'sync-state.json'), '{}'),
      /sync-state\.json: the state is of version 1, this program knows 2; use another state folder/,
    ],
  ])('is a state that is %s, and left as it is', async (_, spoil, expected) => {
    await sync();
    await spoil();
    const before = await readFile(file());
    left.onCall = () => expect.unreachable('the tenant was asked');
    expect(await message(sync())).toMatch(expected);
    expect(await readFile(file())).toEqual(before);
  });

  it.each([
    ['of another shape', { version: 2, pairs: 3 }, /damaged: .*identity/s],
    [
      'of a newer version',
      { version: 3 },
      /sync-state\.lmdb: the state is of version 3, this program knows 2; use the newer/,
    ],
  ])('is a state that is %s, and keeps what it holds', async (_, meta, expected) => {
    await sync();
    await store('meta', meta);
    const before = await stored();
    left.onCall = () => expect.unreachable('the tenant was asked');
    expect(await message(sync())).toMatch(expected);
    expect(await stored()).toEqual(before);
  });

  it('is a database of something else', async () => {
    await store('theirs', 1);
    expect(await message(sync())).toContain('sync-state.lmdb: this is no state of this program');
    expect(await stored()).toEqual({ theirs: 1 });
  });

  it('is a record that is damaged', async () => {
    await sync();
    await store('0/pair/=1', { left: '1' });
    left.edit('1', { name: 'b' });
    expect(await message(sync())).toMatch(/sync-state\.lmdb: the state is damaged: .*right/s);
  });

  it('is a pair with a name that is missing, and names of another shape', async () => {
    await sync();
    await store('0/names', []);
    left.edit('1', { name: 'b' });
    expect(await message(sync())).toMatch(/sync-state\.lmdb: the state is damaged: no name has the number 0/);
    await store('0/names', [1]);
    expect(await message(sync())).toMatch(/sync-state\.lmdb: the state is damaged: .*string/);
    await store('0/names', ['name → name', 'name']);
    expect(await sync()).toMatchObject({ ok: true });
  });

  it('is a state of other tenants, another topology, another document', async () => {
    await sync();
    const before = await stored();
    expect(await message(sync({ tenantNames: { left: 'http://a', right: 'http://c' } }))).toMatch(
      /sync-state\.lmdb: the state belongs to right tenant http:\/\/b, not http:\/\/c\. Use another/,
    );
    expect(await message(sync({ right: left, topology: 'one-tenant' }))).toContain(
      'topology two-tenants, not one-tenant',
    );
    const renamed = { ...section([row('name', 'name')]), target: 'Erp Companies' };
    expect(await message(sync({ sections: [renamed] }))).toContain(
      'not Crmoffice Companies to Erp Companies',
    );
    const merged = section([row('name', 'name')], [['name', 'name']]);
    expect(await message(sync({ sections: [merged] }))).toContain(
      'merge rules orgNr = orgNr, not name = name',
    );
    expect(await stored()).toEqual(before);
  });

  it('is not a state of the same document with other rows: a new row starts without a base', async () => {
    await sync();
    left.edit('1', { phone: '1' });
    right.edit('2', { phone: '2', name: 'b' });
    const rows = [row('phone', 'phone')];
    expect(await sync({ sections: [section(rows)] })).toMatchObject({ ok: true, sections: [{ full: true }] });
    expect([left.read('1'), right.read('2')]).toMatchObject([
      { name: 'a', phone: '2' },
      { name: 'b', phone: '2' },
    ]);
    // The row that was gone comes back, and what happened meanwhile is judged as at a first link.
    await sync({ sections: [section([...rows, row('name', 'name')])] });
    expect([left.read('1').name, right.read('2').name]).toEqual(['b', 'b']);
  });

  it('is a folder that is none', async () => {
    await writeFile(file(), 'x');
    expect(await message(sync({ stateDir: file() }))).toMatch(
      /sync-state\.lmdb: the state's folder cannot be used/,
    );
  });

  it('is a document without a section about companies', async () => {
    expect(await message(sync({ sections: [] }))).toContain('no section that links companies');
  });

  it('is a document of which no section links or creates anything', async () => {
    const nothing = { ...section([row('name', 'name')], []), source: 'Crmoffice Persons' };
    expect(await message(sync({ sections: [nothing] }))).toBe(
      'the document has no section by which a record is linked or created: nothing to sync',
    );
  });

  it('is a merge rule with a property that companies do not have', async () => {
    const unknown = section([], [['orgNr', 'organisation.number']]);
    expect(await message(sync({ sections: [unknown] }))).toBe(
      'line 1: companies have no property organisation.number, so none can be linked by it',
    );
  });
});

describe('one state', () => {
  it('is used by one sync at a time, and free again once that is closed', async () => {
    const first = await openSync(optionsOf());
    expect(await message(sync())).toMatch(/sync-state\.lmdb: the state is in use by process \d+; wait/);
    expect(await first.pass()).toMatchObject({ ok: true });
    await first.close();
    expect(await sync()).toMatchObject({ ok: true });
  });

  it('is free where the process that used it was killed, and not while that lives', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await once(child, 'spawn');
    await mkdir(dir, { recursive: true });
    await sync();
    const fields = (await readFile(`/proc/${child.pid}/stat`, 'latin1').catch(() => '')).split(') ')[1];
    await store('lock', { pid: child.pid, started: fields?.split(' ')[19] ?? '' });
    expect(await message(sync())).toContain(`in use by process ${child.pid};`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await sync()).toMatchObject({ ok: true });
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
