import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from './command-line.ts';
import { filesBelow, foundBelow } from './secret-search.ts';

const folder = temporaryFolder();

it('files are found however deep and hidden, and searched with their names', () => {
  const deep = path.join(folder, 'a', 'b');
  mkdirSync(deep, { recursive: true });
  writeFileSync(path.join(deep, '.hidden'), 'a word-9f1 b');
  writeFileSync(path.join(folder, 'word-9f1.txt'), '');
  const [hidden, named] = [path.join(deep, '.hidden'), path.join(folder, 'word-9f1.txt')];
  expect(filesBelow(folder).toSorted()).toEqual([hidden, named].toSorted());
  expect(foundBelow(folder, ['word-9f1']).toSorted()).toEqual(
    [`${hidden}: word-9f1`, `the name ${named}: word-9f1`].toSorted(),
  );
});

it('a folder that is gone by the time it is read has no files: runs remove theirs at their end', () => {
  const gone = path.join(folder, 'gone');
  mkdirSync(gone);
  rmSync(gone, { recursive: true });
  expect(filesBelow(gone)).toEqual([]);
  expect(foundBelow(gone, ['x'])).toEqual([]);
});
