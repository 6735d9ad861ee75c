/**
 * How many engines of the fault bank the usual ways of testing a sync catch:
 * `node --import tsx bench/rivals.ts [--json] [--seed N] [--only REGEXP]`. The engines are those of
 * src/faulty-engines/bank, and those over the small sync of the campaign's tests. Before that, every rival must accept
 * the reference engine and the small sync, with three seeds; it ends with 1 where one does not.
 */
import { parseArgs } from 'node:util';
import { tinyEngine } from '../src/campaign/testing/tiny-engine.ts';
import { WRONG_LINKS } from '../src/campaign/testing/wrong/links.ts';
import { WRONG_VALUES } from '../src/campaign/testing/wrong/values.ts';
import { WRONG_WRITES } from '../src/campaign/testing/wrong/writes.ts';
import { readChecklist } from '../src/checklist/read.ts';
import { inProcessEnvironment } from '../src/cli/compose.ts';
import { proveRivals, rivalsOf, type Subject, worldOf } from '../src/cli/prove-rivals.ts';
import { referenceEngine } from '../src/engines/reference.ts';
import { crossingFaults } from '../src/faulty-engines/bank/crossing.ts';
import { directionFaults } from '../src/faulty-engines/bank/direction.ts';
import { rowFaults } from '../src/faulty-engines/bank/rows.ts';
import { rowsOf } from '../src/faulty-engines/rivals/listing.ts';
import { markdownOf } from '../src/faulty-engines/rivals/table.ts';
import { variedEngine } from '../src/faulty-engines/varied-engine.ts';

const file = 'checklists/crmoffice-crmoffice.rst';
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});
const checklist = await readChecklist(file);
const seed = Number(values.seed);
if (!Number.isSafeInteger(seed)) throw new Error('--seed is a whole number');
const only = new RegExp(values.only);
const reference = referenceEngine('of this project');
const worldFrom = (from: number) =>
  worldOf({ checklist, file, seed: from, environment: inProcessEnvironment('two-tenants') });

for (const right of [seed, seed + 1, seed + 2]) {
  const world = worldFrom(right);
  for (const rival of await rivalsOf(reference, world)) {
    for (const engine of [reference, tinyEngine('the small sync')]) {
      const { caught, by } = await rival.run(engine, world);
      if (!caught) continue;
      console.error(`${rival.name} refuses ${engine.name} with seed ${right}: ${by.join('; ')}`);
      process.exitCode = 1;
    }
  }
}

const bank = [rowFaults, directionFaults, crossingFaults].flatMap((family) =>
  family(rowsOf(checklist.dataflow)),
);
const small = {
  'small sync: values': WRONG_VALUES,
  'small sync: links': WRONG_LINKS,
  'small sync: writes': WRONG_WRITES,
};
const subjects: Subject[] = [
  ...bank.map(({ title, class: of, vary }) => ({ title, class: of, engine: variedEngine(title, vary) })),
  ...Object.entries(small).flatMap(([of, wrong]) =>
    Object.entries(wrong).map(([title, { traits }]) => ({
      title,
      class: of,
      engine: tinyEngine(title, traits),
    })),
  ),
].filter(({ title }) => only.test(title));
const world = worldFrom(seed);
const table = await proveRivals(await rivalsOf(reference, world), subjects, world, ({ title, outcomes }) => {
  const caughtBy = Object.entries(outcomes).filter(([, { caught }]) => caught);
  console.error(
    `${title}: ${caughtBy.map(([name, { by }]) => `${name} (${by[0]})`).join(', ') || 'caught by none'}`,
  );
});
console.log(values.json ? JSON.stringify(table, null, 2) : markdownOf(table));
