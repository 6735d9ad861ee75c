/**
 * The wall time of `run` against an empty Playwright suite with as many tests:
 * `node --import tsx bench/run-time.ts [--json]`. The ratio is run / empty suite; at most 2 is asked.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { compare } from './rounds.ts';
import { report } from './table.ts';

const ROUNDS = 5;
const ROOT = fileURLToPath(new URL('..', import.meta.url));

const out = await mkdtemp(path.join(tmpdir(), 'run-time-'));
try {
  await run();
  const { checks } = z
    .object({ checks: z.array(z.unknown()) })
    .parse(JSON.parse(await readFile(path.join(out, 'signoff.json'), 'utf8')));
  const empty = (): Promise<number> =>
    milliseconds(
      ['node_modules/@playwright/test/cli.js', 'test', '--config', 'bench/empty-suite/playwright.config.ts'],
      { EMPTY_TESTS: String(checks.length) },
    );
  await empty();
  report(
    [
      {
        name: `run of ${checks.length} checks`,
        unit: 'ms',
        comparison: await compare(ROUNDS, run, empty),
        generatorBusy: null,
        target: { atMost: 2 },
      },
    ],
    process.argv.includes('--json'),
  );
} finally {
  await rm(out, { recursive: true, force: true });
}

function run(): Promise<number> {
  return milliseconds(['bin/dataflow-qa.js', 'run', '--out', out], {});
}

/** The command's wall time. Throws where it does not end well: a run that was rejected quickly is no measure. */
function milliseconds(args: string[], env: Record<string, string>): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: 'ignore',
      env: { ...process.env, ...env },
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve(performance.now() - began);
      else reject(new Error(`node ${args.join(' ')} ended with ${code}`));
    });
  });
}
