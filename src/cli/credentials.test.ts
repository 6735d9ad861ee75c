import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_PROFILE } from '../tenants/profile.ts';
import { tenantAccess } from './credentials.ts';
import { cli } from './testing/command-line.ts';
import { UsageError } from './usage-error.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'dataflow-qa-profile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const URL_OF_A = 'http://127.0.0.1:1';

function file(name: string, profile: unknown): string {
  const where = path.join(folder, name);
  writeFileSync(where, JSON.stringify(profile));
  return where;
}
const tokenUrl = 'http://127.0.0.1:1/connect/token';
const client = file('client.json', { auth: { kind: 'client-credentials', tokenUrl } });
const refresh = file('refresh.json', { auth: { kind: 'refresh-token', tokenUrl } });
const broken = file('broken.json', { paging: { kind: 'pages' }, update: 'post' });

describe('access to a tenant', () => {
  it('without a profile is the contract, with a token', async () => {
    const access = tenantAccess('B', URL_OF_A, undefined, { TENANT_A_TOKEN: 'of-a', TENANT_B_TOKEN: 'of-b' });
    expect([access.url, access.profile]).toEqual([URL_OF_A, DEFAULT_PROFILE]);
    expect(await access.credentials.bearer()).toBe('of-b');
  });

  it.each<[string, NodeJS.ProcessEnv, string[]]>([
    [client, { TENANT_A_CLIENT_ID: 'me', TENANT_A_CLIENT_SECRET: 'hush' }, ['hush']],
    [refresh, { TENANT_A_REFRESH_TOKEN: 'refresh' }, ['refresh']],
    [refresh, { TENANT_A_REFRESH_TOKEN: 'refresh', TENANT_A_CLIENT_ID: 'me' }, ['refresh']],
    [
      refresh,
      { TENANT_A_REFRESH_TOKEN: 'refresh', TENANT_A_CLIENT_ID: 'me', TENANT_A_CLIENT_SECRET: 'hush' },
      ['refresh', 'hush'],
    ],
  ])('by the profile %s takes its secrets from %j', (profile, env, secrets) => {
    expect(tenantAccess('A', URL_OF_A, profile, env).credentials.secrets()).toEqual(
      expect.arrayContaining(secrets),
    );
  });

  it.each<[string | undefined, NodeJS.ProcessEnv, string]>([
    [
      undefined,
      { TENANT_B_TOKEN: 'hush' },
      'TENANT_A_TOKEN is not set: tokens come from the environment alone',
    ],
    [undefined, { TENANT_A_TOKEN: 'hush hush' }, 'TENANT_A_TOKEN cannot be used: it has characters'],
    [
      client,
      { TENANT_A_TOKEN: 'hush' },
      'TENANT_A_CLIENT_ID is not set: client id and secret come from the environment alone, and ',
    ],
    [client, { TENANT_A_CLIENT_ID: 'me', TENANT_A_CLIENT_SECRET: '' }, 'TENANT_A_CLIENT_SECRET is not set'],
    [refresh, { TENANT_A_CLIENT_SECRET: 'hush' }, 'TENANT_A_REFRESH_TOKEN is not set'],
    [
      refresh,
      { TENANT_A_REFRESH_TOKEN: 'hush', TENANT_A_CLIENT_SECRET: 'hush' },
      'TENANT_A_CLIENT_ID is not set',
    ],
    [broken, { TENANT_A_TOKEN: 'hush' }, `${broken}: paging.kind: it can be cursor`],
    [broken, { TENANT_A_TOKEN: 'hush' }, `${broken}: update: it can be patch or put`],
    [path.join(folder, 'none.json'), {}, '--profile-a '],
    [folder, {}, '--profile-a '],
  ])('by the profile %s of %j is refused: %s', (profile, env, message) => {
    const access = (): unknown => tenantAccess('A', URL_OF_A, profile, env);
    expect(access).toThrow(UsageError);
    expect(access).toThrow(message);
    expect(access).not.toThrow('hush');
  });
});

describe('sync', () => {
  const sync = (a: string, b: string, ...more: string[]): string[] => {
    const state = path.join(folder, 'state');
    return ['sync', '--tenant-a', a, '--tenant-b', b, '--state', state, ...more];
  };
  const env = { TENANT_A_TOKEN: 'hush-a', TENANT_B_TOKEN: 'hush-b' };

  it.each<[string[], Record<string, string>, RegExp]>([
    [sync(URL_OF_A, `${URL_OF_A}/b`, '--profile-b', broken), env, /broken\.json: paging\.kind: it can be/],
    [sync(URL_OF_A, `${URL_OF_A}/b`), { ...env, QA_PROFILE_A: broken }, /broken\.json: paging\.kind/],
    [sync(URL_OF_A, `${URL_OF_A}/b`, '--profile-b', client), env, /^TENANT_B_CLIENT_ID is not set/],
    [sync(URL_OF_A, `${URL_OF_A}/`, '--profile-b', client), env, /^--profile-b goes with another tenant/],
  ])('%j', async (args, given, message) => {
    const { status, stderr, stdout } = await cli(args, { env: given });
    expect(stderr).toMatch(message);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).not.toMatch(/hush|\n\s+at /);
  });
});
