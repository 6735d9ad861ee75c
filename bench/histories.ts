/**
 * How many random histories a second the simulation plays, on one process and on two, and what one costs:
 * `node --import tsx bench/histories.ts [--json]`. The floor is the same histories with an engine that does nothing;
 * twice the processes should play nearly twice as much where there are two cores for them.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { RUN } from '../src/cli/explore-processes.ts';
import { Played, type Task } from './histories-task.ts';
import { compare } from './rounds.ts';
import { report } from './table.ts';

const ROUNDS = 7;
const COUNT = 4_000;
const STRETCH = 250;

const children = [await start(), await start()] as const;
const [first] = children;
/** Each round has histories of its own; those that are compared by their cost are the same. */
let from = 0;
const played: { reference: Played[]; idle: Played[] } = { reference: [], idle: [] };

// What is compiled as it runs is compiled by now.
for (const child of children) {
  await ask(child, 'reference');
  await ask(child, 'idle');
}
from += COUNT;
const cost = await compare(
  ROUNDS,
  () => costOf('reference'),
  () => costOf('idle'),
);
const speed = await compare(
  ROUNDS,
  () => speedOf(children),
  () => speedOf([first]),
);
for (const child of children) child.kill();

const about = { generatorBusy: null, target: null };
const name = 'a history with the reference engine, to one that does nothing';
report(
  [
    { ...about, name, unit: 'µs of CPU', comparison: cost },
    { ...about, name: 'two processes, to one', unit: 'histories/s', comparison: speed },
  ],
  process.argv.includes('--json'),
);
if (!process.argv.includes('--json')) {
  console.table({ 'reference engine': meansOf(played.reference), 'does nothing': meansOf(played.idle) });
}

async function costOf(engine: Task['engine']): Promise<number> {
  const one = await ask(first, engine);
  played[engine].push(one);
  // After both.
  if (played.reference.length === played.idle.length) from += COUNT;
  return (one.cpu.drawing + one.cpu.playing + one.cpu.judging) / COUNT;
}

async function speedOf(asked: readonly ChildProcess[]): Promise<number> {
  const began = performance.now();
  // Whoever is done takes the next stretch, as in `explore`: none waits for the slower.
  const whole = asked.length * COUNT;
  const end = from + whole;
  const work = async (child: ChildProcess): Promise<void> => {
    while (from < end) {
      from += STRETCH;
      await ask(child, 'reference', STRETCH, from - STRETCH);
    }
  };
  await Promise.all(asked.map(work));
  return (whole * 1000) / (performance.now() - began);
}

/** Of a history; times in microseconds of CPU. */
function meansOf(all: readonly Played[]): Record<string, number> {
  const mean = (of: (one: Played) => number): number => {
    const sum = all.reduce((total, one) => total + of(one), 0);
    return Math.round((10 * sum) / (all.length * COUNT)) / 10;
  };
  return {
    edits: mean(({ edits }) => edits),
    passes: mean(({ passes }) => passes),
    'engine passes': mean(({ enginePasses }) => enginePasses),
    'µs drawing': mean(({ cpu }) => cpu.drawing),
    'µs playing': mean(({ cpu }) => cpu.playing),
    'µs judging': mean(({ cpu }) => cpu.judging),
  };
}

async function start(): Promise<ChildProcess> {
  const child = fork(new URL('histories-child.ts', import.meta.url), {
    execArgv: RUN,
  });
  await once(child, 'message');
  return child;
}

async function ask(
  child: ChildProcess,
  engine: Task['engine'],
  count = COUNT,
  begin = from,
): Promise<Played> {
  const answered = once(child, 'message');
  child.send({ engine, from: begin, count } satisfies Task);
  const [message] = await answered;
  return Played.parse(message);
}
