/** Brings a checklist from the disk: the one place of this folder that does input. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Dataflow } from '../domain/dataflow.ts';
import { ChecklistError } from './checklist-error.ts';
import { parseChecklist, readDocument, type Reading } from './parse.ts';

/** A checklist with the text it was read from; `sha256` is that of the file's bytes, as hex. */
export interface ReadChecklist {
  dataflow: Dataflow;
  sha256: string;
  text: string;
}

/** Throws `ChecklistError` where there is no such file, it cannot be read, or it is no dataflow document. */
export async function readChecklist(path: string): Promise<ReadChecklist> {
  const bytes = await bytesOf(path);
  const text = textOf(bytes, path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { dataflow: parseChecklist(text, path), sha256, text };
}

/** The same, but as much of the document as can be read. Throws only where there is no dataflow document. */
export async function readWhole(path: string): Promise<Reading & { text: string }> {
  const text = textOf(await bytesOf(path), path);
  return { ...readDocument(text, path), text };
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file; expected a dataflow document (.rst). Check the path.',
  ENOTDIR: 'there is no such file, as a part of the path is no directory. Check the path.',
  EISDIR: 'this is a directory; expected a dataflow document (.rst). Name a file in it.',
  EACCES: 'the file may not be read; expected read permission. Change its permissions, or the user.',
};

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    const reason = REASONS[code] ?? `the file cannot be read (${code}); expected a dataflow document (.rst).`;
    throw new ChecklistError(path, null, reason, { cause: error });
  }
}

function textOf(bytes: Buffer, path: string): string {
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return text;
  // What is not UTF-8 was replaced; the first replacement tells the line.
  const line = text.slice(0, text.indexOf('\u{FFFD}')).split(/\r\n|\r|\n/).length;
  throw new ChecklistError(
    path,
    line,
    'this line is no UTF-8 text; expected a dataflow document as UTF-8. Give the .rst file itself, or save it as UTF-8.',
  );
}
