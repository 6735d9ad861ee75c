/** The sync's state: one LMDB file in a folder, used by one process at a time. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { open, type RootDatabase } from 'lmdb';
import { z } from 'zod';
import { gatherCommits } from './commits.ts';
import { SyncError } from './error.ts';
import { refuseForeignFile } from './file-check.ts';
import { refuseAnother } from './identity.ts';
import { takeLock } from './lock.ts';
import { createSectionState, type SectionState } from './section-state.ts';
import { Meta, STATE_VERSION, type Identity } from './state.ts';

const FILE = 'sync-state.lmdb';
const BEFORE = 'sync-state.json';
const META = 'meta';
/** Less than two requests take, so a pair hardly waits for it; several times fewer transactions in a first link. */
const GATHER_MS = 2;

export interface StateStore {
  /** One for each section of the identity, in its order. */
  sections: readonly SectionState[];
  /** Resolves once all that was saved is on the disk: it outlives a loss of power then, too. */
  flush(): Promise<void>;
  close(): Promise<void>;
  /** Runs what reads and writes the state; what the database itself finds wrong becomes a `SyncError`. */
  guard<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Opens the state in `dir`, which is created where it does not exist.
 * Throws `SyncError` where the file cannot be read, is damaged, of another version, in use by another
 * process, or belongs to another topology, other tenants or another document. Such a file is left as it is.
 * What is saved where it is not `durable` may be lost with the power.
 */
export async function openState(dir: string, identity: Identity, durable = true): Promise<StateStore> {
  await makeFolder(dir);
  const file = join(dir, FILE);
  if (existsSync(join(dir, BEFORE))) {
    throw new SyncError(
      `${join(dir, BEFORE)}: the state is of version 1, this program knows ${STATE_VERSION}; use another state folder`,
    );
  }
  refuseForeignFile(file);
  const db = openDatabase(file, durable);
  const unlock = takeLock(db, file);
  try {
    await claim(db, identity, file);
    const commit = gatherCommits(() => delay(GATHER_MS));
    return {
      sections: identity.sections.map((_, index) => createSectionState(db, index, commit, identity, file)),
      flush: async () => {
        await db.flushed;
      },
      close: () =>
        named(file, async () => {
          await unlock();
          await db.close();
        }),
      guard: (work) => named(file, work),
    };
  } catch (error) {
    await unlock();
    await db.close();
    throw error;
  }
}

/** Opens the state of a folder, wherever it is kept. */
export type OpenState = typeof openState;

/**
 * JSON keeps every string as it is, half a surrogate pair included. What is written is safe from the end of this
 * process once it is committed, which is what is waited for; from a loss of power once it is flushed.
 */
function openDatabase(file: string, durable: boolean): RootDatabase {
  try {
    return open({ path: file, encoding: 'json', separateFlushed: true, noSync: !durable });
  } catch (error) {
    throw new SyncError(`${file}: the state cannot be opened: ${messageOf(error)}`, { cause: error });
  }
}

/** What the database itself finds wrong is told with the state's file, and what to do. */
async function named<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('MDB_'))) throw error;
    throw new SyncError(
      `${file}: the state is damaged (${error.message}): restore it from a copy, or use another state folder`,
      { cause: error },
    );
  }
}

async function makeFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
  } catch (error) {
    throw new SyncError(`${dir}: the state's folder cannot be used: ${messageOf(error)}`, { cause: error });
  }
}

/** A new file becomes this sync's; another's is refused. */
async function claim(db: RootDatabase, identity: Identity, file: string): Promise<void> {
  const meta: unknown = db.get(META);
  if (meta === undefined) {
    if (db.getKeysCount({ start: 'meta', limit: 2 }) > 0) {
      throw new SyncError(`${file}: this is no state of this program; use another state folder`);
    }
    await db.put(META, { version: STATE_VERSION, identity } satisfies Meta);
    return;
  }
  const versioned = z.looseObject({ version: z.int() }).safeParse(meta);
  if (versioned.success && versioned.data.version > STATE_VERSION) {
    throw new SyncError(
      `${file}: the state is of version ${versioned.data.version}, this program knows ${STATE_VERSION}; ` +
        'use the newer program, or another state folder',
    );
  }
  const parsed = Meta.safeParse(meta);
  if (!parsed.success) {
    throw new SyncError(
      `${file}: the state is damaged: ${z.prettifyError(parsed.error)}; restore it from a copy, or use another state folder`,
    );
  }
  refuseAnother(parsed.data.identity, identity, file);
}

type Meta = z.infer<typeof Meta>;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
