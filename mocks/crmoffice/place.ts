/** Places in the list: each is behind the record that had its `modifiedAt` and `id`, whatever became of it since. */
import type { StoredRecord } from './kind.ts';

/** `modifiedAt` always has the same length, so the order of these strings, by code units, is that of (`modifiedAt`, `id`). */
export type Place = `${string} ${string}`;

export function placeOf({ modifiedAt, id }: Pick<StoredRecord, 'modifiedAt' | 'id'>): Place {
  return `${modifiedAt} ${id}`;
}

/** The id of the record that was there. */
export function idAt(place: Place): string {
  return place.slice(place.indexOf(' ') + 1);
}

export function isPlace(text: string): text is Place {
  return text.includes(' ');
}
