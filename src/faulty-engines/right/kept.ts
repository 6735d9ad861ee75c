/** What a small engine remembers from one pass to the next: in a file that it reads anew each time, or in memory. */
import { readFile, writeFile } from 'node:fs/promises';
import type { z } from 'zod';

export interface Kept<T> {
  /** What was written last, or what it began with. */
  read(): Promise<T>;
  write(now: T): Promise<void>;
}

/** Whatever is in the file before the first write is of another run. */
export function inFile<T>(file: string, shape: z.ZodType<T>, beginning: T): Kept<T> {
  let isNew = true;
  return {
    read: async () => (isNew ? beginning : shape.parse(JSON.parse(await readFile(file, 'utf8')))),
    write: async (now) => {
      isNew = false;
      await writeFile(file, JSON.stringify(now));
    },
  };
}

export function inMemory<T>(beginning: T): Kept<T> {
  let kept = beginning;
  return {
    read: () => Promise.resolve(kept),
    write: (now) => {
      kept = now;
      return Promise.resolve();
    },
  };
}
