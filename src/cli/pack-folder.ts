/** A sign-off pack on the disk: written whole, read whole, and nothing of anybody else's taken away. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Files, Manifest, MANIFEST, SIGNATURE } from '../report/manifest.ts';
import { EVIDENCE, PACK } from '../report/pack-files.ts';
import { UsageError } from './usage-error.ts';

/**
 * A folder that a pack may be written into: a signed one is not written over, and what bears the name of a pack's
 * file without being a pack's is somebody's. `given` is the folder as the option has it. @throws UsageError
 */
export function assertWritable(folder: string, given: string): void {
  if (existsSync(path.join(folder, SIGNATURE)))
    throw new UsageError(
      `--out ${given}: holds a signed pack, which is not written over; name another folder`,
    );
  if (filesOfPack(folder) !== null) return;
  const foreign = PACK.find((name) => name !== EVIDENCE && existsSync(path.join(folder, name)));
  if (foreign !== undefined) {
    throw new UsageError(
      `--out ${given}: holds ${foreign}, which is of no pack (there is no ${MANIFEST}); name another folder, or move it away`,
    );
  }
}

/** Removes what an earlier run of ours left there, and nothing else. */
export async function removePack(folder: string): Promise<void> {
  const names = filesOfPack(folder) ?? [];
  await Promise.all(names.map((name) => rm(path.join(folder, name), { force: true })));
  removeFiles(folder, names);
}

/** The evidence stays until it is written over: it may be the only one there is. @throws UsageError */
export function writePack(folder: string, files: Files): void {
  try {
    removeFiles(
      folder,
      (filesOfPack(folder) ?? []).filter((name) => name !== EVIDENCE),
    );
    for (const [name, content] of files) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      if (name !== EVIDENCE || !isAlready(file, content)) writeFileSync(file, content);
    }
  } catch (error) {
    throw new UsageError(`--out ${folder}: the pack could not be written: ${messageOf(error)}`);
  }
}

/** Every file below the folder, and what is there that is no file. `named` is in messages. @throws UsageError */
export function readPack(folder: string, named = folder): { files: Files; others: string[] } {
  const files = new Map<string, Uint8Array>();
  const others: string[] = [];
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
      const file = path.join(folder, name);
      const found = lstatSync(file);
      const within = name.split(path.sep).join('/');
      if (found.isFile()) files.set(within, readFileSync(file));
      else if (!found.isDirectory()) others.push(within);
    }
  } catch (error) {
    throw new UsageError(`${named}: there is no pack that can be read: ${messageOf(error)}`);
  }
  return { files, others };
}

/** What a manifest lists, itself included; null where there is none. A path that leads out of the folder is not taken. */
function filesOfPack(folder: string): string[] | null {
  const file = path.join(folder, MANIFEST);
  if (!existsSync(file)) return null;
  const names = manifestIn(file)?.files.map((one) => one.path) ?? [];
  const within = names.filter((name) => !path.relative(folder, path.resolve(folder, name)).startsWith('..'));
  return [...within, MANIFEST];
}

function manifestIn(file: string): Manifest | undefined {
  try {
    return Manifest.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    // A manifest that cannot be read lists nothing.
    return undefined;
  }
}

/** The files, and the folders that are empty without them. */
function removeFiles(folder: string, names: readonly string[]): void {
  for (const name of names) rmSync(path.join(folder, name), { force: true });
  for (const inner of new Set(names.map((name) => path.dirname(name)))) {
    const empty = path.join(folder, inner);
    if (inner !== '.' && existsSync(empty) && readdirSync(empty).length === 0) rmdirSync(empty);
  }
}

function isAlready(file: string, content: Uint8Array): boolean {
  return existsSync(file) && Buffer.compare(readFileSync(file), content) === 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
