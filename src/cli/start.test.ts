/** What every command waits for: the modules that the command line loads before it knows which one it is. */
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILTIN = /^node:/;

test('of packages, only what reads options and checks data is loaded at once', async () => {
  expect(await loadedAtOnce('src/cli/main.ts')).toEqual(['commander', 'zod']);
});

test('a start of `audit` loads no client of tenants and nothing that generates companies', async () => {
  const loaded = await loadedAtOnce('src/cli/audit.ts');
  expect(loaded).toContain('zod');
  expect(loaded.filter((name) => /^(undici\/lib\/dispatcher|@faker-js|pdfkit|lmdb)/.test(name))).toEqual([]);
});

/** The packages that are imported from `entry` on, without those that `import()` loads when they are needed. */
async function loadedAtOnce(entry: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outdir: 'nowhere',
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    metafile: true,
  });
  const packages = new Set<string>();
  visit(metafile.inputs, entry, new Set(), packages);
  return [...packages].filter((name) => !BUILTIN.test(name)).toSorted();
}

function visit(inputs: Metafile['inputs'], file: string, seen: Set<string>, packages: Set<string>): void {
  if (seen.has(file)) return;
  seen.add(file);
  for (const { path, kind, external } of inputs[file]?.imports ?? []) {
    if (kind !== 'import-statement') continue;
    if (external === true) packages.add(path);
    else visit(inputs, path, seen, packages);
  }
}
