/**
 * `run` against an empty Playwright suite with as many tests, in wall time: to the end, and to the first status of a
 * check, against the suite's first result, on the terminal. `node --import tsx bench/run-time.ts [--json] [--short]`.
 * Ratios are run / empty suite; at most 1.4 is asked to the end, at most 1 to the first status.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runAlone } from './alone.ts';
import { type Printed, timeOf } from './first-line.ts';
import type { Measured } from './measured.ts';
import { type Comparison, compare, paired } from './rounds.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** As `run` and Playwright's list reporter tell of a check, and of a test, that passed. */
const STATUS = /^\s*✓/;
const Signoff = z.object({ checks: z.array(z.unknown()) });

export async function runTime(short: boolean): Promise<Measured[]> {
  const out = await mkdtemp(path.join(tmpdir(), 'run-time-'));
  try {
    const run = (): Promise<Printed> => runInto(out);
    await run();
    const { checks } = Signoff.parse(JSON.parse(await readFile(path.join(out, 'signoff.json'), 'utf8')));
    const empty = (): Promise<Printed> => emptySuite(checks.length);
    await empty();
    const { whole, first } = await compareBoth(short ? 3 : 7, run, empty);
    const suite = `an empty Playwright suite of ${checks.length} tests`;
    const about = { unit: 'ms', generatorBusy: null };
    return [
      { ...about, name: 'run', against: suite, comparison: whole, target: { atMost: 1.4 } },
      {
        ...about,
        name: 'run: first status',
        against: `the first of ${suite}`,
        comparison: first,
        target: { atMost: 1 },
      },
    ];
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

function runInto(out: string): Promise<Printed> {
  return timeOf(['bin/dataflow-qa.js', 'run', '--out', out], { cwd: ROOT, env: {}, line: STATUS });
}

function emptySuite(tests: number): Promise<Printed> {
  return timeOf(
    ['node_modules/@playwright/test/cli.js', 'test', '--config', 'bench/empty-suite/playwright.config.ts'],
    { cwd: ROOT, env: { EMPTY_TESTS: String(tests) }, line: STATUS },
  );
}

/** Both figures of the same rounds. */
async function compareBoth(
  rounds: number,
  subject: () => Promise<Printed>,
  baseline: () => Promise<Printed>,
): Promise<{ whole: Comparison; first: Comparison }> {
  const firstLines = { subject: Array<number>(), baseline: Array<number>() };
  const noting = (side: 'subject' | 'baseline', measure: () => Promise<Printed>) => async () => {
    const { ended, firstLine } = await measure();
    firstLines[side].push(firstLine);
    return ended;
  };
  const whole = await compare(rounds, noting('subject', subject), noting('baseline', baseline));
  return { whole, first: paired(firstLines.subject, firstLines.baseline) };
}

await runAlone(import.meta.url, runTime);
