/** The names that a section's pairs refer to by their numbers, as they are in the state. */
import type { RootDatabase } from 'lmdb';
import { z } from 'zod';
import type { Names } from './pair-codec.ts';

export interface StoredNames extends Names {
  /** What has to be written together with a pair: the names, until a transaction with all of them is committed. */
  writes(): Promise<boolean>[];
}

/** `key` is where they are. Throws whatever `parse` throws where something else is there. */
export function storedNames(
  db: RootDatabase,
  key: string,
  parse: (shape: z.ZodType<string[]>, stored: unknown) => string[],
): StoredNames {
  const list = parse(z.array(z.string()), db.get(key) ?? []);
  const numbers = new Map(list.map((name, number) => [name, number]));
  let saved = list.length;
  return {
    numberOf: (name) => {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, list.length);
      return list.push(name) - 1;
    },
    nameOf: (number) => {
      const name = list[number];
      if (name === undefined) throw new RangeError(`no name has the number ${number}`);
      return name;
    },
    writes: () => {
      if (saved === list.length) return [];
      const all = [...list];
      const put = async (): Promise<boolean> => {
        const done = await db.put(key, all);
        saved = Math.max(saved, all.length);
        return done;
      };
      return [put()];
    },
  };
}
