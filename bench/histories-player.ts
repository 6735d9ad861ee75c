/** A process that plays histories for `histories.ts`, as those of `explore` do. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { RUN } from '../src/cli/explore-processes.ts';
import { Played, type Task } from './histories-task.ts';

export interface Player {
  /** One task at a time. */
  play(task: Task): Promise<Played>;
  stop(): void;
}

/** Throws where the process ends before it is ready; so does `play` where it ends before it answers. */
export async function startPlayer(): Promise<Player> {
  const child = fork(new URL('histories-child.ts', import.meta.url), { execArgv: RUN });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`histories-child.ts ended with ${String(code)} before it answered`);
  });
  // Whoever waits is told; that it ends when it is stopped is no error.
  ended.catch(() => {});
  await Promise.race([once(child, 'message'), ended]);
  return {
    play: async (task) => {
      const answered = once(child, 'message');
      child.send(task);
      const [message]: unknown[] = await Promise.race([answered, ended]);
      return Played.parse(message);
    },
    stop: () => void child.kill(),
  };
}
