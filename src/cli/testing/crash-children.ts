/** Processes that run the reference engine, one being loaded while another works: loading is what takes the time. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Order, Report } from './crash-child.ts';

export interface Children {
  /** Runs the engine; `onBegin` gets what kills it. Answers `killed`, or what the process said at its end. */
  run(order: Order, onBegin: (kill: () => void) => void): Promise<'killed' | Report>;
  close(): Promise<void>;
}

interface Loaded {
  process: ChildProcess;
  ready: Promise<unknown>;
}

export function startChildren(): Children {
  const load = (): Loaded => {
    const child = fork(new URL('crash-child.ts', import.meta.url), [], { execArgv: ['--import', 'tsx'] });
    return { process: child, ready: once(child, 'message') };
  };
  let next = load();
  return {
    async run(order, onBegin) {
      const { process: child, ready } = next;
      next = load();
      await ready;
      let said: Report | null = null;
      child.on('message', (message: Report) => {
        said = message;
      });
      const ended = once(child, 'exit');
      onBegin(() => child.kill('SIGKILL'));
      child.send(order);
      const [code, signal] = await ended;
      return signal === 'SIGKILL' ? 'killed' : (said ?? { failed: `ended with ${String(code)}` });
    },
    async close() {
      const ended = once(next.process, 'exit');
      next.process.kill('SIGKILL');
      await ended;
    },
  };
}
