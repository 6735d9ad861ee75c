/**
 * `npm run bench -- [NAME …] [--short] [--json] [--write] [--against BASELINE] [--renew BASELINE]`: runs the benches one
 * after the other and tells every figure as a ratio (bench/README.md). Exit status: 0, 1 where a target is missed or a
 * figure is worse than the baseline, 2 where a bench threw or the command line makes no sense.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Asked, askedOf, USAGE } from './command/arguments.ts';
import { exitStatus } from './command/conclude.ts';
import { BENCHES } from './command/list.ts';
import { theseVersions, thisMachine } from './command/machine.ts';
import { Results } from './command/results.ts';
import { resultsPage } from './command/results-page.ts';
import { runBenches } from './command/run-benches.ts';
import { betterOf, compareWith, type Comparison, comparisonText } from './command/worse.ts';
import { printTable } from './table.ts';

const PAGE = new URL('RESULTS.md', import.meta.url);

try {
  const asked = askedOf(
    process.argv.slice(2),
    BENCHES.map(({ name }) => name),
  );
  process.exitCode = await bench(asked, baselineOf(asked));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exitCode = 2;
}

/** Read before anything is measured. Throws where there is none. */
function baselineOf({ against }: Asked): Results | null {
  if (against === null) return null;
  const baseline = Results.parse(JSON.parse(readFileSync(against, 'utf8')));
  if (!baseline.short) throw new Error(`${against} is not of the short form`);
  return baseline;
}

async function bench(asked: Asked, baseline: Results | null): Promise<0 | 1 | 2> {
  const about = {
    version: 1 as const,
    date: new Date().toISOString().slice(0, 10),
    short: asked.short,
    machine: thisMachine(),
    versions: theseVersions(),
  };
  const measured: Results = { ...about, ...(await runBenches(asked.names, asked.short)) };
  const { results, comparison } = await compared(measured, baseline, asked.names);
  if (asked.json) console.log(JSON.stringify(results, null, 2));
  else printTable(results.figures);
  if (comparison !== null) console.error(comparisonText(comparison));
  for (const { bench: name, error } of results.failed) console.error(`FAILED  ${name}: ${error}`);
  if (asked.write) writeFileSync(PAGE, resultsPage(results));
  // A baseline with a hole would let through whatever the bench that failed is to guard.
  if (asked.renew !== null && results.failed.length === 0)
    writeFileSync(asked.renew, `${JSON.stringify(results, null, 2)}\n`);
  return exitStatus(results, comparison);
}

/** A bench with a figure that is worse is run once more: what is worse by chance is not so twice. */
async function compared(
  measured: Results,
  baseline: Results | null,
  names: readonly string[],
): Promise<{ results: Results; comparison: Comparison | null }> {
  if (baseline === null) return { results: measured, comparison: null };
  const compare = ({ figures }: Results): Comparison => compareWith(baseline.figures, figures, names);
  const { worse } = compare(measured);
  const suspect = names.filter((name) => worse.some(({ key }) => key.startsWith(`${name}: `)));
  if (suspect.length === 0) return { results: measured, comparison: compare(measured) };
  console.error(`worse than the baseline, and run once more: ${suspect.join(', ')}`);
  const again = await runBenches(suspect, measured.short);
  const results = {
    ...measured,
    figures: betterOf(measured.figures, again.figures),
    failed: [...measured.failed, ...again.failed],
  };
  return { results, comparison: compare(results) };
}
