/** A host that starts a sync is asked nothing before it was named, and neither are the tenants of that run. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineChoice } from '../engines/index.ts';
import type { Allowed } from '../live/hosts.ts';
import { assertEngineAllowed } from './live-settings.ts';
import { cli } from './testing/command-line.ts';
import { listen } from './testing/listen.ts';
import { type LiveWorld, startLiveWorld } from './testing/live-world.ts';
import { UsageError } from './usage-error.ts';

const webhook = (url: string, statusUrl: string | null = null): EngineChoice => ({
  name: 'webhook',
  url,
  statusUrl,
  token: null,
});
const NOTHING: Allowed = { hosts: [], productionHosts: [] };
const sesam = (url: string): EngineChoice => ({ name: 'sesam', url, pipes: [], jwt: 'ey.the-jwt' });

describe('the host of an engine', () => {
  it.each<[EngineChoice, Partial<Allowed>]>([
    [webhook('https://staging-sync.test/go?key=1'), { hosts: ['staging-sync.test'] }],
    [
      webhook('https://staging-sync.test/go', 'https://status.qa.test/'),
      { hosts: ['staging-sync.test', 'status.qa.test'] },
    ],
    [
      sesam('https://datahub-1.example/api'),
      { hosts: ['datahub-1.example'], productionHosts: ['datahub-1.example'] },
    ],
    [{ name: 'command', command: 'curl https://crm.example' }, {}],
  ])('of %j is allowed by %j', (engine, allowed) => {
    expect(() => assertEngineAllowed(engine, { ...NOTHING, ...allowed })).not.toThrow();
  });

  it.each<[EngineChoice, Partial<Allowed>, RegExp]>([
    [webhook('https://qa-sync.test/go'), { hosts: ['other.test'] }, /^--webhook-url: qa-sync\.test is not/],
    [webhook('https://qa-sync.test:81/'), { hosts: ['qa-sync.test'] }, /^--webhook-url: .*:81 is not/],
    [
      webhook('https://qa-sync.test/go', 'https://status.qa.test/'),
      { hosts: ['qa-sync.test'] },
      /^--webhook-status-url: status\.qa\.test is not/,
    ],
    [sesam('https://datahub-1.example/api'), {}, /^--sesam-url: datahub-1\.example is not/],
    [
      sesam('https://datahub-1.example/api'),
      { hosts: ['datahub-1.example'] },
      /^--sesam-url: datahub-1\.example looks like production/,
    ],
  ])('of %j is not allowed by %j', (engine, allowed, message) => {
    const assert = (): void => assertEngineAllowed(engine, { ...NOTHING, ...allowed });
    expect(assert).toThrow(UsageError);
    expect(assert).toThrow(message);
  });
});

describe('a run with live tenants', () => {
  let world: LiveWorld;
  let connections: number;
  let host: string;
  let port: string;
  const server = createServer((_: IncomingMessage, response: ServerResponse) => void response.end());
  server.on('connection', () => {
    connections += 1;
  });

  beforeAll(async () => {
    ({ host, port } = new URL(await listen(server)));
    world = await startLiveWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    connections = 0;
  });

  it.each([
    ['--webhook-url', (): string[] => ['--webhook-url', `http://${host}/start`]],
    [
      '--webhook-status-url',
      // The one that starts a pass is at a host that is allowed.
      (): string[] => ['--webhook-url', `${world.a.url}/start`, '--webhook-status-url', `http://${host}/x`],
    ],
    ['--sesam-url', (): string[] => ['--sesam-url', `http://${host}/api`]],
  ])('asks nothing of a host in %s that was not named, nor anything else', async (option, engine) => {
    const { status, stdout, stderr } = await cli([...world.run, ...engine()], {
      env: { ...world.env, SESAM_JWT: 'ey.the-jwt' },
    });
    expect([status, stdout, stderr]).toEqual([
      2,
      '',
      `${option}: ${host} is not among the hosts that are allowed: --allow-host ${host} allows it\n`,
    ]);
    expect([connections, world.a.requests(), world.b.requests()]).toEqual([0, [], []]);
  });

  it('asks one that looks like production once it was named twice', async () => {
    // It is this machine too, and nothing in it says so.
    const [url, named] = [`http://0.0.0.0:${port}/start`, `0.0.0.0:${port}`];
    const run = [...world.run, '--webhook-url', url, '--allow-host', named];
    const { status, stderr } = await cli(run, { env: world.env });
    expect([status, stderr]).toEqual([2, expect.stringContaining(`--webhook-url: ${named} looks like prod`)]);
    expect([connections, world.a.requests(), world.b.requests()]).toEqual([0, [], []]);

    // It answers as if a pass were done, so that the run is rejected.
    const meant = await cli([...run, '--production-host', named], { env: world.env });
    expect([meant.status, world.traces()]).toEqual([1, []]);
    expect(connections).toBeGreaterThan(0);
  });
});
