/** A run against tenants that others use, where it must not be: nothing is written, and where not even that, nothing asked. */
import { createServer } from 'node:http';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LoggedRequest } from '../../mocks/staging-standin/index.ts';
import { cli, type Ended } from './testing/command-line.ts';
import { listen } from './testing/listen.ts';
import { type LiveWorld, startLiveWorld } from './testing/live-world.ts';

const asked: LoggedRequest[] = [];
let world: LiveWorld;

beforeAll(async () => {
  world = await startLiveWorld({ onRequest: (request) => asked.push(request) });
});
beforeEach(() => {
  asked.length = 0;
  world.profile('a', {});
  world.profile('b', {});
});
afterAll(() => world.close());

const isWrite = ({ method, path }: LoggedRequest): boolean => method !== 'GET' && path !== '/connect/token';
const hostOf = (url: string): string => new URL(url).host;
/** The arguments, with one option's value replaced; without a value, the option left out. */
function withOption(args: readonly string[], name: string, value?: string): string[] {
  const at = args.indexOf(`--${name}`);
  return [...args.slice(0, at), ...(value === undefined ? [] : [`--${name}`, value]), ...args.slice(at + 2)];
}
async function refused(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const end = await cli(args, { env: { ...world.env, ...env } });
  expect([end.status, end.stderr]).toEqual([2, expect.not.stringMatching(/\n\s+at |unexpected:/)]);
  expect(existsSync(world.journal), 'a journal of a run that was not to be').toBe(false);
  expect(world.traces()).toEqual([]);
  return end;
}
/** Somewhere else, that nobody allowed: counts what it is asked. */
async function elsewhere(): Promise<{ url: string; asked: string[] }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"access_token":"x","token_type":"Bearer"}');
  });
  return { url: await listen(server), asked: requests };
}

describe.each(['run', 'sweep'] as const)('%s', (command) => {
  const args = (): readonly string[] => world[command];

  it('makes not one request to hosts that no option allows', async () => {
    const { stderr } = await refused(withOption(args(), 'allow-host'));
    expect(stderr).toContain(`--tenant-a: ${hostOf(world.a.url)} is not among the hosts`);
    expect(asked).toEqual([]);
  });

  it.each(['a', 'b'] as const)('makes not one request to either where only %s is allowed', async (one) => {
    const { stderr } = await refused(withOption(args(), 'allow-host', hostOf(world[one].url)));
    expect(stderr).toContain(`--allow-host ${hostOf(world[one === 'a' ? 'b' : 'a'].url)}`);
    expect(asked).toEqual([]);
  });

  it('takes no other port, name or beginning of an allowed host for it', async () => {
    const near = [world.a, world.b].flatMap(({ url }) => [
      `127.0.0.1`,
      `localhost:${new URL(url).port}`,
      `${hostOf(url)}0`,
      `*`,
      `http://${hostOf(url)}`,
    ]);
    await refused(withOption(args(), 'allow-host', near.join(',')));
    expect(asked).toEqual([]);
  });

  it('sends no secret to a token endpoint that is not allowed', async () => {
    const other = await elsewhere();
    world.profile('b', { auth: { kind: 'client-credentials', tokenUrl: `${other.url}/connect/token` } });
    const { stderr } = await refused(args());
    expect(stderr).toContain(`--profile-b: auth.tokenUrl: ${hostOf(other.url)} is not among the hosts`);
    expect([asked, other.asked]).toEqual([[], []]);
  });

  it('needs a second word for a host that may be production', async () => {
    const production = `http://0.0.0.0:${new URL(world.a.url).port}/api/v2`;
    const host = hostOf(production);
    const allowed = [...args(), '--allow-host', host, hostOf(world.a.url), hostOf(world.b.url)];
    const { stderr } = await refused(withOption(allowed, 'tenant-a', production));
    expect(stderr).toContain(`--production-host ${host}`);
    expect(asked).toEqual([]);
  });
});

describe('a run', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['has no marker in its profile', { marker: null }, /its profile has no marker/],
    [
      'answers another marker',
      { marker: { path: '/tenant', property: 'tenant.name', value: 'Fjordkontor' } },
      /answers "Fjordkontor staging" as tenant\.name, and the profile's marker is "Fjordkontor"/,
    ],
    [
      'has nothing where the marker should be',
      { marker: { path: '/nowhere', property: 'name', value: 'x' } },
      /GET \/nowhere: 404/,
    ],
    ['has records of another shape', { names: { id: 'key' } }, /GET \/organisations: answered 200, but/],
    ['has its records elsewhere', { listPath: '/companies' }, /GET \/companies: 404/],
  ])('writes nothing to either where one of them %s', async (_name, change, told) => {
    world.profile('b', change);
    const { stderr } = await refused(world.run);
    expect(stderr).toMatch(told);
    expect(stderr).toContain(`--tenant-b ${world.b.url}: `);
    expect(asked.filter(isWrite)).toEqual([]);
  });

  it('asks a tenant without a marker for nothing at all', async () => {
    world.profile('a', { marker: null });
    await refused(world.run);
    expect(asked).toEqual([]);
  });

  it('writes nothing where its secret is refused, and does not repeat it', async () => {
    const { stderr } = await refused(world.run, { TENANT_B_CLIENT_SECRET: 'not-the-secret-42' });
    expect(stderr).toContain('no token: refused with 401, invalid_client');
    expect(stderr).not.toContain('not-the-secret-42');
    expect(asked.filter(isWrite)).toEqual([]);
  });

  it.each([301, 302, 307, 308])('does not follow where a tenant sends it by %i', async (status) => {
    const other = await elsewhere();
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.writeHead(status, { location: `${other.url}${request.url}` }).end();
    });
    const url = await listen(server);
    world.profile('a', { auth: { kind: 'bearer' } });
    const allowed = withOption(world.run, 'allow-host', [url, world.b.url].map(hostOf).join(','));
    const { stderr } = await refused(withOption(allowed, 'tenant-a', url), {
      TENANT_A_TOKEN: 'token-of-a-42',
    });
    expect(stderr).toContain(`GET /tenant: ${status}`);
    expect([seen, other.asked]).toEqual([['GET /tenant'], []]);
  });

  it('does not follow where a token endpoint sends it', async () => {
    const other = await elsewhere();
    const tokens = await listen(
      createServer((_, response) => response.writeHead(307, { location: `${other.url}/token` }).end()),
    );
    world.profile('a', { auth: { kind: 'client-credentials', tokenUrl: `${tokens}/connect/token` } });
    const hosts = [world.a.url, world.b.url, tokens].map(hostOf).join(',');
    const { stderr } = await refused(withOption(world.run, 'allow-host', hosts));
    expect(stderr).toContain('no token: refused with 307');
    expect([asked, other.asked]).toEqual([[], []]);
  });

  it('asks a host that looks like production once the second word is said: the marker is what it meets then', async () => {
    world.profile('a', { marker: { path: '/tenant', property: 'tenant.name', value: 'another' } });
    const production = `http://0.0.0.0:${new URL(world.a.url).port}/api/v2`;
    const hosts = [production, world.a.url, world.b.url].map(hostOf).join(',');
    const args = withOption(withOption(world.run, 'allow-host', hosts), 'tenant-a', production);
    const { stderr } = await refused([...args, '--production-host', hostOf(production)]);
    expect(stderr).toContain('answers "Fjordkontor staging"');
    expect(asked.filter(isWrite)).toEqual([]);
  });
});
