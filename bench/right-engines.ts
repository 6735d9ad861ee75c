/**
 * The false-alarm run: each right engine against the whole plan, seed after seed, in this process.
 * `node --import tsx bench/right-engines.ts FIRST_SEED HOW_MANY [TITLE]`. A line for each alarm as it is raised, one
 * for each engine at the end, and a total; the exit status is 1 if there was any alarm.
 */
import { readChecklist } from '../src/checklist/read.ts';
import { inProcessEnvironment } from '../src/cli/compose.ts';
import { tryEngine } from '../src/cli/prove-engine.ts';
import { alarmsOf } from '../src/faulty-engines/right/alarms.ts';
import { RIGHT_ENGINES } from '../src/faulty-engines/right/index.ts';

const [first, howMany] = process.argv.slice(2, 4).map(Number);
const title = process.argv[4];
const engines = RIGHT_ENGINES.filter(({ engine }) => title === undefined || engine.name === title);
if (
  !Number.isInteger(first) ||
  !Number.isInteger(howMany) ||
  first === undefined ||
  howMany === undefined ||
  howMany < 1
) {
  throw new Error('usage: right-engines.ts FIRST_SEED HOW_MANY [TITLE], whole numbers, at least one seed');
}
if (engines.length === 0) {
  throw new Error(
    `no engine ${title}; there are: ${RIGHT_ENGINES.map(({ engine }) => engine.name).join(', ')}`,
  );
}

const file = 'checklists/crmoffice-crmoffice.rst';
const checklist = await readChecklist(file);
const sums = new Map(
  engines.map(({ engine }) => [engine.name, { seeds: 0, checks: 0, alarms: 0, seconds: 0 }]),
);
const began = performance.now();

for (let seed = first; seed < first + howMany; seed += 1) {
  for (const right of engines) {
    const { engine } = right;
    const started = process.cpuUsage();
    const environment = inProcessEnvironment('two-tenants');
    const { results, stopped } = await tryEngine({
      engine,
      checklist,
      file,
      seed,
      environment,
      only: () => true,
    });
    const alarms = alarmsOf(right, results, stopped);
    for (const alarm of alarms) console.log(`seed ${seed}, ${engine.name}: ${alarm}`);
    const sum = sums.get(engine.name);
    if (sum === undefined) continue;
    sum.seeds += 1;
    sum.checks += results.length;
    sum.alarms += alarms.length;
    const { user, system } = process.cpuUsage(started);
    sum.seconds += (user + system) / 1_000_000;
  }
}

for (const [name, { seeds, checks, alarms, seconds }] of sums) {
  console.log(
    `${name}: ${seeds} seeds, ${checks} checks, ${alarms} alarms, ${(seconds / seeds).toFixed(1)} s of CPU a seed`,
  );
}
const all = [...sums.values()];
const total = (key: 'seeds' | 'checks' | 'alarms'): number => all.reduce((sum, one) => sum + one[key], 0);
console.log(
  `${engines.length} engines, ${total('seeds')} runs, ${total('checks')} checks, ${total('alarms')} alarms, ${((performance.now() - began) / 1000).toFixed(0)} s`,
);
if (total('alarms') > 0) process.exitCode = 1;
