/** Places in the list: where a record stands, and where a page goes on behind it, whatever became of it since. */
import type { StoredRecord } from './kind.ts';

/** `modifiedAt` always has the same length, so the order of these strings, by code units, is that of (`modifiedAt`, `id`). */
export type Place = `${string} ${string}`;

export function placeOf({ modifiedAt, id }: Pick<StoredRecord, 'modifiedAt' | 'id'>): Place {
  return `${modifiedAt} ${id}`;
}

/** The id of the record that is or was there. */
export function idAt(place: Place): string {
  return place.slice(place.indexOf(' ') + 1);
}

/** Whether a record could stand there. */
export function isPlace(text: string): text is Place {
  return PLACE.test(text);
}

const PLACE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ./s;
