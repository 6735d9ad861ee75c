/** A sign-off pack on the disk: written whole, read whole. */
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Files, SIGNATURE } from '../report/manifest.ts';
import { EVIDENCE, PACK } from '../report/pack.ts';
import { UsageError } from './usage-error.ts';

/** Removes what an earlier run of ours left there, and nothing else. */
export function removePack(folder: string): void {
  for (const name of PACK) rmSync(path.join(folder, name), { recursive: true, force: true });
}

/** A signed pack is not written over. @throws UsageError that names `given`, as the option has it */
export function assertUnsigned(folder: string, given: string): void {
  if (!existsSync(path.join(folder, SIGNATURE))) return;
  throw new UsageError(`--out ${given}: holds a signed pack, which is not written over; name another folder`);
}

/** The evidence is not taken away before it is written: it may be the only one there is. */
export function writePack(folder: string, files: Files): void {
  for (const name of PACK.filter((one) => one !== EVIDENCE))
    rmSync(path.join(folder, name), { recursive: true, force: true });
  for (const [name, content] of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    if (name !== EVIDENCE || !isAlready(file, content)) writeFileSync(file, content);
  }
}

/** Every file below the folder, and what is there that is no file. @throws UsageError where there is no such folder */
export function readPack(folder: string): { files: Files; others: string[] } {
  const files = new Map<string, Uint8Array>();
  const others: string[] = [];
  for (const name of namesIn(folder)) {
    const file = path.join(folder, name);
    const found = lstatSync(file);
    const within = name.split(path.sep).join('/');
    if (found.isFile()) files.set(within, readFileSync(file));
    else if (!found.isDirectory()) others.push(within);
  }
  return { files, others };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted((a, b) => (a < b ? -1 : 1));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${folder}: there is no pack to be read (${why})`);
  }
}

function isAlready(file: string, content: Uint8Array): boolean {
  return existsSync(file) && Buffer.compare(readFileSync(file), content) === 0;
}
