/**
 * The project's TypeScript as JavaScript, compiled once and kept in node_modules/.cache: a start loads a few files in the
 * place of some hundred. docs/decisions/2026-11-28-compiled-at-the-first-start.md
 */
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Where several checkouts share their packages, each has a folder of its own; what is compiled for one Node may not run on another. */
const CACHE = path.join(
  ROOT,
  'node_modules/.cache/dataflow-qa',
  `${createHash('sha256').update(ROOT).digest('hex').slice(0, 16)}-${process.version}`,
);
const CURRENT = path.join(CACHE, 'current.json');
/** A run of hours may still load from an older one, what makes its pack at its end. */
const KEPT_MS = 24 * 3_600_000;
/** Nothing is there, or nothing can be kept there. */
const UNUSABLE = new Set(['ENOENT', 'ENOTDIR', 'EEXIST', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC']);

/** The compiled file of `entry`, which is named from the root; null where nothing can be kept on this disk. */
export async function compiled(entry) {
  const current = readCurrent();
  if (current !== null && current.sources.every(isUnchanged))
    return path.join(CACHE, current.folder, current.entry);
  try {
    mkdirSync(CACHE, { recursive: true });
    removeOlder(current?.folder);
    const folder = mkdtempSync(path.join(CACHE, 'compiled-'));
    const { sources, file } = await compile(entry, folder);
    const text = JSON.stringify({
      folder: path.basename(folder),
      entry: path.relative(folder, file),
      sources,
    });
    writeFileSync(`${CURRENT}.${process.pid}`, text);
    renameSync(`${CURRENT}.${process.pid}`, CURRENT);
    return file;
  } catch (error) {
    if (UNUSABLE.has(error.code)) return null;
    throw error;
  }
}

async function compile(entry, folder) {
  const { build } = await import('esbuild');
  const began = Date.now();
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What is imported when it is needed is loaded when it is needed.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: `node${process.versions.node}`,
    packages: 'external',
    sourcemap: true,
    metafile: true,
    plugins: [{ name: 'where modules are', setup: tellWhereModulesAre }],
  });
  const read = Object.keys(metafile.inputs).map((name) => path.join(ROOT, name));
  const sources = [...read, fileURLToPath(import.meta.url)].map(stamp);
  // Was one saved while it was read, the next start compiles again.
  if (sources.some(([, modified]) => modified >= began)) sources.push(['saved meanwhile', 0, 0]);
  const [output] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === entry);
  return { sources, file: path.join(ROOT, output) };
}

/** A module finds the files beside it by its own address, not by that of what it is compiled into. */
function tellWhereModulesAre(build) {
  build.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
    const text = await readFile(file, 'utf8');
    const address = JSON.stringify(pathToFileURL(file).href);
    return { contents: text.replaceAll('import.meta.url', address), loader: 'ts' };
  });
}

function readCurrent() {
  try {
    return JSON.parse(readFileSync(CURRENT, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || UNUSABLE.has(error.code)) return null;
    throw error;
  }
}

function stamp(file) {
  const { mtimeMs, size } = statSync(file);
  return [file, mtimeMs, size];
}

function isUnchanged([file, modified, size]) {
  const now = statSync(file, { throwIfNoEntry: false });
  return now !== undefined && now.mtimeMs === modified && now.size === size;
}

function removeOlder(current) {
  for (const name of readdirSync(CACHE)) {
    const folder = path.join(CACHE, name);
    const found = statSync(folder, { throwIfNoEntry: false });
    if (name !== current && found !== undefined && found.mtimeMs < Date.now() - KEPT_MS)
      rmSync(folder, { recursive: true, force: true });
  }
}
