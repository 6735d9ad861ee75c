/** A file of the user's as text: UTF-8, with or without a byte order mark. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** `named` is the file as the user gave it, with its option. @throws UsageError */
export function readTextFile(file: string, named: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UsageError(
      `${named}: cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (!isUtf8(bytes)) throw new UsageError(`${named}: is no UTF-8 text; save it as UTF-8`);
  return bytes.toString('utf8').replace(/^\u{feff}/u, '');
}
