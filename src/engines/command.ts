/** An engine that is a shell command, run once a pass (contract 6.4). */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Engine, PassOutcome, Setting } from './index.ts';
import { formsOf, masked } from './pass.ts';
import { environmentSecrets, secretsOf } from './secrets.ts';

/** How much of what the command prints is kept: its end, where errors stand. */
const KEPT_OUTPUT = 4_000;

const CLOSED = 'the engine was closed amid the pass';

/** `command` is run by the shell, in the caller's directory, in a process group of its own. */
export function commandEngine(command: string): Engine {
  return {
    name: 'command',
    version: 'not stated',
    lacks: [],
    severalAtOnce: false,
    start: async (setting) => {
      const closing = new AbortController();
      let latest: Promise<unknown> = Promise.resolve();
      return {
        pass: () => {
          const outcome = runOnce(command, setting, closing.signal);
          latest = outcome;
          return outcome;
        },
        close: async () => {
          closing.abort();
          await latest;
        },
      };
    },
  };
}

async function runOnce(command: string, setting: Setting, closing: AbortSignal): Promise<PassOutcome> {
  const { a, b } = setting.tenants;
  let tokens: { a: string; b: string };
  try {
    tokens = { a: await a.credentials.bearer(), b: await b.credentials.bearer() };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
  if (closing.aborted) return { ok: false, reason: CLOSED };
  const child = spawn(command, {
    shell: true,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environmentOf(setting, tokens) },
  });
  // A command has the whole environment, and so the secrets that are none of a tenant's too.
  const output = keepEnd(child, [...secretsOf(setting, null), ...environmentSecrets(process.env)]);
  let timedOut = false;
  return new Promise((resolve) => {
    const killGroup = (): void => kill(child);
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup();
    }, setting.passTimeoutMs);
    // A harness that is stopped must not leave an engine behind that goes on writing.
    process.once('exit', killGroup);
    closing.addEventListener('abort', killGroup, { once: true });
    const done = (outcome: PassOutcome): void => {
      clearTimeout(timer);
      process.off('exit', killGroup);
      closing.removeEventListener('abort', killGroup);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve(outcome);
    };
    child.once('error', (error) =>
      done({ ok: false, reason: `the command could not be started: ${error.message}` }),
    );
    child.once('exit', (code, signal) => {
      if (code === 0 && !timedOut) return done({ ok: true });
      let reason = `the pass failed: ${signal ? `killed by ${signal}` : `exit status ${code}`}`;
      if (timedOut) reason = `the pass took longer than ${setting.passTimeoutMs / 1000} s and was killed`;
      else if (closing.aborted) reason = CLOSED;
      // What was printed last may still be in the pipe when the process has ended.
      setImmediate(() => done({ ok: false, reason, ...output() }));
    });
  });
}

function environmentOf(
  { tenants, stateDir, checklist }: Setting,
  tokens: { a: string; b: string },
): Record<string, string> {
  return {
    TENANT_A_URL: tenants.a.url,
    TENANT_A_TOKEN: tokens.a,
    TENANT_B_URL: tenants.b.url,
    TENANT_B_TOKEN: tokens.b,
    STATE_DIR: stateDir,
    CHECKLIST: checklist.path,
  };
}

/** Both streams are read to the end, so that a command that prints a lot is not blocked by a full pipe. */
function keepEnd(child: ChildProcess, secrets: readonly string[]): () => { output?: string } {
  const longest = formsOf(secrets)[0]?.length ?? 1;
  const limit = KEPT_OUTPUT + 2 * longest;
  const kept = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      kept[name] = (kept[name] + chunk).slice(-limit);
    });
  }
  return () => {
    const text = kept.stderr.trim() === '' ? kept.stdout : kept.stderr;
    const shown = masked(text, secrets);
    // What was cut off may have taken the beginning of a token with it: its rest must not be shown.
    const whole = text.length < limit ? shown : shown.slice(longest - 1);
    const output = whole.slice(-KEPT_OUTPUT).trim();
    return output === '' ? {} : { output };
  };
}

/** The whole group: a shell's children outlive the shell otherwise. */
function kill(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // The group may have ended by itself in the same moment.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
