/**
 * The run that looks for false alarms: each right engine against the whole plan, seed after seed, without sockets,
 * in a process for each core. `npm run right -- FIRST_SEED HOW_MANY [TITLE]`. What turned red is told at once and
 * again at the end, where each engine has a line; the exit status is 1 if anything did.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { RIGHT_ENGINES } from '../src/faulty-engines/right/index.ts';
import type { Task } from './right-engines-child.ts';

const Answer = z.object({ alarms: z.array(z.string()), checks: z.int(), seconds: z.number() });
type Answer = z.infer<typeof Answer>;
type Tried = Task & Answer;

const [first = Number.NaN, howMany = Number.NaN] = process.argv.slice(2, 4).map(Number);
const title = process.argv[4];
const all = RIGHT_ENGINES.map(({ engine }) => engine.name);
const titles = all.filter((name) => title === undefined || name === title);
if (!Number.isInteger(first) || first < 0 || !Number.isInteger(howMany) || howMany < 1) {
  throw new Error('usage: right-engines.ts FIRST_SEED HOW_MANY [TITLE], whole numbers, at least one seed');
}
if (titles.length === 0) throw new Error(`no right engine is ${title}; there are: ${all.join(', ')}`);

const seeds = Array.from({ length: howMany }, (_, n) => first + n);
const tasks = seeds.flatMap((seed) => titles.map((name): Task => ({ title: name, seed })));
const began = performance.now();
const tried: Tried[] = [];

const queue = tasks.values();
await Promise.all(Array.from({ length: Math.min(availableParallelism(), tasks.length) }, tryNext));

console.log();
for (const name of titles) {
  const own = tried.filter((one) => one.title === name);
  const accepted = own.filter(({ alarms }) => alarms.length === 0).length;
  const checks = own.reduce((sum, one) => sum + one.checks, 0);
  const seconds = own.reduce((sum, one) => sum + one.seconds, 0) / own.length;
  console.log(
    `${name}: ${accepted} of ${howMany} seeds accepted (${checks} checks, ${seconds.toFixed(1)} s of CPU a seed)`,
  );
}
const red = tried.filter(({ alarms }) => alarms.length > 0);
for (const one of red) tellRed(one);
console.log(
  red.length === 0
    ? `NO FALSE ALARM in ${tasks.length} runs, ${elapsed()}`
    : `FALSE ALARMS in ${red.length} of ${tasks.length} runs, ${elapsed()}`,
);
if (red.length > 0) process.exitCode = 1;

interface Lane {
  child: ChildProcess;
  /** The exit status, or null for one that was killed. */
  exited: Promise<number | null>;
}

/** Takes the next task when it has done one. A process that an engine has brought down is replaced. */
async function tryNext(): Promise<void> {
  let lane = await start();
  for (const task of queue) {
    const done = { ...task, ...(await ask(lane, task)) };
    if (!lane.child.connected) lane = await start();
    tried.push(done);
    tellRed(done);
    const { length } = tried.filter(({ seed }) => seed === task.seed);
    if (length === titles.length) console.log(`seed ${task.seed}: ${length} engines tried, ${elapsed()}`);
  }
  lane.child.kill();
}

async function start(): Promise<Lane> {
  const child = fork(new URL('right-engines-child.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  const exited = once(child, 'exit').then(([code]) => z.int().nullable().parse(code));
  const ended = exited.then((code) => {
    throw new Error(`right-engines-child.ts ended with ${String(code)} before it was ready`);
  });
  await Promise.race([once(child, 'message'), ended]);
  return { child, exited };
}

async function ask({ child, exited }: Lane, task: Task): Promise<Answer> {
  const answered = once(child, 'message').then(([message]) => Answer.parse(message));
  child.send(task);
  const ended = exited.then((code): Answer => ({
    alarms: [`its process ended with ${String(code)}`],
    checks: 0,
    seconds: 0,
  }));
  return Promise.race([answered, ended]);
}

function tellRed({ title: name, seed, alarms }: Tried): void {
  for (const alarm of alarms) console.log(`seed ${seed}, ${name}: ${alarm}`);
}

function elapsed(): string {
  return `${((performance.now() - began) / 1000).toFixed(0)} s`;
}
