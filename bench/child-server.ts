/** Servers in processes of their own, so that a server and the load on it do not share an event loop. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

/** What a server process sends once it listens. */
export const Listening = z.strictObject({ url: z.string() });

export interface ChildServer {
  url: string;
  stop(): Promise<void>;
}

/** Runs `module` (a file name in this folder) and waits until it listens. Throws where it ends before. */
export async function startChild(module: string, argument: string): Promise<ChildServer> {
  const child = fork(new URL(module, import.meta.url), [argument], { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${module} ended with ${String(code)} before it listened`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return { url: Listening.parse(message).url, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
