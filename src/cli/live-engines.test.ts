/** Each engine over two tenants that other people use: a right sync is accepted, whatever way it is run. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startSesamNode } from '../../mocks/sesam-node/index.ts';
import { readChecklist } from '../checklist/read.ts';
import { Signoff } from '../report/signoff.ts';
import { openSync, type RunningSync } from '../sync/once.ts';
import { connectTenant } from '../tenants/connect.ts';
import { RESILIENT } from '../tenants/resilient.ts';
import { tenantAccess } from './credentials.ts';
import { cli, cleanEnvironment, PROJECT, text } from './testing/command-line.ts';
import { type LiveWorld, startLiveWorld } from './testing/live-world.ts';

/** A contract says so: all that a live tenant can show takes no more. */
const MOST_SETTLES = 8;
const CLI = path.join(PROJECT, 'bin', 'dataflow-qa.js');

interface Place {
  world: LiveWorld;
  /** What is to be ended with it, the last first. */
  ending: (() => unknown)[];
}

/** The options that connect each engine to the world's tenants, once its sync is there. */
const ENGINES: Record<string, (place: Place) => Promise<{ args: string[]; env?: Record<string, string> }>> = {
  command: async ({ world }) => ({
    args: [
      '--engine',
      'command',
      '--engine-command',
      `"${process.execPath}" "${CLI}" ${syncOptions(world, '"$STATE_DIR"').join(' ')}`,
    ],
  }),
  webhook: async (place) => {
    const sync = await ownSync(place);
    const { url } = await webhook(place, async () => {
      await sync.pass();
    });
    return { args: ['--engine', 'webhook', '--webhook-url', url, '--allow-host', new URL(url).host] };
  },
  sesam: async (place) => {
    const sync = await ownSync(place);
    const jwt = 'node-token-0123456789';
    const node = await startSesamNode({
      jwt,
      pipes: [
        { id: 'collect', run: async () => {} },
        { id: 'merge-and-share', run: async () => void (await sync.pass()) },
      ],
    });
    place.ending.push(() => node.close());
    return {
      args: [
        '--engine',
        'sesam',
        '--sesam-url',
        node.url,
        '--sesam-pipes',
        'collect,merge-and-share',
        '--allow-host',
        new URL(node.url).host,
      ],
      env: { SESAM_JWT: jwt },
    };
  },
  continuous: async ({ world, ending }) => {
    const state = path.join(world.folder, 'state-of-the-watch');
    const watch = spawn(
      process.execPath,
      [CLI, ...syncOptions(world, state), '--watch', '--interval', '0.2'],
      {
        cwd: PROJECT,
        env: { ...cleanEnvironment(), ...world.env },
        stdio: 'ignore',
      },
    );
    ending.push(() => stopped(watch));
    return { args: ['--engine', 'continuous', '--stable', '1'] };
  },
};

// Each mostly waits for what its tenants list late, so they wait beside each other.
describe.concurrent.each(Object.entries(ENGINES))('--engine %s', (name, engine) => {
  it('is accepted over tenants with foreign records, PUT, OAuth, a rate limit and listings that lag', async ({
    onTestFinished,
  }) => {
    const world = await startLiveWorld({
      both: { propagationMs: 150, tokenLifetimeMs: 3_000, ratePerSecond: 1_500, burst: 300 },
    });
    const ending: Place['ending'] = [() => world.close()];
    onTestFinished(async () => {
      for (const end of ending.toReversed()) await end();
    });
    const { args, env = {} } = await engine({ world, ending });
    const { status, stderr } = await cli([...world.run, ...args], {
      env: { ...world.env, ...env },
    });
    expect(stderr).not.toMatch(/remain/);
    expect([status, stderr]).toEqual([0, expect.any(String)]);
    const signoff = Signoff.parse(JSON.parse(text(world.folder, 'report', 'signoff.json')));
    expect(
      signoff.checks.filter((check) => check.status === 'failed' || check.status === 'deviates'),
    ).toEqual([]);
    expect(signoff.verdict).toBe('accepted');
    expect(signoff.rows.map((row) => row.status)).toEqual(signoff.rows.map(() => 'passed'));
    expect(signoff.settles).toBeLessThanOrEqual(MOST_SETTLES);
    expect(signoff.arrival?.edits).toBeGreaterThan(10);
    const both = signoff.checks.find(({ id }) => id.includes('/both-edited/'));
    expect(both?.status).toBe(name === 'continuous' ? 'recorded' : 'passed');
    expect(world.traces()).toEqual([]);
  });
});

function syncOptions(world: LiveWorld, state: string): string[] {
  const { live } = world;
  const value = (option: string): string => live[live.indexOf(option) + 1] ?? '';
  return [
    'sync',
    ...['--tenant-a', '--tenant-b', '--profile-a', '--profile-b'].flatMap((option) => [
      option,
      value(option),
    ]),
    '--state',
    state,
    '--checklist',
    checklist(world),
  ];
}

function checklist(world: LiveWorld): string {
  return world.run[world.run.indexOf('--checklist') + 1] ?? '';
}

/** The reference sync in this process, as whoever stands behind a webhook or a pipe. */
async function ownSync({ world, ending }: Place): Promise<RunningSync> {
  const { live, env } = world;
  const value = (option: string): string => live[live.indexOf(option) + 1] ?? '';
  const [a, b] = [
    tenantAccess('A', value('--tenant-a'), value('--profile-a'), env),
    tenantAccess('B', value('--tenant-b'), value('--profile-b'), env),
  ];
  const [left, right] = [connectTenant({ ...RESILIENT, ...a }), connectTenant({ ...RESILIENT, ...b })];
  const { dataflow } = await readChecklist(checklist(world));
  const sync = await openSync({
    left,
    right,
    topology: 'two-tenants',
    sections: dataflow.sections,
    stateDir: path.join(world.folder, 'state'),
    tenantNames: { left: a.url, right: b.url },
  });
  ending.push(async () => {
    await sync.close();
    await left.close();
    await right.close();
  });
  return sync;
}

async function webhook({ ending }: Place, pass: () => Promise<void>): Promise<{ url: string }> {
  const server: Server = createServer((request, response) => {
    request.resume();
    const answer = (status: number): void => void response.writeHead(status).end();
    pass().then(
      () => answer(204),
      () => answer(500),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ending.push(() => new Promise((resolve) => server.close(resolve)));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { url: `http://127.0.0.1:${port}/start` };
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
