/** Starts `tenants-server.ts` as a child process, and talks to it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import type { Command } from './tenants-command.ts';

export interface TenantsChild {
  left: string;
  right: string;
  /** So many edits on the left, an hour later by the tenants' clock. */
  edit(count: number): Promise<void>;
  /** How many requests came since this was last asked, or since the last edit. */
  requests(): Promise<number>;
  stop(): Promise<void>;
}

const Started = z.object({ left: z.string(), right: z.string() });
const Counted = z.object({ requests: z.number() });

/** Throws where the child ends before it listens. */
export async function startTenants(pairs: number, kind: 'agreeing' | 'apart'): Promise<TenantsChild> {
  const child = fork(new URL('tenants-server.ts', import.meta.url), [String(pairs), kind], {
    execArgv: ['--import', 'tsx'],
  });
  const exited = once(child, 'exit');
  const answer = async (): Promise<unknown> => {
    const ended = exited.then(([code]) => {
      throw new Error(`tenants-server.ts ended with ${String(code)} before it answered`);
    });
    const [message] = await Promise.race([once(child, 'message'), ended]);
    return message;
  };
  const started = Started.parse(await answer());
  const ask = async (command: Command): Promise<number> => {
    const answered = answer();
    child.send(command);
    return Counted.parse(await answered).requests;
  };
  return {
    ...started,
    edit: async (count) => {
      await ask({ edit: count });
    },
    requests: () => ask({ edit: 0 }),
    stop: async () => {
      child.kill();
      await exited;
    },
  };
}
