/** The client of a tenant, through a profile, against a tenant that shares no convention with the contract. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  type Standin,
  type StandinOptionsGiven,
  standinProfile,
  startStandin,
} from '../../mocks/staging-standin/index.ts';
import type { Company } from '../domain/company.ts';
import { TenantError } from '../domain/tenant.ts';
import { type ConnectedTenant, connectTenant } from '../tenants/connect.ts';
import { RESILIENT } from '../tenants/resilient.ts';
import { tenantAccess } from './credentials.ts';
import { cli } from './testing/command-line.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'dataflow-qa-standin-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const [ID, SECRET, REFRESH] = ['qa: client', 'hush-9f3/+', 'refresh-5c1'];
const ENV = { TENANT_A_CLIENT_ID: ID, TENANT_A_CLIENT_SECRET: SECRET, TENANT_A_REFRESH_TOKEN: REFRESH };
const FOREIGN = 120;

function profileFile(name: string, { url }: Standin, change: Record<string, unknown> = {}): string {
  const file = path.join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ ...standinProfile(url), ...change }));
  return file;
}

async function standin(options: StandinOptionsGiven = {}, edge = {}): Promise<Standin> {
  const tenant = await startStandin(
    { clients: { [ID]: SECRET }, foreign: FOREIGN, burst: 500, ...options },
    edge,
  );
  onTestFinished(() => tenant.close());
  return tenant;
}

function connected(
  tenant: Standin,
  change: Record<string, unknown> = {},
  wait?: (milliseconds: number) => Promise<unknown>,
): ConnectedTenant {
  const client = connectTenant({
    ...RESILIENT,
    edge: wait === undefined ? {} : { wait },
    ...tenantAccess('A', tenant.url, profileFile('a', tenant, change), ENV),
  });
  onTestFinished(() => client.close());
  return client;
}

async function all(list: AsyncIterable<Company>): Promise<Company[]> {
  const found: Company[] = [];
  for await (const company of list) found.push(company);
  return found;
}

const POST = { country: 'NO', postCode: '0150', postalArea: 'OSLO', streetAddress: 'Gata 1' };

describe('a tenant of other conventions', () => {
  it('is listed, page by page', async () => {
    const tenant = await standin();
    const listed = await all(connected(tenant).list());
    expect(new Set(listed.map(({ id }) => id)).size).toBe(FOREIGN);
    const pages = tenant.requests().filter(({ method, status }) => method === 'GET' && status === 200);
    expect(pages).toHaveLength(Math.floor(FOREIGN / 50) + 1);
  });

  it('is listed from a time on, whether it is the tenant that filters or not', async () => {
    const tenant = await standin();
    const client = connected(tenant);
    const { company } = await client.create({ orgNr: '310000001', name: 'Vår' });
    const options = { modifiedSince: company.modifiedAt };
    expect((await all(client.list(options))).map(({ id }) => id)).toContain(company.id);
    const here = await all(connected(tenant, { sinceParameter: null }).list(options));
    expect(here).toEqual(await all(client.list(options)));
    expect(here.length).toBeLessThan(FOREIGN);
  });

  it('has records created, patched by PUT, and removed; no other is touched', async () => {
    const tenant = await standin();
    const before = tenant.digest();
    const client = connected(tenant);
    const made = await client.create({ orgNr: '310000001', name: 'Vår', postAddress: POST });
    expect(made.company).toMatchObject({
      orgNr: '310000001',
      name: 'Vår',
      postAddress: POST,
      visitAddress: null,
    });
    expect(await client.get(made.company.id)).toEqual(made);

    const patch = { postAddress: { postCode: '4950', country: null }, visitAddress: { country: 'SJ' } };
    const ifMatch = { ifMatch: made.etag ?? '' };
    const edited = await client.patch(made.company.id, patch, ifMatch);
    expect(edited.company).toMatchObject({
      name: 'Vår',
      postAddress: { ...POST, postCode: '4950', country: null },
      visitAddress: { country: 'SJ', postCode: null, postalArea: null, streetAddress: null },
    });
    expect(tenant.ownLeft()).toMatchObject([
      { title: 'Vår', organisation: { number: '310000001' }, addresses: { postal: { zip: '4950' } } },
    ]);
    const stale: unknown = await client
      .patch(made.company.id, { name: 'x' }, ifMatch)
      .catch((error: unknown) => error);
    expect(stale instanceof TenantError && stale.status).toBe(412);
    expect((await client.patch(made.company.id, { postAddress: null })).company.postAddress).toBeNull();

    await client.remove(made.company.id);
    expect(await client.get(made.company.id)).toBeNull();
    expect([tenant.ownLeft(), tenant.foreignWrites(), tenant.digest()]).toEqual([[], [], before]);
  });

  it('keeps on PUT what the profile does not name', async () => {
    const tenant = await standin({ foreign: 0, alsoForeign: [{ title: 'x', labels: ['a', 'b'], web: 'w' }] });
    const { web: _, ...names } = standinProfile(tenant.url).names;
    const client = connected(tenant, { names: { ...names, website: 'web' } });
    const [foreign] = await all(client.list());
    await client.patch(foreign?.id ?? '', { website: null });
    const [write] = tenant.foreignWrites();
    expect([write?.method, write?.status]).toEqual(['PUT', 200]);
    const raw = await fetch(`${tenant.url}/organisations/${foreign?.id ?? ''}`, {
      headers: { authorization: `Bearer ${tenant.secrets().at(-1) ?? ''}` },
    });
    expect(await raw.json()).toMatchObject({ record: { title: 'x', labels: ['a', 'b'], web: null } });
  });

  it('has its tokens renewed when they expire, a rotated refresh token too', async () => {
    const auth = (url: string) => ({ kind: 'refresh-token', tokenUrl: new URL('/connect/token', url).href });
    const clock = { now: Date.parse('2026-01-01T00:00:00Z') };
    const tenant = await standin(
      { refreshTokens: { [ID]: REFRESH }, rotateRefreshTokens: true, tokenLifetimeMs: 3_600_000 },
      { now: () => clock.now },
    );
    const client = connected(tenant, { auth: auth(tenant.url) });
    for (let hour = 0; hour < 3; hour += 1) {
      await client.create({ name: `${hour}` });
      clock.now += 3_600_001;
    }
    expect(tenant.ownLeft()).toHaveLength(3);
    expect(tenant.tokensIssued()).toBe(3);
    expect(tenant.requests().filter(({ status }) => status === 401)).toHaveLength(2);
  });

  it('is waited for where it asks for it', async () => {
    const clock = { now: Date.parse('2026-01-01T00:00:00Z') };
    const tenant = await standin({ burst: 2, ratePerSecond: 1 }, { now: () => clock.now });
    const client = connected(tenant, {}, (milliseconds) => {
      clock.now += milliseconds;
      return Promise.resolve();
    });
    const none = await Promise.all(['a', 'b', 'c', 'd'].map((id) => client.get(id)));
    expect(none).toEqual([null, null, null, null]);
    expect(tenant.requests().some(({ status }) => status === 429)).toBe(true);
  });
});

it('two of them are kept equal by sync, and nothing else in them is touched', async () => {
  const [a, b] = [await standin(), await standin({ seed: 2 })];
  const address = { countryCode: 'NO', zip: '0150', city: 'OSLO', lines: 'Gata 1' };
  const [left, right] = [connected(a), connected(b)];
  await left.create({ orgNr: '310000001', name: 'left', postAddress: POST });
  await right.create({ orgNr: '310000001', name: 'right' });
  const { status, stderr } = await cli(
    [
      'sync',
      '--tenant-a',
      a.url,
      '--profile-a',
      profileFile('sync-a', a),
      '--tenant-b',
      b.url,
      '--profile-b',
      profileFile('sync-b', b),
      '--state',
      path.join(folder, 'state'),
    ],
    { env: { ...ENV, TENANT_B_CLIENT_ID: ID, TENANT_B_CLIENT_SECRET: SECRET } },
  );
  expect([status, stderr]).toEqual([0, expect.not.stringContaining(SECRET)]);
  expect(a.ownLeft()).toMatchObject([{ title: 'left', addresses: { postal: address } }]);
  expect(b.ownLeft()).toMatchObject([{ title: 'right', addresses: { visiting: address } }]);
  expect([a.foreignWrites(), b.foreignWrites()]).toEqual([[], []]);
});
