/** What a section's state holds of records that are to be created: who wants one, and what was begun. */
import type { RootDatabase } from 'lmdb';
import type { z } from 'zod';
import { below, keyPart } from './keys.ts';
import { Id, NewRecord, type Entry } from './state.ts';

/** What writes has to be called within a transaction. */
export interface StoredCreations {
  /** The ids of the left records that want a new right one. */
  wanting(): string[];
  begun(): NewRecord[];
  begin(record: NewRecord): Promise<boolean>;
  forget(left: string): Promise<boolean>;
  /** What goes with an entry, which is null where the record is gone. */
  known(before: Entry | null, entry: Entry | null): Promise<boolean>[];
  /** What goes with a new pair. */
  linked(left: string): Promise<boolean>[];
}

/** `places` are what the keys begin with. */
export function storedCreations(
  db: RootDatabase,
  places: { wanting: string; begun: string },
  parse: <T>(shape: z.ZodType<T>, stored: unknown) => T,
): StoredCreations {
  const valuesIn = <T>(place: string, shape: z.ZodType<T>): T[] =>
    [...db.getRange(below(place))].map(({ value }) => parse(shape, value));
  const isThere = (place: string): boolean => db.getKeysCount({ ...below(place), limit: 1 }) > 0;
  // Most sections create nothing, and make pairs by the ten thousand.
  let isUsed = isThere(places.wanting) || isThere(places.begun);

  return {
    wanting: () => (isUsed ? valuesIn(places.wanting, Id) : []),
    begun: () => (isUsed ? valuesIn(places.begun, NewRecord) : []),
    begin: (record) => {
      isUsed = true;
      return db.put(places.begun + keyPart(record.left), record);
    },
    forget: (left) => db.remove(places.begun + keyPart(left)),
    known: (before, entry) => {
      if (entry?.wants !== undefined) {
        isUsed = true;
        return [db.put(places.wanting + keyPart(entry.id), entry.id)];
      }
      return before?.wants === undefined ? [] : [db.remove(places.wanting + keyPart(before.id))];
    },
    linked: (left) =>
      isUsed ? [db.remove(places.wanting + keyPart(left)), db.remove(places.begun + keyPart(left))] : [],
  };
}
