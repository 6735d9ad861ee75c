/** Keeps the sync's state as a JSON file in a folder, replaced as a whole so that it is never half written. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { State, STATE_VERSION, type Identity, type Pair } from './state.ts';
import { SyncError } from './error.ts';

const FILE = 'sync-state.json';

export interface StateStore {
  /** The links of each section, in the order of the identity's headings; empty lists at the start. */
  pairs: Pair[][];
  /** Replaces the file. */
  save(pairs: Pair[][]): Promise<void>;
}

/**
 * Opens the state in `dir`, which is created where it does not exist.
 * Throws `SyncError` where the file cannot be read, is damaged, of a newer version, or belongs to another
 * topology, other tenants or other sections. Such a file is left as it is.
 */
export async function openState(dir: string, identity: Identity): Promise<StateStore> {
  const file = join(dir, FILE);
  await makeFolder(dir);
  const text = await read(file);
  const pairs = text === null ? identity.headings.map(() => []) : parse(text, file, identity);
  return { pairs, save: (next) => write(file, { version: STATE_VERSION, identity, pairs: next }) };
}

async function makeFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
  } catch (error) {
    throw new SyncError(`${dir}: the state's folder cannot be used: ${messageOf(error)}`, { cause: error });
  }
}

async function read(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new SyncError(`${file}: the state cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function parse(text: string, file: string, identity: Identity): Pair[][] {
  const json = fromJson(text, file);
  const versioned = z.looseObject({ version: z.int() }).safeParse(json);
  if (versioned.success && versioned.data.version > STATE_VERSION) {
    throw new SyncError(
      `${file}: the state is of version ${versioned.data.version}, this program knows ${STATE_VERSION}; ` +
        'use the newer program, or another state folder',
    );
  }
  const state = State.safeParse(json);
  if (!state.success) {
    throw new SyncError(`${file}: the state is damaged: ${z.prettifyError(state.error)}; ${FRESH}`);
  }
  refuseAnother(state.data.identity, identity, file);
  return state.data.pairs;
}

const FRESH = 'restore it from a copy, or use another state folder';

function fromJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyncError(`${file}: the state is damaged: ${messageOf(error)}; ${FRESH}`, { cause: error });
  }
}

function refuseAnother(stored: Identity, given: Identity, file: string): void {
  const facts = [
    ['topology', stored.topology, given.topology],
    ['left tenant', stored.tenants.left, given.tenants.left],
    ['right tenant', stored.tenants.right, given.tenants.right],
    ['sections', stored.headings.join(', '), given.headings.join(', ')],
  ] as const;
  if (isDeepStrictEqual(stored, given)) return;
  const differing = facts
    .filter(([, before, now]) => before !== now)
    .map(([what, before, now]) => `${what} ${before}, not ${now}`);
  throw new SyncError(`${file}: the state belongs to ${differing.join('; ')}. Use another state folder.`);
}

/** The new file is on the disk before it takes the old one's name. */
async function write(file: string, state: State): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(JSON.stringify(state));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    throw new SyncError(`${file}: the state cannot be saved: ${messageOf(error)}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
