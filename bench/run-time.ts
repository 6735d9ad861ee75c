/**
 * `run` against an empty Playwright suite with as many tests, in wall time: to the end, and to the first status of a
 * check, against the suite's first result, on the terminal. `node --import tsx bench/run-time.ts [--json]`.
 * Ratios are run / empty suite; at most 1.4 is asked to the end, at most 1 to the first status.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Printed, timeOf } from './first-line.ts';
import { type Comparison, compare, median } from './rounds.ts';
import { report } from './table.ts';

const ROUNDS = 7;
const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** As `run` and Playwright's list reporter tell of a check, and of a test, that passed. */
const STATUS = /^\s*✓/;

const out = await mkdtemp(path.join(tmpdir(), 'run-time-'));
try {
  await run();
  const { checks } = z
    .object({ checks: z.array(z.unknown()) })
    .parse(JSON.parse(await readFile(path.join(out, 'signoff.json'), 'utf8')));
  const empty = (): Promise<Printed> =>
    timeOf(
      ['node_modules/@playwright/test/cli.js', 'test', '--config', 'bench/empty-suite/playwright.config.ts'],
      { cwd: ROOT, env: { EMPTY_TESTS: String(checks.length) }, line: STATUS },
    );
  await empty();
  const { whole, first } = await compareBoth(ROUNDS, run, empty);
  const of = `run of ${checks.length} checks`;
  const same = { unit: 'ms', generatorBusy: null };
  report(
    [
      { ...same, name: of, comparison: whole, target: { atMost: 1.4 } },
      { ...same, name: `${of}: first status`, comparison: first, target: { atMost: 1 } },
    ],
    process.argv.includes('--json'),
  );
} finally {
  await rm(out, { recursive: true, force: true });
}

function run(): Promise<Printed> {
  return timeOf(['bin/dataflow-qa.js', 'run', '--out', out], { cwd: ROOT, env: {}, line: STATUS });
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
  const done = firstLines.subject.map((of, round) => {
    const against = firstLines.baseline[round] ?? NaN;
    return { subject: of, baseline: against, ratio: of / against };
  });
  return { whole, first: { rounds: done, ratio: median(done.map(({ ratio }) => ratio)) } };
}
