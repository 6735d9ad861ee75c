/** `prove`: runs the fault bank, and tells what the checks would have caught. */
import { type ChildProcess, fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readChecklist } from '../checklist/read.ts';
import { bankOf } from '../faulty-engines/bank.ts';
import { detectionOf, type Tried } from '../faulty-engines/detection.ts';
import { detectionHtml } from '../faulty-engines/detection-html.ts';
import { detectionText } from '../faulty-engines/detection-text.ts';
import { CLASSES, type FaultyEngine } from '../faulty-engines/faulty.ts';
import { shortId } from '../faulty-engines/score.ts';
import type { ExitStatus } from './conclude.ts';
import { outFolder } from './out-folder.ts';
import { wholePlan } from './prove-engine.ts';
import type { Task } from './prove-worker.ts';
import { defaultChecklist, seedOf } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface ProveOptions {
  checklist?: string;
  only?: string;
  class?: string;
  seed?: string;
  sockets?: boolean;
  thorough?: boolean;
  out: string;
}

/** One more than there are cores: each waits now and then for what it has asked of a disk or a timer. */
const LANES = availableParallelism() + 1;
const WORKER = fileURLToPath(new URL('prove-worker.ts', import.meta.url));

/** What a worker answers of one engine. */
const Answer = z.object({
  place: z.int(),
  stopped: z.string().nullable(),
  scenarios: z.int(),
  milliseconds: z.int(),
  killed: z.boolean(),
  red: z.array(z.string()),
  missing: z.array(z.string()),
  wrongly: z.array(z.string()),
});
type Answer = z.infer<typeof Answer>;

export async function proveCommand(options: ProveOptions): Promise<ExitStatus> {
  const file = options.checklist ?? defaultChecklist();
  const seed = seedOf(options.seed);
  const checklist = await readChecklist(file);
  const bank = bankOf(checklist.dataflow);
  const chosen = chosenOf(bank, options);
  const out = outFolder(options.out);
  process.stderr.write(`${chosen.length} of the bank’s ${bank.length} engines · ${file} · seed ${seed}\n`);
  const thorough = options.thorough === true;
  const tasks = chosen.map((place): Task => ({
    file,
    seed,
    place,
    sockets: options.sockets === true,
    thorough,
  }));
  const answers = await inProcesses(tasks, tellProgress(bank, tasks.length));
  const detection = detectionOf({
    seed,
    checklist: { title: checklist.dataflow.title, sha256: checklist.sha256 },
    checks: wholePlan(checklist, seed).checks.map(({ id, title }) => ({ id: shortId(id), title })),
    tried: answers.toSorted((a, b) => a.place - b.place).flatMap((answer) => triedOf(answer, bank)),
    whole: chosen.length === bank.length,
  });
  writeFileSync(path.join(out, 'detection.json'), `${JSON.stringify(detection, null, 2)}\n`);
  writeFileSync(path.join(out, 'detection.html'), detectionHtml(detection));
  process.stdout.write(detectionText(detection));
  for (const name of ['detection.html', 'detection.json'])
    process.stdout.write(`${path.join(options.out, name)}\n`);
  return detection.proven ? 0 : 1;
}

/** The places of the engines that the options ask for. Throws `UsageError` where there is none. */
function chosenOf(bank: readonly FaultyEngine[], { only, class: asked }: ProveOptions): number[] {
  if (asked !== undefined && !CLASSES.some((name) => name === asked)) {
    throw new UsageError(`--class: there is no class ${asked}; there are ${CLASSES.join(', ')}`);
  }
  const chosen = [...bank.keys()].filter((place) => {
    const engine = bank[place];
    if (engine === undefined || (asked !== undefined && engine.class !== asked)) return false;
    return only === undefined || engine.title.toLowerCase().includes(only.toLowerCase());
  });
  if (chosen.length === 0)
    throw new UsageError(`--only: no engine of the bank has ${JSON.stringify(only)} in its title`);
  return chosen;
}

/** Each process takes the next task when it has done one. The answers come in any order. */
async function inProcesses(tasks: readonly Task[], told: (answer: Answer) => void): Promise<Answer[]> {
  const queue = tasks.values();
  const answers: Answer[] = [];
  const lane = async (): Promise<void> => {
    let child = start();
    try {
      for (const task of queue) {
        const answer = await ask(child, task);
        // A process that an engine has brought down takes no further one with it.
        if (child.exitCode !== null || child.signalCode !== null) child = start();
        answers.push(answer);
        told(answer);
      }
    } finally {
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(LANES, tasks.length) }, lane));
  return answers;
}

function start(): ChildProcess {
  return fork(WORKER, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
}

/** What brings the process down is told as the end of the campaign: it was not found out by a check. */
function ask(child: ChildProcess, task: Task): Promise<Answer> {
  return new Promise((resolve) => {
    let printed = '';
    const print = (text: Buffer): void => {
      printed = `${printed}${text.toString()}`.slice(-4_000);
    };
    const end = (code: number | null): void => {
      const why = /^\w*Error: .*$/m.exec(printed)?.[0] ?? `status ${String(code)}`;
      resolve({ ...NOTHING_FOUND, place: task.place, stopped: `its process ended: ${why}` });
    };
    child.stderr?.on('data', print);
    child.once('exit', end);
    child.once('message', (message) => {
      child.off('exit', end);
      child.stderr?.off('data', print);
      resolve(Answer.parse(message));
    });
    child.send(task);
  });
}

const NOTHING_FOUND = { scenarios: 0, milliseconds: 0, killed: false, red: [], missing: [], wrongly: [] };

function tellProgress(bank: readonly FaultyEngine[], all: number): (answer: Answer) => void {
  let done = 0;
  return ({ place, killed }) => {
    done += 1;
    const line = `${done}/${all} ${killed ? 'killed  ' : 'survived'} ${bank[place]?.title ?? ''}`;
    if (process.stderr.isTTY)
      process.stderr.write(`\r\u001b[K${line.slice(0, 100)}${done === all ? '\n' : ''}`);
    else if (!killed || done % 50 === 0 || done === all) process.stderr.write(`${line}\n`);
  };
}

function triedOf({ place, ...answer }: Answer, bank: readonly FaultyEngine[]): Tried[] {
  const engine = bank[place];
  return engine === undefined ? [] : [{ engine, ...answer }];
}
