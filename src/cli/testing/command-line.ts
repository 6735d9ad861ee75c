/** The command line as its users have it: a process of its own, with what it printed and how it ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface Surroundings {
  env?: Record<string, string>;
  cwd?: string;
}

/** A run that hangs is killed by this, and its status is then null. */
const LONGEST_MS = 170_000;

export async function cli(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  return ended(startCli(args, surroundings));
}

export function startCli(
  args: readonly string[],
  { env = {}, cwd = PROJECT }: Surroundings = {},
): ChildProcess {
  return spawn(process.execPath, [path.join(PROJECT, 'bin', 'dataflow-qa.js'), ...args], {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  });
}

export function ended(child: ChildProcess): Promise<Ended> {
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      printed[name] += chunk;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, ...printed }));
  });
}

/** The tests' own environment must decide nothing: neither settings nor colours. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const others =
    /^(?:QA_|TENANT_|SESAM_JWT$|WEBHOOK_TOKEN$|NO_COLOR$|FORCE_COLOR$|CI$|DEBUG$|TEST_WORKER_INDEX$|VITEST|NODE_ENV$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !others.test(name)));
}

/** A folder of this test file's own, removed when its tests are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'dataflow-qa-cli-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function text(...where: string[]): string {
  return readFileSync(path.join(...where), 'utf8');
}
