/** Brings a folder's documents from the disk: walks it, reads one after the other, and drops none that it cannot read. */
import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { ChecklistError } from '../checklist/checklist-error.ts';
import { readWhole } from '../checklist/read.ts';
import { catalogueOf, documentOf } from './catalogue.ts';
import type { Catalogue, CatalogueDocument, Unreadable } from './model.ts';

/** Is told after each document how many are done, and of how many. */
export type OnRead = (done: number, all: number) => void;

/** The folder cannot be had, or has no document. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

/** Documents in the order of their paths. @throws FolderError */
export async function readCatalogue(folder: string, onRead: OnRead = () => undefined): Promise<Catalogue> {
  const { files, unreadable } = await filesBelow(folder);
  if (files.length === 0 && unreadable.length === 0) {
    throw new FolderError(
      `${folder}: there is no dataflow document (*.rst) in this folder, nor below it. Name a folder that has some.`,
    );
  }
  const documents: CatalogueDocument[] = [];
  for (const [i, file] of files.entries()) {
    const read = await readOne(folder, file);
    if ('why' in read) unreadable.push(read);
    else documents.push(read);
    onRead(i + 1, files.length);
  }
  return catalogueOf(folder, documents, unreadable.toSorted(byFile));
}

async function readOne(folder: string, file: string): Promise<CatalogueDocument | Unreadable> {
  try {
    return documentOf({ file, ...(await readWhole(path.join(folder, file))) });
  } catch (error) {
    if (error instanceof ChecklistError) return { file, line: error.line, why: error.detail };
    // Nobody foresaw it, such as a file of gigabytes; the others are told all the same.
    return notHad(file, `unexpected: ${error instanceof Error ? error.message : String(error)}`);
  }
}

interface Found {
  files: string[];
  unreadable: Unreadable[];
}

async function filesBelow(folder: string): Promise<Found> {
  const state = await stat(folder).catch((error: unknown) => {
    const code = codeOf(error);
    const what = code === 'ENOENT' ? 'there is no such folder' : `it cannot be reached (${code})`;
    throw new FolderError(`${folder}: ${what}. Check the path.`);
  });
  if (!state.isDirectory())
    throw new FolderError(`${folder}: this is no folder; expected one with dataflow documents (*.rst).`);
  const found: Found = { files: [], unreadable: [] };
  await walk(folder, '', new Set([await realpath(folder)]), found);
  return { ...found, files: found.files.toSorted(byCode) };
}

/** `seen` has the folders that were walked, by where they really are: a link back to one leads nowhere. */
async function walk(root: string, below: string, seen: Set<string>, found: Found): Promise<void> {
  const entries = await readdir(path.join(root, below), { withFileTypes: true }).catch((error: unknown) => {
    const why = `this folder cannot be read (${codeOf(error)}).`;
    if (below === '') throw new FolderError(`${root}: ${why} Change its permissions, or the user.`);
    found.unreadable.push(notHad(below, why));
    return [];
  });
  // What lies here goes before what is linked to from here, or a folder would be told by its link.
  const own = entries.filter((entry) => !entry.isSymbolicLink()).map(({ name }) => name);
  const links = entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name);
  for (const name of [...own.toSorted(byCode), ...links.toSorted(byCode)]) {
    await take(root, path.posix.join(below, name), seen, found);
  }
}

async function take(root: string, file: string, seen: Set<string>, found: Found): Promise<void> {
  const at = path.join(root, file);
  const state: Stats | null = await stat(at).catch(() => null);
  if (state?.isDirectory() === true) {
    const real = await realpath(at);
    if (seen.has(real)) return;
    seen.add(real);
    await walk(root, file, seen, found);
  } else if (/\.rst$/i.test(file)) {
    // A pipe would be waited for, and a device never ends; what cannot be looked at is told by its reader.
    if (state === null || state.isFile()) found.files.push(file);
    else found.unreadable.push(notHad(file, 'this is no file; expected a dataflow document (.rst).'));
  }
}

function notHad(file: string, why: string): Unreadable {
  return { file, line: null, why };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

/** Not by the rules of a language, which differ from machine to machine. */
function byCode(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function byFile(a: Unreadable, b: Unreadable): number {
  return byCode(a.file, b.file);
}
