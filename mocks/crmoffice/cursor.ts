/** The list's cursor: the place where a page ends, opaque to a client. */
import { isPlace, type Place } from './place.ts';

/** Of signs that JSON and a query take as they are. */
export function writeCursor(place: Place): string {
  return Buffer.from(place).toString('base64url');
}

/** The place that `writeCursor` wrote, or null where it cannot have written this. */
export function readCursor(cursor: string): Place | null {
  const place = Buffer.from(cursor, 'base64url').toString();
  // Decoding base64url ignores what it does not know, so only a cursor that is written alike is taken.
  return isPlace(place) && writeCursor(place) === cursor ? place : null;
}
