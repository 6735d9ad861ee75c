import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { CompanyDraft, CompanyPatch } from '../domain/company.ts';
import { TenantError } from '../domain/tenant.ts';
import { type Journal, openJournal } from './journal.ts';
import { OwnRecords } from './own-records.ts';
import { ownTenant, UnsafeWrite } from './own-tenant.ts';
import { FakeTenant } from './testing/fake-tenant.ts';

const TAG = 'dataflow-qa-0123456789';
const NAMED = `Fjord AS [${TAG}]`;
const folder = mkdtempSync(path.join(tmpdir(), 'own-tenant-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let journals = 0;

function world() {
  const fake = new FakeTenant();
  const foreign = [
    fake.plant({ name: 'Nabo AS', orgNr: '310000001' }),
    fake.plant({ name: `Copied [${TAG}]` }),
  ];
  const stop = new AbortController();
  const journal: Journal = openJournal(path.join(folder, String((journals += 1))), {
    tag: TAG,
    startedAt: '2026-01-01T00:00:00.000Z',
    tenants: { left: 'https://a.test', right: 'https://b.test' },
  });
  let created = 0;
  const own = ownTenant({
    side: 'left',
    tenant: fake,
    tag: TAG,
    own: new OwnRecords(),
    journal,
    next: () => (created += 1),
    now: () => new Date('2026-01-01T00:00:00Z'),
    stop: stop.signal,
    look: () => Promise.resolve([]),
  });
  const written = (): string[] => readFileSync(journal.file, 'utf8').trimEnd().split('\n');
  return { fake, foreign, own, stop, written };
}

const Name = fc.constantFrom(NAMED, `${NAMED} AS`, 'Fjord AS', '', 'Fjord [dataflow-qa-9876543210]');
const Key = fc.constantFrom('310000001', '212345678', '923609016', 'NO 923 609 016 MVA', '', null);
/** The first two are foreign, the next ones the run's. */
const Id = fc.constantFrom('1', '2', '3', '4', 'none');
const Step = fc.oneof(
  fc.record({ do: fc.constant('create' as const), draft: fc.record({ name: Name, orgNr: Key }) }),
  fc.record({
    do: fc.constant('patch' as const),
    id: Id,
    patch: fc.record({ name: Name, orgNr: Key, phone: fc.string() }, { requiredKeys: [] }),
  }),
  fc.record({ do: fc.constant('remove' as const), id: Id }),
);
type Step =
  | { do: 'create'; draft: CompanyDraft }
  | { do: 'patch'; id: string; patch: CompanyPatch }
  | { do: 'remove'; id: string };

/** Only a refusal of the guard's or the tenant's is in order. */
async function tried(own: ReturnType<typeof world>['own'], step: Step): Promise<void> {
  try {
    if (step.do === 'create') await own.create(step.draft);
    else if (step.do === 'patch') await own.patch(step.id, step.patch);
    else await own.remove(step.id);
  } catch (error) {
    if (!(error instanceof UnsafeWrite || error instanceof TenantError)) throw error;
  }
}

describe('a tenant that others use', () => {
  it('is sent no write to what is not the run’s own, whatever is tried, and holds nothing that cannot be told to be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Step, { maxLength: 25 }), async (steps) => {
        const { fake, foreign, own } = world();
        const before = structuredClone(foreign);
        for (const step of steps) await tried(own, step);
        const ids = new Set(foreign.map(({ id }) => id));
        expect(fake.writes().filter((call) => ids.has(call.split(' ')[1] ?? ''))).toEqual([]);
        expect(foreign.map(({ id }) => fake.records.get(id))).toEqual(before);
        for (const { id, name, orgNr } of fake.records.values()) {
          if (ids.has(id)) continue;
          expect(name?.endsWith(` [${TAG}]`), String(name)).toBe(true);
          expect(orgNr ?? '', 'a number of the test range').toMatch(/^$|^[23]/);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('has each creation in the journal before it is asked, and its id as soon as that is known', async () => {
    const { fake, own, written } = world();
    const seen: string[][] = [];
    fake.before = () => void seen.push(written());
    await own.create({ name: NAMED, orgNr: '310000001' });
    await own.create({ name: NAMED });
    const creating = (n: number, key: string | null): string =>
      JSON.stringify({ kind: 'creating', n, side: 'left', key, at: '2026-01-01T00:00:00.000Z' });
    const created = (n: number, id: string): string => JSON.stringify({ kind: 'created', n, id });
    expect(seen[0]?.slice(1)).toEqual([creating(1, '310000001')]);
    expect(seen[1]?.slice(1)).toEqual([creating(1, '310000001'), created(1, '3'), creating(2, null)]);
    expect(written().at(-1)).toBe(created(2, '4'));
  });

  it('has a creation that was not answered in the journal all the same', async () => {
    const { fake, own, written } = world();
    fake.before = () => {
      throw new TenantError('POST', null, 'no whole answer');
    };
    await expect(own.create({ name: NAMED })).rejects.toThrow(TenantError);
    expect(written().slice(1)).toEqual([expect.stringContaining('"kind":"creating","n":1')]);
  });

  it('has a key in the journal before a company is given it', async () => {
    const { fake, own, written } = world();
    const { company } = await own.create({ name: NAMED });
    let then: string[] = [];
    fake.before = () => (then = written());
    await own.patch(company.id, { orgNr: '310000009' });
    expect(then.at(-1)).toBe('{"kind":"key","key":"310000009"}');
  });

  it.each<[string, CompanyDraft]>([
    ['without the tag', { name: 'Fjord AS' }],
    ['without a name', { orgNr: '310000001' }],
    ['with the tag of another run', { name: 'Fjord AS [dataflow-qa-9876543210]' }],
    ['with a number that may be a real company’s', { name: NAMED, orgNr: '923609016' }],
  ])('a company %s is not created, nor asked for', async (_name, draft) => {
    const { fake, own, written } = world();
    await expect(own.create(draft)).rejects.toThrow(UnsafeWrite);
    expect([fake.calls, written().length]).toEqual([[], 1]);
  });

  it.each<[string, CompanyPatch]>([
    ['its tag', { name: 'Fjord AS' }],
    ['its name', { name: null }],
    ['a number of the test range', { orgNr: '923609016' }],
  ])('an own company never loses %s', async (_name, patch) => {
    const { fake, own } = world();
    const { company } = await own.create({ name: NAMED, orgNr: '310000001' });
    await expect(own.patch(company.id, patch)).rejects.toThrow(UnsafeWrite);
    expect(fake.writes()).toEqual(['POST']);
  });

  it('is asked again where the engine wrote between reading and putting, and not for ever', async () => {
    const { fake, own } = world();
    const { company } = await own.create({ name: NAMED });
    let refusals = 4;
    fake.before = () => {
      if (refusals-- > 0) throw new TenantError('PUT', 412, 'stale');
    };
    await own.patch(company.id, { phone: '1' });
    expect(fake.writes()).toEqual(['POST', ...Array.from({ length: 5 }, () => `PATCH ${company.id}`)]);
    refusals = Infinity;
    await expect(own.patch(company.id, { phone: '2' })).rejects.toMatchObject({ status: 412 });
    expect(fake.writes()).toHaveLength(11);
  });

  it("does not take for its own what a creation is answered with, where that is somebody else's", async () => {
    const { fake, foreign, own, written } = world();
    const nabo = foreign[0]?.id ?? '';
    fake.create = async () => (await fake.get(nabo)) ?? { company: fake.plant({}), etag: null };
    await expect(own.create({ name: NAMED, orgNr: '310000001' })).rejects.toThrow(UnsafeWrite);
    await expect(own.patch(nabo, { phone: '1' })).rejects.toThrow(UnsafeWrite);
    await expect(own.remove(nabo)).rejects.toThrow(UnsafeWrite);
    expect(fake.writes()).toEqual([]);
    // `sweep` would remove what stands there as created, as it has a key of the run.
    expect(written().join()).not.toContain('"created"');
  });

  it('is asked nothing more once the run is to end', async () => {
    const { fake, own, stop } = world();
    const { company } = await own.create({ name: NAMED });
    const before = fake.calls.length;
    stop.abort(new Error('stopped by SIGINT'));
    const all = [
      () => own.create({ name: NAMED }),
      async () => own.get(company.id),
      () => own.patch(company.id, { phone: '1' }),
      () => own.remove(company.id),
      async () => {
        for await (const one of own.list()) void one;
      },
    ];
    for (const ask of all) await expect(ask()).rejects.toThrow('stopped by SIGINT');
    expect(fake.calls).toHaveLength(before);
  });
});
