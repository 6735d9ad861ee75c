/** A process of `prove`: tries the engines that it is told of by their places in the bank, one after the other. */
import { z } from 'zod';
import { type ReadChecklist, readChecklist } from '../checklist/read.ts';
import type { Plan } from '../checks/plan.ts';
import { bankOf } from '../faulty-engines/bank.ts';
import type { FaultyEngine } from '../faulty-engines/faulty.ts';
import { score } from '../faulty-engines/score.ts';
import { scenariosFor } from '../faulty-engines/trial.ts';
import { variedEngine } from '../faulty-engines/varied-engine.ts';
import { inProcessEnvironment, mockEnvironment } from './mock-tenants.ts';
import { tryEngine, wholePlan } from './prove-engine.ts';

export const Task = z.object({
  file: z.string(),
  seed: z.int(),
  place: z.int(),
  sockets: z.boolean(),
  thorough: z.boolean(),
});
export type Task = z.infer<typeof Task>;

process.on('message', (message) => {
  void answer(message);
});

async function answer(message: unknown): Promise<void> {
  const found = await proved(Task.parse(message));
  process.send?.(found);
}

/** What all tasks of a process have in common is made once. */
let known: { key: string; bench: Bench } | null = null;

interface Bench {
  checklist: ReadChecklist;
  bank: FaultyEngine[];
  whole: Plan;
}

async function benchOf({ file, seed }: Task): Promise<Bench> {
  const key = `${seed} ${file}`;
  if (known?.key !== key) {
    const checklist = await readChecklist(file);
    const bench = { checklist, bank: bankOf(checklist.dataflow), whole: wholePlan(checklist, seed) };
    known = { key, bench };
  }
  return known.bench;
}

async function proved(task: Task) {
  const { file, seed, place, sockets, thorough } = task;
  const { checklist, bank, whole } = await benchOf(task);
  const engine = bank[place];
  if (engine === undefined) throw new RangeError(`the bank has no engine at ${place}`);
  const began = performance.now();
  const environment = sockets ? mockEnvironment('two-tenants') : inProcessEnvironment('two-tenants');
  const { results, stopped, scenarios } = await tryEngine({
    engine: variedEngine(engine.title, engine.vary),
    checklist,
    file,
    seed,
    environment,
    whole,
    only: scenariosFor(engine, whole.checks, { seed, thorough }),
  });
  return {
    place,
    stopped,
    scenarios,
    milliseconds: Math.round(performance.now() - began),
    ...score(engine, results),
  };
}
