import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Standin, startStandin, standinProfile } from '../../mocks/staging-standin/index.ts';
import { cli } from './testing/command-line.ts';

const SECRET = 'client-secret-0123456789';
const folder = mkdtempSync(path.join(tmpdir(), 'preflight-'));
let a: Standin;
let b: Standin;

beforeAll(async () => {
  a = await startStandin({ name: 'Staging A', clients: { qa: SECRET }, foreign: 30, propagationMs: 300 });
  b = await startStandin({ name: 'Staging B', clients: { qa: SECRET }, foreign: 30, seed: 2 });
});
afterAll(async () => {
  await a.close();
  await b.close();
  rmSync(folder, { recursive: true, force: true });
});

const Steps = z.array(
  z.strictObject({
    tenant: z.string().nullable(),
    step: z.string(),
    status: z.enum(['ok', 'note', 'problem']),
    detail: z.string(),
  }),
);
type Change = Partial<{ marker: string; propagationSeconds: number; secret: string; args: string[] }>;

function profile(file: string, tenant: Standin, name: string, change: Change): string {
  const propagationSeconds = change.propagationSeconds ?? 1;
  const where = path.join(folder, file);
  writeFileSync(
    where,
    JSON.stringify(standinProfile(tenant.url, { name: change.marker ?? name, propagationSeconds })),
  );
  return where;
}

async function preflight(change: Change = {}) {
  const journal = path.join(folder, 'journal');
  const hosts = [a, b].map(({ url }) => new URL(url).host).join(',');
  const ended = await cli(
    [
      'preflight',
      '--json',
      '--tenant-a',
      a.url,
      '--tenant-b',
      b.url,
      '--profile-a',
      profile('a.json', a, 'Staging A', change),
      '--profile-b',
      profile('b.json', b, 'Staging B', { ...change, marker: 'Staging B' }),
      '--allow-host',
      hosts,
      '--journal',
      journal,
      ...(change.args ?? []),
    ],
    {
      env: {
        TENANT_A_CLIENT_ID: 'qa',
        TENANT_A_CLIENT_SECRET: change.secret ?? SECRET,
        TENANT_B_CLIENT_ID: 'qa',
        TENANT_B_CLIENT_SECRET: SECRET,
      },
    },
  );
  const steps = ended.stdout === '' ? [] : Steps.parse(JSON.parse(ended.stdout));
  const problems = steps.filter(({ status }) => status === 'problem');
  return { ...ended, steps, problems };
}

describe('preflight', () => {
  it('says step by step that a run may be, and leaves nothing behind', async () => {
    const [before, written] = [[a.digest(), b.digest()], a.foreignWrites().length];
    const { status, steps, problems } = await preflight();
    expect(problems).toEqual([]);
    expect(status).toBe(0);
    expect(steps.map(({ tenant, step }) => `${tenant ?? 'both'} ${step}`)).toEqual([
      ...['--tenant-a', '--tenant-b'].flatMap((one) => [`${one} access and shape`, `${one} marker`]),
      ...['--tenant-a', '--tenant-b'].flatMap((one) =>
        ['permissions', 'propagation', 'writes that change nothing'].map((step) => `${one} ${step}`),
      ),
      'both clocks',
      'both left-overs',
      'both what a run would ask',
    ]);
    // A listing that is behind still has its own companies.
    expect(steps.find(({ step }) => step === 'left-overs')?.detail).toBe(
      'nothing of an earlier run is there',
    );
    expect([a.ownLeft(), b.ownLeft()]).toEqual([[], []]);
    expect([a.digest(), b.digest()]).toEqual(before);
    expect(a.foreignWrites()).toHaveLength(written);
  });

  it('writes nothing with --read-only, and says what is not known then', async () => {
    const before = a.requests().length;
    const { status, steps } = await preflight({ args: ['--read-only'] });
    expect(status).toBe(0);
    const methods = a
      .requests()
      .slice(before)
      .filter(({ path: where }) => !where.includes('/connect/token'))
      .map(({ method }) => method);
    expect(methods.length).toBeGreaterThan(1);
    expect(methods.filter((method) => method !== 'GET')).toEqual([]);
    expect(steps.find(({ step }) => step === 'permissions')).toMatchObject({ status: 'note' });
  });

  it.each<[string, Change, string, RegExp]>([
    [
      'a marker of another tenant',
      { marker: 'Production' },
      'marker',
      /answers "Staging A" as .*"Production"/,
    ],
    ['a wrong secret', { secret: 'wrong-secret-99' }, 'access and shape', /invalid_client|401/],
    [
      'a listing that lags behind its profile',
      { propagationSeconds: 0 },
      'propagation',
      /propagationSeconds in the profile is 0/,
    ],
    [
      'a budget that is too small',
      { args: ['--max-requests', '300'] },
      'what a run would ask',
      /more than --max-requests 300/,
    ],
  ])('tells of %s, and ends with 2', async (_, change, step, detail) => {
    if (change.propagationSeconds !== undefined) {
      await a.close();
      a = await startStandin({
        name: 'Staging A',
        clients: { qa: SECRET },
        foreign: 5,
        propagationMs: 1_500,
      });
    }
    const { status, problems, stdout, stderr } = await preflight(change);
    expect(problems.map((one) => one.step)).toContain(step);
    expect(problems.find((one) => one.step === step)?.detail).toMatch(detail);
    expect(status).toBe(2);
    expect(stdout + stderr).not.toContain('wrong-secret-99');
    expect([a.ownLeft(), b.ownLeft()]).toEqual([[], []]);
  });
});
