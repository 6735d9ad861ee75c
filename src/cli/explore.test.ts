import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Summary } from './explore-summary.ts';
import { cli, ended, startCli, temporaryFolder } from './testing/command-line.ts';

const SHORT = ['explore', '--histories', '10', '--jobs', '1'];
const WRONG = 'a link ends where orgNr is changed on the left';

function summaryIn(out: string): Summary {
  return Summary.parse(JSON.parse(readFileSync(path.join(out, 'explore.json'), 'utf8')));
}

/** Without what no two sessions have in common: the time, the processes, the folder. */
function found(out: string): unknown {
  const { seconds: _, perSecond: __, jobs: ___, violations, ...rest } = summaryIn(out);
  return {
    ...rest,
    violations: violations.map((one) => ({ ...one, file: path.basename(one.file ?? '') })),
    files: readdirSync(out)
      .filter((name) => name !== 'explore.json')
      .map((name) => [name, readFileSync(path.join(out, name), 'utf8')]),
  };
}

describe('explore', () => {
  it('finds nothing in the reference engine, in whatever folder, after its canary was found out', async () => {
    const out = temporaryFolder();
    const args = ['explore', '--histories', '160', '--jobs', '2', '--out', out];
    const { status, stdout, stderr } = await cli(args, { cwd: temporaryFolder() });
    expect(stderr).toContain('exploring reference · ');
    expect(stdout).toMatch(/\n160 histories, seeds 0–159; \d+ a second\neach: [\d.]+ edits, [\d.]+ passes, /);
    expect(stdout).toMatch(
      /canary: “a link ends where .*” was found out after \d+ histories \(link-outlives-orgNr\)/,
    );
    expect(stdout).toMatch(/\d+ of \d+ cells visited; never:/);
    expect(stdout).toContain('NOTHING FOUND: reference broke no invariant in 160 histories.');
    expect(status).toBe(0);
    const { verdict, from, to, histories, violations, coverage } = summaryIn(out);
    expect({ verdict, from, to, histories, violations }).toEqual({
      verdict: 'nothing found',
      from: 0,
      to: 159,
      histories: 160,
      violations: [],
    });
    expect(coverage.absent?.['create left']).toBeGreaterThan(0);
    expect(readdirSync(out)).toEqual(['explore.json']);
  });

  it('tells what a wrong engine breaks as the smallest history, which can be played again', async () => {
    const out = temporaryFolder();
    const args = ['explore', '--engine', WRONG, '--histories', '100', '--invariant', 'link-outlives-orgNr'];
    const { status, stdout, stderr } = await cli([...args, '--out', out]);
    expect(stderr).toMatch(/✗ link-outlives-orgNr is broken: seed \d+/);
    expect(stdout).toContain('✗ link-outlives-orgNr: a link stays, whatever becomes of orgNr');
    expect(stdout).toContain('  1. A user creates acme on both sides');
    expect(stdout).toMatch(/BROKEN: .* broke 1 invariant in 100 histories\./);
    expect(status).toBe(1);
    const [violation] = summaryIn(out).violations;
    const file = violation?.file ?? '';
    expect(stdout).toContain(`npx dataflow-qa explore --replay ${file}`);

    const again = await cli(['explore', '--replay', file]);
    expect(again.stdout).toContain('✗ link-outlives-orgNr');
    expect(again.status).toBe(1);
    const right = await cli(['explore', '--replay', file, '--engine', 'ref']);
    expect(right.stdout).toContain('reference breaks nothing in ');
    expect(right.status).toBe(0);
    const other = await cli(['explore', '--replay', file, '--invariant', 'quiet']);
    expect(other.stdout).toBe(`${WRONG} breaks none of quiet in ${file}\n`);
    expect(other.status).toBe(0);
  });

  it('tells what it found where it cannot be saved', async () => {
    const out = temporaryFolder();
    const args = ['explore', '--engine', WRONG, '--histories', '100', '--jobs', '1'];
    for (let seed = 0; seed < 100; seed += 1) mkdirSync(path.join(out, `link-outlives-orgnr-${seed}.json`));
    const only = ['--invariant', 'link-outlives-orgNr', '--out', out];
    const { status, stdout } = await cli([...args, ...only]);
    expect(stdout).toMatch(/✗ link-outlives-orgNr: a link stays[^]*\n {2}not saved: EISDIR/);
    expect(status).toBe(1);
  });

  it('leaves no summary of an earlier session, and is not begun where it could not write its own', async () => {
    const out = temporaryFolder();
    writeFileSync(path.join(out, 'explore.json'), '{"verdict":"nothing found"}');
    const stopped = startCli(['explore', '--minutes', '1', '--jobs', '1', '--out', out]);
    const over = ended(stopped);
    await new Promise((resolve) => stopped.stderr?.once('data', resolve));
    stopped.kill('SIGTERM');
    await over;
    expect(readdirSync(out)).toEqual([]);
    mkdirSync(path.join(out, 'explore.json'));
    const { status, stderr } = await cli([...SHORT, '--out', out]);
    expect(stderr).toMatch(/^--out .*explore\.json/);
    expect(status).toBe(2);
  });

  it('finds the same with any number of processes', async () => {
    const [one, three] = [temporaryFolder(), temporaryFolder()];
    const args = ['explore', '--engine', WRONG, '--histories', '400', '--seed', '7'];
    const outcomes = await Promise.all([
      cli([...args, '--jobs', '1', '--out', one]),
      cli([...args, '--jobs', '3', '--out', three]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([1, 1]);
    expect(found(three)).toEqual(found(one));
    expect(summaryIn(one).ended).toBe('enough');
  });

  it('goes on for as long as it is told', async () => {
    const out = temporaryFolder();
    const { status } = await cli(['explore', '--minutes', '0.03', '--jobs', '1', '--out', out]);
    expect(status).toBe(0);
    const { ended: why, seconds, histories } = summaryIn(out);
    expect(why).toBe('time');
    expect(seconds).toBeGreaterThanOrEqual(1.8);
    expect(histories).toBeGreaterThan(0);
  });

  it('goes through a small scope, in order', async () => {
    const out = temporaryFolder();
    const { status, stdout, stderr } = await cli([
      'explore',
      '--small-scope',
      '--histories',
      '200',
      '--out',
      out,
    ]);
    expect(stderr).toContain('small scope, 696,576 histories · 200');
    expect(stdout).toContain('only a part of the small scope');
    expect(status).toBe(0);
    expect(summaryIn(out)).toMatchObject({ smallScope: 696_576, histories: 200, from: 0, to: 199 });
  });

  it('plays a command over sockets, and finds out one that is wrong', async () => {
    const out = temporaryFolder();
    const args = ['explore', '--engine-command', 'node docs/engines/sync.mjs --not-crossed', '--jobs', '1'];
    const { status, stdout } = await cli([
      ...args,
      '--histories',
      '3',
      '--invariant',
      'own-row',
      '--out',
      out,
    ]);
    expect(stdout).toContain('✗ own-row');
    expect(status).toBe(1);
    const file = summaryIn(out).violations[0]?.file ?? '';
    const unnamed = await cli(['explore', '--replay', file]);
    expect(unnamed.stderr).toContain('give it again with --engine-command CMD');
    expect(unnamed.status).toBe(2);
  });
});

describe('explore is inconclusive', () => {
  it('where its canary breaks what is looked at, and is not found out', async () => {
    const out = temporaryFolder();
    // It leaks a property, and the judge looks at nothing but whether the sync comes to rest.
    const blind = ['--canary', 'name is kept equal', '--invariant', 'convergence'];
    const { status, stdout } = await cli([...SHORT, '--jobs', '2', ...blind, '--out', out]);
    expect(stdout).toMatch(/INCONCLUSIVE: the canary, “.*”, is wrong on purpose and was not found out/);
    expect(status).toBe(2);
    expect(summaryIn(out)).toMatchObject({ verdict: 'inconclusive', ended: 'canary', histories: 0 });
  });

  it('where the sync never came to rest, and only what holds at rest was asked for', async () => {
    const asked = ['--engine-command', 'exit 3', '--invariant', 'left-edit-arrives'];
    const args = ['explore', '--jobs', '1', '--histories', '2', ...asked, '--out', temporaryFolder()];
    const { status, stdout } = await cli(args);
    expect(stdout).toContain('INCONCLUSIVE: the sync never came to rest');
    expect(status).toBe(2);
  });

  it('where what is asked for could be said of no history', async () => {
    // The history of this seed has no fault; that of the canary has.
    const asked = ['--histories', '1', '--seed', '0', '--invariant', 'faults-change-nothing'];
    const { status, stdout } = await cli(['explore', '--jobs', '1', ...asked, '--out', temporaryFolder()]);
    expect(stdout).toContain('INCONCLUSIVE: of no history could be said whether faults-change-nothing: ');
    expect(status).toBe(2);
  });

  it('not where no canary breaks what is asked for, but says so', async () => {
    const out = temporaryFolder();
    const { status, stdout } = await cli([...SHORT, '--invariant', 'id-stays', '--out', out]);
    expect(stdout).toContain('of the bank no engine is known that breaks what was asked for');
    expect(status).toBe(0);
  });
});

describe('explore refuses, in one line,', () => {
  it.each([
    [['--engine', 'evnets'], '--engine evnets: there is no one engine of this name. Near ones: events'],
    [['--invariant', 'later-wins'], '--invariant later-wins: there is no one invariant of this name'],
    [
      ['--engine', 'hub', '--invariant', 'restarts-change-nothing'],
      'is in its process: it is never begun anew',
    ],
    [['--small-scope', '--invariant', 'faults-change-nothing'], 'a small scope has no faults'],
    [['--sockets', '--invariant', 'pace-changes-nothing'], 'over sockets answers come as they come'],
    [['--replay', 'no-such.json'], '--replay no-such.json: cannot be read'],
    [['--replay', 'package.json'], 'package.json: version: '],
    [['--checklist', 'no-such.rst'], 'no-such.rst'],
  ])('%j', async (args, message) => {
    const { status, stderr } = await cli([...SHORT, ...args, '--out', temporaryFolder()]);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
  });

  it('to say something of an engine by a history that is not for it', async () => {
    const file = restarting(temporaryFolder());
    const { status, stderr } = await cli(['explore', '--engine', 'hub', '--replay', file]);
    expect(stderr).toContain('hub keeps what it knows in its process, and a new one is begun');
    expect(status).toBe(2);
  });
});

describe('explore that is stopped', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s leaves no process behind', async (signal) => {
    const out = temporaryFolder();
    const child = startCli(['explore', '--minutes', '5', '--jobs', '2', '--out', out]);
    const over = ended(child);
    const workers = await untilTwoOf(child.pid ?? 0);
    child.kill(signal);
    expect((await over).status).toBe(signal === 'SIGINT' ? 130 : 143);
    for (let wait = 0; wait < 100 && workers.some(isRunning); wait += 1) await delay(100);
    expect(workers.filter(isRunning)).toEqual([]);
  });
});

function restarting(folder: string): string {
  const file = path.join(folder, 'restarting.json');
  const history = {
    topology: 'two-tenants',
    edits: [],
    passes: [{ how: 'pass', restart: true, stop: null }],
    faults: [],
    pace: 0,
  };
  writeFileSync(
    file,
    JSON.stringify({ version: 1, engine: 'reference', seed: 1, invariant: null, found: '', history }),
  );
  return file;
}

/** The processes that it has begun, once there are two. */
async function untilTwoOf(parent: number): Promise<number[]> {
  for (;;) {
    const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
    const workers = listed
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, of, ...args]) => Number(of) === parent && args.join(' ').includes('explore-worker'))
      .map(([pid]) => Number(pid));
    if (workers.length === 2) return workers;
    await delay(100);
  }
}

function isRunning(pid: number): boolean {
  if (existsSync(`/proc/${pid}/stat`)) {
    // One that has ended and was not waited for is not running.
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  }
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self');
  } catch {
    return false;
  }
}
