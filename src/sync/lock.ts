/** Sees to it that one process at a time uses a state. Who holds it is kept in the state itself. */
import { readFileSync } from 'node:fs';
import type { RootDatabase } from 'lmdb';
import { z } from 'zod';
import { SyncError } from './error.ts';

const KEY = 'lock';

/** A process: its id may be given to another one later, so the time it was started goes with it. */
const Holder = z.object({ pid: z.int(), started: z.string() });

/**
 * Takes the state for this process, in one transaction, so that of two that try only one gets it. The lock of
 * a process that was killed is no lock. Answers what gives it back. Throws `SyncError` where it is in use.
 */
export function takeLock(db: RootDatabase, file: string): () => Promise<void> {
  const mine = { pid: process.pid, started: startOf(process.pid) ?? '' };
  db.transactionSync(() => {
    const holder = Holder.safeParse(db.get(KEY));
    if (holder.success && startOf(holder.data.pid) === holder.data.started) {
      throw new SyncError(
        `${file}: the state is in use by process ${holder.data.pid}; wait for it to end, or use another state folder`,
      );
    }
    db.putSync(KEY, mine);
  });
  return async () => {
    await db.remove(KEY);
  };
}

/** When a living process was started, in whatever unit, or null where there is none of that id. */
function startOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    const isAlive = error instanceof Error && 'code' in error && error.code === 'EPERM';
    if (!isAlive) return null;
  }
  try {
    // Linux: behind the name, which may hold anything, the 1st field is the state and the 20th the start.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? '');
  } catch {
    return ''; // No such file system: the id alone must do.
  }
}
