/** A process of bench/rivals.ts: puts its share of the bank to the rivals, one engine after the other. */
import { z } from 'zod';
import { readChecklist } from '../src/checklist/read.ts';
import { outcomesOf, rivalsOf, worldOf } from '../src/cli/prove-rivals.ts';
import { referenceEngine } from '../src/engines/reference.ts';
import { bankOf } from '../src/faulty-engines/bank.ts';
import { variedEngine } from '../src/faulty-engines/varied-engine.ts';

const Share = z.object({ file: z.string(), seed: z.int(), titles: z.array(z.string()) });
export type Share = z.infer<typeof Share>;

const { file, seed, titles } = Share.parse(JSON.parse(process.argv[2] ?? ''));
const bank = bankOf((await readChecklist(file)).dataflow);
const world = await worldOf(file, seed);
const rivals = await rivalsOf(referenceEngine('of this project'), world);
for (const { title, class: of, vary } of bank.filter((one) => titles.includes(one.title))) {
  const outcomes = await outcomesOf(rivals, variedEngine(title, vary), world);
  process.send?.({ title, class: of, outcomes });
}
process.disconnect();
