/** The bin compiles at its first start, and again when, and only when, a source has changed. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ROOT } from './settings.ts';

let root = '';
let seconds = 1_000_000_000;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'compiled-'));
  cpSync(path.join(ROOT, 'bin'), path.join(root, 'bin'), { recursive: true });
  for (const name of ['node_modules', 'src/cli']) mkdirSync(path.join(root, name), { recursive: true });
  for (const name of ['esbuild', 'tsx'])
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(root, 'node_modules', name));
  save('package.json', '{"type": "module"}');
  save(
    'src/cli/main.ts',
    `export async function main(): Promise<void> { const { said } = await import('../said.ts'); console.log(said); }`,
  );
  save('src/said.ts', `export const said: string = \`one \${import.meta.url.slice(-11)}\`;`);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

it('the second start loads what the first one compiled, and a change is seen by the next', () => {
  expect(start()).toBe('one src/said.ts');
  const [folder] = compiledFolders();
  expect(start()).toBe('one src/said.ts');
  expect(compiledFolders()).toEqual([folder]);
  save('src/said.ts', `export const said: string = 'two';`);
  expect(start()).toBe('two');
  expect(compiledFolders()).toHaveLength(2);
});

it('is compiled again by another way of compiling, and for another Node', () => {
  start();
  const bin = path.join(root, 'bin/compiled.mjs');
  save('bin/compiled.mjs', `${readFileSync(bin, 'utf8')}// otherwise\n`);
  start();
  expect(compiledFolders()).toHaveLength(2);
  const current = compiledFolders().map((name) => name.split('/')[0]);
  expect(new Set(current)).toEqual(new Set([expect.stringContaining(process.version)]));
});

it('a source that is gone is missed, and one that cannot be read is told', () => {
  start();
  rmSync(path.join(root, 'src/said.ts'));
  expect(start).toThrow(/Could not resolve/);
});

it('two checkouts that share their packages do not share what was compiled', () => {
  start();
  const other = mkdtempSync(path.join(tmpdir(), 'compiled-'));
  cpSync(root, other, {
    recursive: true,
    filter: (name) => !name.startsWith(path.join(root, 'node_modules')),
  });
  symlinkSync(path.join(root, 'node_modules'), path.join(other, 'node_modules'));
  writeFileSync(path.join(other, 'src/said.ts'), `export const said: string = 'other';`);
  expect(start(other)).toBe('other');
  expect(start()).toBe('one src/said.ts');
  rmSync(other, { recursive: true, force: true });
});

it('where nothing can be kept, TypeScript is run as it is', () => {
  save('node_modules/.cache', 'no folder');
  expect(start()).toBe('one src/said.ts');
});

function start(at = root): string {
  return execFileSync(process.execPath, [path.join(at, 'bin/dataflow-qa.js')], {
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
}

/** Each save has a time of its own, whatever the clock of the disk. */
function save(name: string, text: string): void {
  const file = path.join(root, name);
  writeFileSync(file, text);
  seconds += 1;
  utimesSync(file, seconds, seconds);
}

function compiledFolders(): string[] {
  return readdirSync(path.join(root, 'node_modules/.cache/dataflow-qa'), { recursive: true })
    .map(String)
    .filter((name) => /compiled-\w+$/.test(name));
}
