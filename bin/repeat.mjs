/**
 * The executable checklist many times in a row, each with a campaign of its own: `npm run repeat -- 200`. It ends with 1
 * where a run does not pass, or a check comes out otherwise than in the first run. Other arguments go to Playwright.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const [count = '200', ...others] = process.argv.slice(2);
const runs = Number(count);
if (!Number.isInteger(runs) || runs < 1) {
  process.stderr.write(`npm run repeat -- N: how many runs, not ${count}\n`);
  process.exit(2);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
const folder = mkdtempSync(path.join(tmpdir(), 'repeat-'));
const file = path.join(folder, 'report.json');
const began = performance.now();
let first = null;
let flakes = 0;
for (let run = 1; run <= runs; run += 1) {
  rmSync(file, { force: true });
  const { status } = spawnSync(
    process.execPath,
    // Ours too, as it gives each run an id, and with that a campaign.
    [cli, 'test', '--project', 'checklist', '--reporter', './fixtures/reporter.ts,json', ...others],
    { cwd: root, stdio: 'ignore', env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file } },
  );
  const outcomes = outcomesIn(JSON.parse(readFileSync(file, 'utf8')).suites);
  first ??= outcomes;
  const differing = [...new Set([...first.keys(), ...outcomes.keys()])].filter(
    (title) => first.get(title) !== outcomes.get(title),
  );
  if (status !== 0 || outcomes.size === 0 || differing.length > 0) flakes += 1;
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  process.stdout.write(
    `run ${run} of ${runs}: ${tally(outcomes)}; exit status ${status}; ${seconds} s so far\n`,
  );
  for (const title of differing)
    process.stdout.write(`  ${title}: ${first.get(title)}, and now ${outcomes.get(title)}\n`);
}
rmSync(folder, { recursive: true, force: true });
process.stdout.write(
  `${runs} runs of ${first.size} checks: ${flakes} did not pass or came out otherwise than the first\n`,
);
process.exitCode = flakes === 0 ? 0 : 1;

/** By its titles, what became of each test. */
function outcomesIn(suites, above = []) {
  return new Map(
    suites.flatMap((suite) => [
      ...(suite.specs ?? []).map(({ title, tests }) => [
        [...above, suite.title, title].join(' › '),
        tests.map(({ results }) => results.map(({ status }) => status).join(',')).join(';'),
      ]),
      ...outcomesIn(suite.suites ?? [], [...above, suite.title]),
    ]),
  );
}

function tally(outcomes) {
  const counts = new Map();
  for (const status of outcomes.values()) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, number]) => `${number} ${status}`).join(', ') || 'no test';
}
