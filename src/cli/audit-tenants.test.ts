/** `audit` of tenants on sockets: it only reads, and what interrupted it, the next one goes on with. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createClock, type ServedTenant, startTenant } from '../../mocks/crmoffice/index.ts';
import { AuditReport } from '../audit/report.ts';
import { auditedHere } from './testing/audited-here.ts';
import { ended, startCli, temporaryFolder } from './testing/command-line.ts';
import { UsageError } from './usage-error.ts';

const folder = temporaryFolder();
const TOKENS = { a: 'token-of-tenant-a', b: 'token-of-tenant-b' };
const env = { TENANT_A_TOKEN: TOKENS.a, TENANT_B_TOKEN: TOKENS.b };
/** More than one batch of a reading, and a page is a hundred. */
const [IN_A, IN_B] = [1_350, 40];

let a: ServedTenant;
let b: ServedTenant;
let options: { tenantA: string; tenantB: string; allowHost: string; perSecond: string };

beforeAll(async () => {
  const clock = createClock();
  a = await startTenant({ name: 'A', clock, tokens: { engine: TOKENS.a } });
  b = await startTenant({ name: 'B', clock, tokens: { engine: TOKENS.b }, ids: (n) => `b${n}` });
  for (let n = 0; n < IN_A; n += 1) {
    const address = { country: 'NO', postCode: '0150', postalArea: 'OSLO', streetAddress: `Veien ${n}` };
    a.controls.create({ orgNr: `${n}`, postAddress: address, visitAddress: null });
    if (n >= IN_B) continue;
    const other = n % 10 === 3 ? { ...address, postCode: '150' } : address;
    b.controls.create({ orgNr: `${n}`, postAddress: null, visitAddress: other });
  }
  options = {
    tenantA: a.url,
    tenantB: b.url,
    allowHost: [a, b].map(({ url }) => new URL(url).host).join(','),
    perSecond: '1000',
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
});
afterEach(() => {
  a.controls.beforeRequest(null);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await a.close();
  await b.close();
});

type Told = Omit<AuditReport, 'startedAt' | 'finishedAt' | 'samples'> & {
  samples: Omit<AuditReport['samples'][number], 'first_seen'>[];
};

/** What an audit says, without when it did. */
function told(json: string): Told {
  const {
    startedAt: _started,
    finishedAt: _finished,
    samples,
    ...rest
  } = AuditReport.parse(JSON.parse(json));
  return { ...rest, samples: samples.map(({ first_seen: _seen, ...finding }) => finding) };
}

function outFolder(name: string): string {
  return path.join(folder, name);
}

/** Everything in a folder and below. */
function filesIn(at: string): string[] {
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function secretsIn(...texts: string[]): string[] {
  return Object.values(TOKENS).filter((token) => texts.some((text) => text.includes(token)));
}

let whole: Told;
let asked = 0;

it('reads both, finds what disagrees, and writes to neither', async () => {
  const before = a.engineRequests();
  const logged = [a.log.last(), b.log.last()];
  const out = outFolder('whole');
  const { status, stdout, stderr } = await auditedHere({ ...options, out, json: true });
  asked = a.engineRequests() - before;
  whole = told(stdout);
  expect([status, whole.verdict, whole.pairs, whole.unmatched.left]).toEqual([
    1,
    'disagrees',
    { compared: IN_B, agree: IN_B - 4, disagree: 4 },
    IN_A - IN_B,
  ]);
  expect([a.log.last(), b.log.last()]).toEqual(logged);
  expect(secretsIn(stdout, stderr, ...filesIn(out).map((file) => readFileSync(file, 'latin1')))).toEqual([]);
  expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
});

it('killed amid its reading, the same command goes on there, and finds the same', async () => {
  const out = outFolder('killed');
  const args = Object.entries({
    'tenant-a': options.tenantA,
    'tenant-b': options.tenantB,
    'allow-host': options.allowHost,
    'per-second': options.perSecond,
    out,
  }).flatMap(([name, value]) => [`--${name}`, value]);
  const child = startCli(['audit', ...args], { env });
  let pages = 0;
  a.controls.beforeRequest(() => {
    pages += 1;
    if (pages === 13) child.kill('SIGKILL');
  });
  const { status, stdout, stderr } = await ended(child);
  expect([status, secretsIn(stdout, stderr)]).toEqual([null, []]);
  a.controls.beforeRequest(null);
  const before = a.engineRequests();
  const again = await auditedHere({ ...options, out, json: true });
  expect(again.stderr).toMatch(/went on with the reading that began at .*, from 1000 records on/);
  // The last one of those that were kept is read again.
  const { left, right, ...rest } = told(again.stdout);
  expect([left.repeated, right.repeated]).toEqual([1, 1]);
  expect({ left: { ...left, repeated: 0 }, right: { ...right, repeated: 0 }, ...rest }).toEqual(whole);
  const askedAgain = a.engineRequests() - before;
  expect([askedAgain < asked / 2, askedAgain > 0]).toEqual([true, true]);
  expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
});

it('a budget that is spent is told with where to go on, and the next one does', async () => {
  const out = outFolder('spent');
  const spent = auditedHere({ ...options, out, maxRequests: '13' });
  await expect(spent).rejects.toThrow(UsageError);
  await expect(spent).rejects.toThrow(
    /--tenant-a http.*--max-requests.*is kept in .*the same command goes on/,
  );
  // Meanwhile a company that was read already is brought into step, which moves it to the end of the list.
  const record = whole.samples.find(({ kind }) => kind === 'disagrees');
  a.controls.edit(record?.left_id ?? '', { postAddress: { postCode: '150' } });
  const { stdout } = await auditedHere({ ...options, out, json: true });
  const { left, pairs } = told(stdout);
  expect([left.records, left.repeated, pairs.disagree]).toEqual([IN_A, 2, 3]);
});
