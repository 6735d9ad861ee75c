/** Processes that explore: each is asked one thing after another, and what brings one down is told instead of an answer. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Answer, type Job, type Task } from './explore-job.ts';
import { TYPESCRIPT } from './typescript.ts';

const WORKER = fileURLToPath(new URL('explore-worker.ts', import.meta.url));

/** What one history leaves behind is garbage by the next; with more room, less of it is copied before (some 4 %). */
export const RUN = [...TYPESCRIPT, '--max-semi-space-size=64'];

/** `gone`: the process ended, or gave no answer in time and was ended; the next task begins another. */
export type Said = Answer | { is: 'gone'; why: string };

export interface Worker {
  ask: (task: Task) => Promise<Said>;
  /** Lets it close what it has open. */
  end: () => void;
}

/** `longestMs` is how long an answer may take. */
export function createWorker(job: Job, longestMs: number): Worker {
  let child: ChildProcess | null = null;
  const opened = async (): Promise<ChildProcess | Said> => {
    if (child !== null) return child;
    child = fork(WORKER, { execArgv: RUN, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const started = child;
    endWithThisProcess(started);
    started.once('exit', () => {
      if (child === started) child = null;
    });
    const said = await askOnce(started, { do: 'open', job }, longestMs);
    return said.is === 'open' ? started : said;
  };
  return {
    ask: async (task) => {
      const one = await opened();
      return 'is' in one ? one : askOnce(one, task, longestMs);
    },
    end: () => child?.disconnect(),
  };
}

const running = new Set<ChildProcess>();

/** A loop without end in a worker sees no end of the channel. */
function endWithThisProcess(child: ChildProcess): void {
  if (running.size === 0) process.once('exit', endAll);
  running.add(child);
  child.once('exit', () => {
    running.delete(child);
    if (running.size === 0) process.off('exit', endAll);
  });
}

function endAll(): void {
  for (const child of running) child.kill();
}

function askOnce(child: ChildProcess, task: Task, longestMs: number): Promise<Said> {
  return new Promise((resolve) => {
    let printed = '';
    let late = false;
    const print = (text: Buffer): void => {
      printed = `${printed}${text.toString()}`.slice(-4_000);
    };
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, longestMs);
    const over = (said: Said): void => {
      clearTimeout(timer);
      child.off('exit', gone);
      child.off('message', answered);
      child.stderr?.off('data', print);
      resolve(said);
    };
    const gone = (code: number | null, signal: string | null): void => {
      const ended = /^\w*Error(?: \[\w+\])?: .*$/m.exec(printed)?.[0] ?? signal ?? `status ${String(code)}`;
      over({
        is: 'gone',
        why: late ? `it was not over after ${longestMs / 1000} s` : `its process ended: ${ended}`,
      });
    };
    const answered = (message: unknown): void => over(Answer.parse(message));
    child.stderr?.on('data', print);
    child.once('exit', gone);
    child.once('message', answered);
    child.send(task);
  });
}
