import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandEngine } from './command.ts';
import type { PassOutcome, Setting } from './index.ts';
import { setting, TOKENS } from './testing/setting.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'dataflow-qa-command-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true, force: true });
});

async function pass(command: string, change: Partial<Setting> = {}): Promise<PassOutcome> {
  const engine = await commandEngine(command).start(setting({ stateDir: dir, ...change }));
  try {
    return await engine.pass();
  } finally {
    await engine.close();
  }
}

/** A shell command that runs this JavaScript. */
function script(source: string): string {
  return `${JSON.stringify(process.execPath)} -e '${source}'`;
}

describe('a command that ends', () => {
  it('with exit status 0 has done its pass, whatever it printed', async () => {
    expect(await pass('echo on stdout; echo on stderr >&2')).toEqual({ ok: true });
  });

  it('with another status has failed, and its standard error is kept', async () => {
    expect(await pass('echo chatter; echo "no such tenant" >&2; exit 3')).toEqual({
      ok: false,
      reason: 'the pass failed: exit status 3',
      output: 'no such tenant',
    });
  });

  it('tells on standard output why it failed, where standard error is empty', async () => {
    expect(await pass('echo why; exit 1')).toMatchObject({ ok: false, output: 'why' });
  });

  it('keeps no output where there was none', async () => {
    expect(await pass('exit 1')).toEqual({ ok: false, reason: 'the pass failed: exit status 1' });
  });

  it('by a signal has crashed', async () => {
    expect(await pass('kill -SEGV $$')).toMatchObject({
      ok: false,
      reason: 'the pass failed: killed by SIGSEGV',
    });
  });

  it('before it began, as there is no such command', async () => {
    const outcome = await pass('no-such-command-anywhere');
    expect(outcome).toMatchObject({ ok: false, reason: 'the pass failed: exit status 127' });
    expect(outcome.ok ? '' : outcome.output).toContain('no-such-command-anywhere');
  });

  it('can be run pass after pass', async () => {
    const engine = await commandEngine('echo pass >> "$STATE_DIR/passes"').start(setting({ stateDir: dir }));
    expect([await engine.pass(), await engine.pass()]).toEqual([{ ok: true }, { ok: true }]);
    expect(await readFile(path.join(dir, 'passes'), 'utf8')).toBe('pass\npass\n');
  });
});

describe('what a command is given', () => {
  it('is the environment of the contract, in the directory of the caller', async () => {
    const names = [
      'TENANT_A_URL',
      'TENANT_A_TOKEN',
      'TENANT_B_URL',
      'TENANT_B_TOKEN',
      'STATE_DIR',
      'CHECKLIST',
    ];
    const quoted = names.map((name) => `"${name}"`).join(',');
    const write = `[${quoted}].map((n) => process.env[n]).concat(process.cwd(), process.env.PATH)`;
    expect(
      await pass(
        script(`require("fs").writeFileSync(process.env.STATE_DIR + "/seen", JSON.stringify(${write}))`),
      ),
    ).toEqual({ ok: true });
    expect(JSON.parse(await readFile(path.join(dir, 'seen'), 'utf8'))).toEqual([
      'http://127.0.0.1:1/a',
      TOKENS.a,
      'http://127.0.0.1:1/b',
      TOKENS.b,
      dir,
      '/somewhere/checklist.rst',
      process.cwd(),
      process.env['PATH'],
    ]);
  });

  it('is no standard input to wait for', async () => {
    expect(await pass('cat')).toEqual({ ok: true });
  });
});

describe('what a command prints', () => {
  it('is kept without the tokens, on either stream', async () => {
    const printed = 'A $TENANT_A_TOKEN, B $TENANT_B_TOKEN, A $TENANT_A_TOKEN';
    for (const stream of ['1', '2']) {
      const outcome = await pass(`echo "${printed}" >&${stream}; exit 1`);
      expect(outcome).toMatchObject({ output: 'A [token], B [token], A [token]' });
    }
  });

  it('is kept without what else is secret in the environment, in a URL too', async () => {
    vi.stubEnv('SOME_API_KEY', 'key/of+another');
    vi.stubEnv('SHORT_TOKEN', 'of');
    const outcome = await pass('echo "one of $SOME_API_KEY, ?key=key%2Fof%2Banother" >&2; exit 1');
    expect(outcome).toMatchObject({ output: 'one of [token], ?key=[token]' });
  });

  it('is kept without the part of a token that stands where the cut is', async () => {
    // Wherever the cut is, it is amid one of many tokens in a row.
    for (let more = 0; more < TOKENS.a.length; more += 1) {
      const outcome = await pass(
        `for i in $(seq 400); do printf %s "$TENANT_A_TOKEN"; done >&2; printf %s ${'.'.repeat(more + 1)} >&2; exit 1`,
      );
      const output = outcome.ok ? '' : (outcome.output ?? '');
      expect(output.length).toBeGreaterThan(1_000);
      expect(output.replaceAll('[token]', ''), `after ${more}`).toMatch(/^[[token\]]{0,7}\.+$/);
    }
  });

  it('may be megabytes, on both streams at once: it never waits for a reader', async () => {
    const megabytes = 'const m = "y".repeat(1 << 20); const { writeSync } = require("fs");';
    const write = 'for (let i = 0; i < 4; i++) { writeSync(1, m); writeSync(2, m); }';
    expect(await pass(script(megabytes + write))).toEqual({ ok: true });
    const failed = await pass(script(`${megabytes}${write} process.exit(1)`));
    expect(failed.ok ? '' : failed.output?.length).toBe(4_000);
  });

  it('is kept to its end, where the cause stands', async () => {
    const outcome = await pass(
      script('console.error("z".repeat(9000)); console.error("the cause"); process.exit(1)'),
    );
    expect(outcome.ok ? '' : outcome.output).toMatch(/z\nthe cause$/);
  });
});

describe('a command that hangs', () => {
  it('is killed at the time limit, together with its grandchildren', async () => {
    const spawning = script(
      'const c = require("child_process").spawn("sleep", ["600"], { stdio: "ignore" });' +
        'require("fs").writeFileSync(process.env.STATE_DIR + "/pids", [process.pid, c.pid].join(" "));' +
        'setInterval(() => {}, 1000)',
    );
    const outcome = await pass(`${spawning}; echo never`, { passTimeoutMs: 1_500 });
    expect(outcome).toMatchObject({ ok: false, reason: 'the pass took longer than 1.5 s and was killed' });
    const pids = (await readFile(path.join(dir, 'pids'), 'utf8')).split(' ').map(Number);
    expect(pids).toHaveLength(2);
    for (const pid of pids) await expect.poll(() => isRunning(pid), { timeout: 5_000 }).toBe(false);
  });

  it('has its pass ended with it, though what it left behind holds on to its output', async () => {
    const began = performance.now();
    expect(await pass('sleep 30 & exit 0')).toEqual({ ok: true });
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

/** Of a killed process that nobody has reaped yet, nothing runs any more. */
async function isRunning(pid: number): Promise<boolean> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
  } catch {
    return canBeSignalled(pid) && process.platform !== 'linux';
  }
}

function canBeSignalled(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
