/** A process of `right-engines.ts`: tries a right engine with a seed against the whole plan, whenever it is told to. */
import { z } from 'zod';
import { readChecklist } from '../src/checklist/read.ts';
import type { Plan } from '../src/checks/plan.ts';
import { inProcessEnvironment } from '../src/cli/mock-tenants.ts';
import { tryEngine, wholePlan } from '../src/cli/prove-engine.ts';
import { alarmsOf } from '../src/faulty-engines/right/alarms.ts';
import { RIGHT_ENGINES } from '../src/faulty-engines/right/index.ts';

export const Task = z.object({ title: z.string(), seed: z.int() });
export type Task = z.infer<typeof Task>;

const file = 'checklists/crmoffice-crmoffice.rst';
const checklist = await readChecklist(file);
/** Of the seed that was asked for last: all engines are tried with one before the next. */
let known: { seed: number; whole: Plan } | null = null;

process.on('message', (message) => {
  void answer(Task.parse(message));
});
process.send?.('ready');

async function answer({ title, seed }: Task): Promise<void> {
  const right = RIGHT_ENGINES.find(({ engine }) => engine.name === title);
  if (right === undefined) throw new RangeError(`there is no right engine ${title}`);
  const began = process.cpuUsage();
  const environment = inProcessEnvironment('two-tenants');
  if (known?.seed !== seed) known = { seed, whole: wholePlan(checklist, seed) };
  const { whole } = known;
  const { engine } = right;
  const tried = await tryEngine({ engine, checklist, file, seed, environment, whole, only: () => true });
  const { user, system } = process.cpuUsage(began);
  process.send?.({
    alarms: alarmsOf(right, tried.results, tried.stopped),
    checks: tried.results.length,
    seconds: (user + system) / 1_000_000,
  });
}
