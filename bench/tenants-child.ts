/** Starts `tenants-server.ts` as a child process, and talks to it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

export interface TenantsChild {
  left: string;
  right: string;
  /** Ten edits on the left, an hour later by the tenants' clock. */
  edit(): Promise<void>;
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
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`tenants-server.ts ended with ${String(code)} before it listened`);
  });
  const [started] = await Promise.race([once(child, 'message'), ended]);
  const ask = async (command: 'edit' | 'count'): Promise<number> => {
    const answered = once(child, 'message');
    child.send(command);
    const [answer] = await answered;
    return Counted.parse(answer).requests;
  };
  return {
    ...Started.parse(started),
    edit: async () => {
      await ask('edit');
    },
    requests: () => ask('count'),
    stop: async () => {
      child.kill();
      await ended.catch(() => {});
    },
  };
}
