/** What a start waits for: the packages that the command line, or a command that is felt in time, loads at once. */
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILTIN = /^node:/;

/** No client of tenants, nothing that generates companies, nothing that renders a pack. */
const WITH_A_DOCUMENT = ['d3-time-format', 'picocolors', 'undici/lib/core/errors.js', 'zod'];

test.each([
  ['main.ts', ['commander', 'zod']],
  ['audit.ts', WITH_A_DOCUMENT],
  ['run.ts', WITH_A_DOCUMENT],
])('%s loads few packages at once', async (file, packages) => {
  expect(await loadedAtOnce(`src/cli/${file}`)).toEqual(packages);
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
