/** A process of `wrong-histories.ts`: looks for a history that an engine of the bank breaks, and makes it small. */
import { z } from 'zod';
import { readChecklist } from '../src/checklist/read.ts';
import { bankOf } from '../src/faulty-engines/bank.ts';
import { variedEngine } from '../src/faulty-engines/varied-engine.ts';
import { cellsOf } from '../src/histories/cells.ts';
import { COMPARISONS } from '../src/histories/comparisons.ts';
import { WHOLE } from '../src/histories/draw.ts';
import {
  type Ground,
  historyOf,
  playAndJudge,
  type Played,
  playSeed,
  shrunk,
} from '../src/histories/exploration.ts';
import { History, stepsOf } from '../src/histories/history.ts';
import { createSimulatedWorld } from '../src/histories/simulation/simulated-world.ts';

/** `invariant`: that one alone is looked for, comparisons in each history; null: the first that breaks. */
export const Task = z.object({ title: z.string(), most: z.int(), invariant: z.string().nullable() });
export type Task = z.infer<typeof Task>;

export const Found = z.object({
  seed: z.int(),
  invariant: z.string(),
  message: z.string(),
  steps: z.int(),
  history: History,
});
export type Found = z.infer<typeof Found>;

const file = 'checklists/crmoffice-crmoffice.rst';
const checklist = await readChecklist(file);
const [section] = checklist.dataflow.sections;
if (section === undefined) throw new RangeError(`${file} has no section`);
const repertoire = { ...WHOLE, cells: cellsOf(section), topologies: ['two-tenants'] as const };
const bank = bankOf(checklist.dataflow);

process.on('message', (message) => {
  void search(Task.parse(message)).then((found) => process.send?.({ found }));
});
process.send?.('ready');

async function search({ title, most, invariant }: Task): Promise<Found | null> {
  const wrong = bank.find((one) => one.title === title);
  if (wrong === undefined) throw new RangeError(`the bank has no engine ${title}`);
  const ground: Ground = {
    engine: variedEngine(title, wrong.vary),
    repertoire,
    kinds: new Set(['must', 'implied', 'policy', 'reference']),
    makeWorld: (topology, pace) =>
      createSimulatedWorld({ checklist: { path: file, dataflow: checklist.dataflow } }, topology, pace),
  };
  for (let seed = 0; seed < most; seed += 1) {
    const played =
      invariant === null
        ? await playSeed(seed, ground)
        : await playAndJudge(historyOf(seed, repertoire), ground, COMPARISONS);
    const broken = played.violations.find((one) => invariant === null || one.invariant === invariant);
    if (broken !== undefined)
      return foundOf(seed, broken.invariant, await shrunk(played, broken.invariant, ground));
  }
  return null;
}

function foundOf(seed: number, invariant: string, { history, violations }: Played): Found {
  const { message = '' } = violations.find((one) => one.invariant === invariant) ?? {};
  return { seed, invariant, message, steps: stepsOf(history), history };
}
