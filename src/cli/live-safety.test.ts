/** What a run against tenants that others use does when it cannot go on as planned: nothing of it stays, nothing of others is touched. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LoggedRequest } from '../../mocks/staging-standin/index.ts';
import { readJournals } from '../live/journal.ts';
import { cli, type Ended, ended, startCli, text } from './testing/command-line.ts';
import { type LiveWorld, startLiveWorld } from './testing/live-world.ts';

type OnRequest = (request: LoggedRequest, tenant: 'a' | 'b') => void;
let onRequest: OnRequest = () => {};
let world: LiveWorld;

beforeAll(async () => {
  world = await startLiveWorld({ onRequest: (request, tenant) => onRequest(request, tenant) });
});
beforeEach(() => {
  onRequest = () => {};
});
afterAll(() => world.close());

const Signoff = z.object({ verdict: z.string() });
const verdict = (): string => Signoff.parse(JSON.parse(text(world.folder, 'report', 'signoff.json'))).verdict;

function isWrite({ method, path: where, actor }: LoggedRequest): boolean {
  return method !== 'GET' && where !== '/connect/token' && actor !== 'colleague';
}
const run = (...more: string[]): Promise<Ended> => cli([...world.run, ...more], { env: world.env });
const sweep = (...more: string[]): Promise<Ended> => cli([...world.sweep, ...more], { env: world.env });
/** Of the tenants' own requests from now on, as they come. */
function counting(): { all: number; writes: number; creations: number } {
  const count = { all: 0, writes: 0, creations: 0 };
  onRequest = (request) => {
    if (request.path === '/connect/token') return;
    count.all += 1;
    if (isWrite(request)) count.writes += 1;
    if (request.method === 'POST') count.creations += 1;
  };
  return count;
}
/** Starts a command, and signals it when so many companies were created. */
async function signalled(
  args: readonly string[],
  after: number,
  ...signals: NodeJS.Signals[]
): Promise<Ended> {
  const child = startCli(args, { env: world.env });
  let creations = 0;
  onRequest = ({ method, path: where }) => {
    if (method !== 'POST' || where === '/connect/token' || (creations += 1) !== after) return;
    const [first, ...others] = signals;
    child.kill(first);
    // The first one is told of before the second may follow: two at once are one.
    child.stderr?.on('data', () => others.splice(0).forEach((signal) => child.kill(signal)));
  };
  return ended(child);
}

describe('a budget', () => {
  it.each([
    ['requests', 150],
    ['writes', 200],
  ] as const)(
    'of %s that is used up ends the run, which cleans up and is inconclusive',
    async (what, most) => {
      const count = counting();
      const counted = onRequest;
      let written = 0;
      onRequest = (request, tenant) => {
        // Each tenant is tried out with one company, which is removed again; what is removed later is cleaning up.
        if (written === 0 && request.method === 'DELETE' && count.creations > 2) written = count.writes;
        counted(request, tenant);
      };
      const { status, stdout, stderr } = await run(`--max-${what}`, String(most));
      expect([status, verdict()]).toEqual([2, 'inconclusive']);
      expect(stdout + stderr).toContain(`the run's budget of ${most} ${what} is used up: --max-${what}`);
      // So few that the engine has not begun.
      expect(written).toBeGreaterThan(50);
      expect(written).toBeLessThanOrEqual(most);
      expect(what === 'writes' ? written : most).toBe(most);
      expect(world.traces()).toEqual([]);
    },
  );

  it('that is too small to look the tenants through ends the run before anything is written', async () => {
    const count = counting();
    const { status, stderr } = await run('--max-requests', '3');
    expect([status, stderr]).toEqual([2, expect.stringContaining('--max-requests sets it')]);
    expect([count.all <= 3, count.writes]).toEqual([true, 0]);
  });
});

describe('a budget of preflight', () => {
  it.each([
    ['writes', 1],
    ['writes', 2],
    ['requests', 1],
    ['requests', 8],
  ] as const)('of %s that is used up is a problem, and nothing is left: %i', async (what, most) => {
    const args = ['preflight', ...world.live, `--max-${what}`, String(most)];
    const { status, stdout, stderr } = await cli(args, { env: world.env });
    expect([status, stderr]).toEqual([2, '']);
    expect(stdout).toContain(`the run's budget of ${most} ${what} is used up: --max-${what} sets it`);
    expect(world.traces()).toEqual([]);
  });
});

it.each(['run', 'preflight', 'sweep'] as const)('%s says which folder of journals is none', async (name) => {
  const file = path.join(world.folder, 'not-a-folder');
  writeFileSync(file, '');
  const command = { run: world.run, preflight: ['preflight', ...world.live], sweep: world.sweep }[name];
  const { status, stderr } = await cli([...command, '--journal', file], { env: world.env });
  expect([status, stderr]).toEqual([2, expect.stringContaining(`--journal ${file} cannot be used: E`)]);
  expect([stderr, world.traces()]).toEqual([expect.not.stringContaining('unexpected:'), []]);
});

describe('Ctrl-C', () => {
  it('once: the run removes what it has created, and is inconclusive', async () => {
    const { status, stderr } = await signalled(world.run, 100, 'SIGINT');
    expect(stderr).toContain('removes what this run has created; once more ends it at once');
    expect([status, verdict()]).toEqual([2, 'inconclusive']);
    expect(world.traces()).toEqual([]);
    expect(readJournals(world.journal).every(({ clean }) => clean)).toBe(true);
  });

  it('before anything is created: there is nothing to remove', async () => {
    const { status } = await signalled(world.run, 1, 'SIGTERM');
    expect([status, world.traces()]).toEqual([2, []]);
  });

  it('amid a preflight: its company is removed', async () => {
    const { status, stdout, stderr } = await signalled(['preflight', ...world.live], 1, 'SIGINT');
    expect([status, stdout]).toEqual([2, expect.stringContaining('stopped by SIGINT')]);
    expect(stderr).not.toContain('unexpected:');
    expect(world.traces()).toEqual([]);
  });

  it('twice: the run ends at once, says what remains and how it goes, and a sweep removes it', async () => {
    const { status, stderr } = await signalled(world.run, 100, 'SIGINT', 'SIGINT');
    expect(status).toBe(130);
    expect(stderr).toMatch(
      /remain in the tenants; .*\.ndjson has them, and this removes them: npx dataflow-qa sweep/,
    );
    const left = world.a.ownLeft().length + world.b.ownLeft().length;
    expect(left).toBeGreaterThan(50);

    const count = counting();
    const dry = await sweep('--dry-run');
    expect([dry.status, dry.stdout]).toEqual([2, expect.stringContaining(`${left} would be removed`)]);
    expect([count.writes, world.a.ownLeft().length + world.b.ownLeft().length]).toEqual([0, left]);
    expect(readJournals(world.journal).filter(({ clean }) => !clean)).toHaveLength(1);

    const [a, b] = [world.a.url, world.b.url];
    const profiles = ['--profile-a', world.profile('b', {}), '--profile-b', world.profile('a', {})];
    const swapped = await sweep('--tenant-a', b, '--tenant-b', a, ...profiles);
    expect([swapped.status, swapped.stdout]).toEqual([
      2,
      expect.stringContaining(`.ndjson is of --tenant-a ${a} --tenant-b ${b}: left alone`),
    ]);

    const swept = await sweep();
    expect([swept.status, swept.stdout]).toEqual([0, expect.stringContaining(`${left} removed, 0 remain`)]);
    expect(world.traces()).toEqual([]);
    expect((await sweep('--dry-run')).stdout).toContain('has no run that left something');
  });
});
