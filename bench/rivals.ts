/**
 * How many engines of the fault bank the usual ways of testing a sync catch:
 * `npm run rivals -- [--seed N] [--only TEXT] [--detection FILE] [--json FILE] [--write]`. A detection.json of `prove`
 * is one more column, `--json` takes each engine with which test of which rival failed, and `--write` puts the figures
 * into docs/detection.md. Ends with 1 where a rival refuses the reference engine itself.
 */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readChecklist } from '../src/checklist/read.ts';
import { outcomesOf, rivalsOf, worldOf } from '../src/cli/prove-rivals.ts';
import { defaultChecklist, seedOf } from '../src/cli/settings.ts';
import { referenceEngine } from '../src/engines/reference.ts';
import { bankOf } from '../src/faulty-engines/bank.ts';
import { Detection } from '../src/faulty-engines/detection.ts';
import { isCaughtBy, listOf, OWN, tableOf, type Tried, withOwn } from '../src/faulty-engines/rivals/table.ts';
import type { Share } from './rivals-worker.ts';

const WORKER = fileURLToPath(new URL('rivals-worker.ts', import.meta.url));
const PAGE = fileURLToPath(new URL('../docs/detection.md', import.meta.url));
const MARKED = /(?<=<!-- figures -->\n\n)[^]*(?=\n\n<!-- \/figures -->)/;
const Answer = z.object({
  title: z.string(),
  class: z.string(),
  outcomes: z.record(z.string(), z.object({ caught: z.boolean(), by: z.array(z.string()) })),
});

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    only: { type: 'string', default: '' },
    detection: { type: 'string' },
    json: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const { only, detection, json, write } = values;
if (write && only !== '') throw new Error('--write is for the whole bank, --only for a part of it');
const file = defaultChecklist();
const seed = seedOf(values.seed);
const reference = referenceEngine('of this project');
const world = await worldOf(file, seed);
const rivals = await rivalsOf(reference, world);
for (const [name, { by }] of Object.entries(await outcomesOf(rivals, reference, world))) {
  if (by.length === 0) continue;
  console.error(`${name} refuses the reference engine: ${by.join('; ')}`);
  process.exitCode = 1;
}

const titles = bankOf((await readChecklist(file)).dataflow)
  .map(({ title }) => title)
  .filter((title) => title.includes(only));
const tried = await triedOf(titles);
const ours = detection === undefined ? null : Detection.parse(JSON.parse(readFileSync(detection, 'utf8')));
const figures = figuresOf(ours === null ? tried : withOwn(tried, ours));
if (json !== undefined) writeFileSync(json, `${JSON.stringify(tried, null, 2)}\n`);
if (write) {
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    page.replace(MARKED, () => figures),
  );
}
console.log(figures);

/** Each process has every n-th engine. In the order of `chosen`. */
async function triedOf(chosen: readonly string[]): Promise<Tried[]> {
  const answers = new Map<string, Tried>();
  const processes = Math.min(availableParallelism(), chosen.length);
  const work = async (first: number): Promise<void> => {
    const share: Share = { file, seed, titles: chosen.filter((_, place) => place % processes === first) };
    const child = fork(WORKER, [JSON.stringify(share)], { execArgv: ['--import', 'tsx'] });
    child.on('message', (message) => {
      const answer = Answer.parse(message);
      answers.set(answer.title, answer);
      const by = Object.keys(answer.outcomes).filter((name) => answer.outcomes[name]?.caught);
      console.error(`${answers.size}/${chosen.length} ${answer.title}: ${by.join(', ') || 'nobody'}`);
    });
    await once(child, 'exit');
    const untold = share.titles.find((title) => !answers.has(title));
    if (untold !== undefined) throw new Error(`its process has ended before it told of “${untold}”`);
  };
  await Promise.all(Array.from({ length: processes }, (_, first) => work(first)));
  return chosen.flatMap((title) => answers.get(title) ?? []);
}

function figuresOf(all: readonly Tried[]): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const byRivals = (one: Tried): boolean => rivals.some((rival) => isCaughtBy(rival)(one));
  const missed = all.filter((one) => !byRivals(one));
  const oursMissed = all.filter((one) => !isCaughtBy(OWN)(one));
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)} at ${commit}, with seed ${seed}.`,
    tableOf(ours === null ? rivals : [...rivals, OWN], all),
    ...(ours === null
      ? []
      : [`Caught by a rival, and not by the checks:\n\n${listOf(oursMissed.filter(byRivals)) || '- none'}`]),
    `Caught by none of the rivals, ${missed.length} of ${all.length}:\n\n${listOf(missed) || '- none'}`,
  ].join('\n\n');
}
