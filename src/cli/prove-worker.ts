/** A process of `prove`: tries the engines that it is told of by their places in the bank, one after the other. */
import { z } from 'zod';
import { readChecklist } from '../checklist/read.ts';
import { bankOf } from '../faulty-engines/bank.ts';
import { score } from '../faulty-engines/score.ts';
import { variedEngine } from '../faulty-engines/varied-engine.ts';
import { inProcessEnvironment, mockEnvironment } from './compose.ts';
import { tryEngine } from './prove-engine.ts';

export const Task = z.object({ file: z.string(), seed: z.int(), place: z.int(), sockets: z.boolean() });
export type Task = z.infer<typeof Task>;

process.on('message', (message) => {
  void answer(message);
});

async function answer(message: unknown): Promise<void> {
  const found = await proved(Task.parse(message));
  process.send?.(found);
}

async function proved({ file, seed, place, sockets }: Task) {
  const checklist = await readChecklist(file);
  const engine = bankOf(checklist.dataflow)[place];
  if (engine === undefined) throw new RangeError(`the bank has no engine at ${place}`);
  const batches = engine.batches ?? ['main'];
  const began = performance.now();
  const environment = sockets ? mockEnvironment('two-tenants') : inProcessEnvironment('two-tenants');
  const { results, stopped, scenarios } = await tryEngine({
    engine: variedEngine(engine.title, engine.vary),
    checklist,
    file,
    seed,
    environment,
    // The crowd is for engines that name its batch beside others.
    only: (scenario, batch) =>
      batches.includes(batch) && (batches.length > 1 || !scenario.startsWith('crowd')),
  });
  return {
    place,
    stopped,
    scenarios,
    milliseconds: Math.round(performance.now() - began),
    ...score(engine, results),
  };
}
