/**
 * Whether histories find every engine of the fault bank that breaks an invariant, and how small they become.
 * `npm run explore:bank -- [HISTORIES] [DIR]`: up to so many (3,000) for each engine, in a process for each core, faults on.
 * With DIR, the smallest history for each invariant is written there, so that each is shown to fail. The exit status
 * is 1 where the median has more than 4 steps, or the 95th percentile more than 8.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { readChecklist } from '../src/checklist/read.ts';
import { bankOf } from '../src/faulty-engines/bank.ts';
import { CANARIES } from '../src/histories/canary.ts';
import { COMPARISONS } from '../src/histories/comparisons.ts';
import { writeCounterexample } from '../src/histories/counterexample.ts';
import { INVARIANTS } from '../src/histories/judge.ts';
import { Found, type Task } from './wrong-histories-child.ts';

/** Engines that remember, count, or go by order: what a comparison tells on. */
const COMPARED = [
  'what was agreed at the first link is remembered for ever',
  'all is forgotten once, after the fifth pass',
  'a pair is given up after its second refusal',
  'each 3th PATCH is not sent, and taken for done for good',
  'the first of several with one orgNr is linked',
  'companies are linked by their id',
  'a value of the PATCH before is sent along on the right',
];
const Answer = z.object({ found: Found.nullable() });
interface Tried {
  title: string;
  found: Found | null;
}

const most = Number(process.argv[2] ?? 3_000);
const folder = process.argv[3];
const { dataflow } = await readChecklist('checklists/crmoffice-crmoffice.rst');
const titles = bankOf(dataflow).map(({ title }) => title);
const began = performance.now();

const tried = await inProcesses(titles.map((title) => ({ title, most, invariant: null })));
const found = tried.filter((one): one is Tried & { found: Found } => one.found !== null);
const steps = found.map((one) => one.found.steps).toSorted((a, b) => a - b);
const at = (share: number): number => steps[Math.ceil(steps.length * share) - 1] ?? 0;
console.log();
for (const { title } of tried.filter((one) => one.found === null)) console.log(`not found: ${title}`);
console.log(
  `FOUND ${found.length} of ${titles.length} engines in up to ${most} histories each; steps of the smallest history: ` +
    `median ${at(0.5)}, 95th percentile ${at(0.95)}, most ${at(1)}; ${elapsed()}`,
);
if (at(0.5) > 4 || at(0.95) > 8) process.exitCode = 1;
if (folder !== undefined) await writeShown(folder);

/** Of each invariant one history: the smallest of those that were found, else of those that are looked for now. */
async function writeShown(into: string): Promise<void> {
  for (const { name } of [...INVARIANTS, ...COMPARISONS]) {
    const known = found.filter((one) => one.found.invariant === name);
    const shown = known.length > 0 ? known : await lookedFor(name);
    const [smallest] = shown.toSorted((a, b) => a.found.steps - b.found.steps);
    if (smallest === undefined) {
      console.log(`no engine of the bank is known to break ${name}`);
      continue;
    }
    const { seed, message, history } = smallest.found;
    const example = {
      version: 1,
      engine: smallest.title,
      seed,
      invariant: name,
      found: message,
      history,
    } as const;
    await writeFile(path.join(into, `${name}.json`), writeCounterexample(example));
    console.log(`${name}: ${smallest.title}, ${smallest.found.steps} steps`);
  }
}

/** Of the engines that are known to break it; of a comparison, of all of them, as long as it takes. */
async function lookedFor(invariant: string): Promise<(Tried & { found: Found })[]> {
  const known = CANARIES.filter(({ breaks }) => breaks.includes(invariant)).map(({ title }) => title);
  const among = known.length > 0 ? known : COMPARED;
  const ends = await inProcesses(among.map((title) => ({ title, most: 1_000, invariant })));
  return ends.filter((one): one is Tried & { found: Found } => one.found !== null);
}

async function inProcesses(tasks: readonly Task[]): Promise<Tried[]> {
  const ends: Tried[] = [];
  const queue = tasks.values();
  const lane = async (): Promise<void> => {
    const child = fork(new URL('wrong-histories-child.ts', import.meta.url), {
      execArgv: ['--import', 'tsx'],
    });
    await once(child, 'message');
    for (const task of queue) {
      child.send(task);
      const [message]: unknown[] = await once(child, 'message');
      const { found: end } = Answer.parse(message);
      ends.push({ title: task.title, found: end });
      if (ends.length % 20 === 0) console.log(`${ends.length} of ${tasks.length}, ${elapsed()}`);
    }
    child.disconnect();
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), tasks.length) }, lane));
  return ends;
}

function elapsed(): string {
  return `${((performance.now() - began) / 1_000).toFixed(0)} s`;
}
