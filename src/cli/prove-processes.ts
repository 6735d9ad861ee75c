/** Tries engines of the bank in processes of their own, which take the next one when they have done one. */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Task } from './prove-worker.ts';
import { TYPESCRIPT } from './typescript.ts';

/** More than there are cores: each is at rest a third of its time, while the commits of a pass are gathered. */
const LANES = availableParallelism() + 3;
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
export type Answer = z.infer<typeof Answer>;

/** The answers come in any order; `told` is called with each as it comes. */
export async function inProcesses(tasks: readonly Task[], told: (answer: Answer) => void): Promise<Answer[]> {
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
  return fork(WORKER, { execArgv: [...TYPESCRIPT], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
}

/** What brings the process down is told as the end of the campaign: it was not found out by a check. */
function ask(child: ChildProcess, task: Task): Promise<Answer> {
  return new Promise((resolve) => {
    let printed = '';
    const print = (text: Buffer): void => {
      printed = `${printed}${text.toString()}`.slice(-4_000);
    };
    const end = (code: number | null): void => {
      const why = /^\w*Error(?: \[\w+\])?: .*$/m.exec(printed)?.[0] ?? `status ${String(code)}`;
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
