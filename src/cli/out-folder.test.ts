import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { outFolder } from './out-folder.ts';
import { temporaryFolder } from './testing/command-line.ts';

const folder = temporaryFolder();

describe('--out', () => {
  it('is made with the folders above it, and may be there already', () => {
    const deep = path.join(folder, 'a', 'b', 'c');
    expect([outFolder(deep), outFolder(deep)]).toEqual([deep, deep]);
    expect(existsSync(deep)).toBe(true);
  });

  it('is refused below a file', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(() => outFolder(path.join(file, 'x'))).toThrow(/^--out .*nothing can be written there/);
    expect(() => outFolder(file)).toThrow(/^--out .*nothing can be written there/);
  });

  it.runIf(existsSync('/proc/self'))('is refused, and does not hang, where no folder can be made', () => {
    expect(() => outFolder('/proc/x')).toThrow(/^--out \/proc\/x: nothing can be written there \(ENOENT/);
    expect(() => outFolder('/proc/x/y')).toThrow('--out /proc/x/y: nothing can be written there');
  });
});
