/** The list's cursor: the key of the last record of a page, opaque to a client. */
import { z } from 'zod';
import type { Position } from './store.ts';

const Key = z.tuple([z.string(), z.string()]);

export function writeCursor({ modifiedAt, id }: Position): string {
  return Buffer.from(JSON.stringify([modifiedAt, id])).toString('base64url');
}

/** The key that `writeCursor` wrote, or null where it cannot have written this. */
export function readCursor(cursor: string): Position | null {
  const key = Key.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!key.success) return null;
  const [modifiedAt, id] = key.data;
  const position = { modifiedAt, id };
  // Decoding base64url ignores what it does not know, so only a cursor that is written alike is taken.
  return writeCursor(position) === cursor ? position : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
