/**
 * `audit` of two exports that agree but for planted discrepancies, each of which it must find, and nothing else. As whole
 * processes, against the floor (DuckDB's own anti-join on the raw files), against a plain comparison in JavaScript with
 * everything in memory, and nine times as many pairs against the same: `node --import tsx bench/audit.ts [--short] [--json]`.
 */
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Finding } from '../src/audit/report.ts';
import { againstLimit } from './against-limit.ts';
import { runAlone } from './alone.ts';
import { type Format, plantedIn, writeExports } from './audit-data.ts';
import { measureProcess, type MeasuredProcess } from './measured-process.ts';
import type { Measured } from './measured.ts';
import { compare } from './rounds.ts';

/** What the database may hold, in mebibytes, and that with Node and what it maps beside it, in megabytes. */
const MEGABYTES = 4_096;
const MEMORY_AND_PROCESS = 5_000;
/** Where the document has the eight rows. */
const FIRST_LINE = 39;
const LINES_A_ROW = 3;

interface Size {
  pairs: number;
  planted: number;
  rounds: number;
}

/** Every entity that is registered in Norway, and nine times as many. */
const LARGE: Size = { pairs: 1_100_000, planted: 10_000, rounds: 5 };
const LARGER: Size = { pairs: 10_000_000, planted: 10_000, rounds: 3 };
const SHORT: Size = { pairs: 200_000, planted: 2_000, rounds: 3 };

export async function auditFromFiles(short: boolean): Promise<Measured[]> {
  const size = short ? SHORT : LARGE;
  const base = path.join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'audit-bench');
  try {
    const exports = await exportsOf(base, size, ['parquet', 'csv', 'ndjson']);
    const measured: Measured[] = [];
    for (const format of ['parquet', 'csv', 'ndjson'] as const)
      measured.push(...(await againstFloor(exports, format, size)));
    measured.push(await againstPlain(exports, size));
    return short ? measured : [...measured, ...(await growth(base, exports))];
  } finally {
    if (process.env['BENCH_FOLDER'] === undefined) rmSync(base, { recursive: true, force: true });
  }
}

async function againstFloor(folder: string, format: Format, size: Size): Promise<Measured[]> {
  const seen: MeasuredProcess[] = [];
  await floor(folder, format);
  const comparison = await compare(
    size.rounds,
    () => noted(seen, auditOf(folder, format, size)),
    () => floor(folder, format),
  );
  const name = `audit, ${format}`;
  const against = 'an anti-join of DuckDB on the raw files';
  const figure = { name, against, unit: 'ms', comparison, generatorBusy: null };
  if (size !== LARGE) return [{ ...figure, target: null }];
  return [
    { ...figure, target: { atMost: 2 } },
    againstLimit(
      `${name}: time`,
      'ms',
      seen.map(({ milliseconds }) => milliseconds),
      15_000,
    ),
    againstLimit(
      `${name}: memory`,
      'MB',
      seen.map(({ megabytes }) => megabytes),
      1_000,
    ),
  ];
}

async function againstPlain(folder: string, size: Size): Promise<Measured> {
  const plain = ['--max-old-space-size=12000', '--import', 'tsx', 'bench/audit-plain.ts', folder];
  const comparison = await compare(
    2,
    () => auditOf(folder, 'ndjson', size).then(({ milliseconds }) => milliseconds),
    () => measureProcess(plain, 0).then(({ milliseconds }) => milliseconds),
  );
  const against = 'a plain comparison in JavaScript, all in memory';
  return { name: 'audit, ndjson', against, unit: 'ms', comparison, generatorBusy: null, target: null };
}

/** How the cost grows, with memory that does not go beyond what it is allowed. */
async function growth(base: string, exports: string): Promise<Measured[]> {
  const formats = ['parquet', 'ndjson'] as const;
  const larger = await exportsOf(base, LARGER, formats);
  const measured: Measured[] = [];
  for (const format of formats) {
    const seen: MeasuredProcess[] = [];
    const comparison = await compare(
      LARGER.rounds,
      () => noted(seen, auditOf(larger, format, LARGER)),
      () => auditOf(exports, format, LARGE).then(({ milliseconds }) => milliseconds),
    );
    const name = `audit of ten million pairs, ${format}`;
    measured.push(
      {
        name,
        against: 'one of 1.1 million',
        unit: 'ms',
        comparison,
        generatorBusy: null,
        target: { atMost: 12 },
      },
      againstLimit(
        `${name}: memory`,
        'MB',
        seen.map(({ megabytes }) => megabytes),
        MEMORY_AND_PROCESS,
      ),
    );
  }
  return measured;
}

async function noted(seen: MeasuredProcess[], measuring: Promise<MeasuredProcess>): Promise<number> {
  const one = await measuring;
  seen.push(one);
  return one.milliseconds;
}

async function exportsOf(
  base: string,
  { pairs, planted }: Size,
  formats: readonly Format[],
): Promise<string> {
  const folder = path.join(base, String(pairs));
  await writeExports(folder, pairs, planted, formats);
  return folder;
}

/** Throws where what it found is not what was planted. */
async function auditOf(folder: string, format: Format, size: Size): Promise<MeasuredProcess> {
  const out = path.join(folder, `audit-${format}`);
  const files = [
    '--export-a',
    path.join(folder, `left.${format}`),
    '--export-b',
    path.join(folder, `right.${format}`),
  ];
  const measured = await measureProcess(
    ['bin/dataflow-qa.js', 'audit', ...files, '--memory', String(MEGABYTES), '--threads', '2', '--out', out],
    1,
  );
  assertFound(path.join(out, 'findings.ndjson'), size);
  return measured;
}

function assertFound(file: string, { pairs, planted }: Size): void {
  const told = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => Finding.parse(JSON.parse(line)))
    .map(({ kind, merge_key: key, line, changed_last: last }) => `${kind} ${key} ${line} ${last}`);
  const expected = plantedIn(pairs, planted).map(
    ({ orgNr, row, side }) => `disagrees ${orgNr} ${FIRST_LINE + LINES_A_ROW * row} ${side}`,
  );
  const [found, meant] = [new Set(told), new Set(expected)];
  const missing = expected.filter((one) => !found.has(one));
  const invented = told.filter((one) => !meant.has(one));
  if (told.length !== planted || missing.length > 0 || invented.length > 0)
    throw new Error(
      `${file}: ${told.length} findings of ${planted} planted; missing: ${missing.slice(0, 3).join(', ')}; invented: ${invented.slice(0, 3).join(', ')}`,
    );
}

function floor(folder: string, format: Format): Promise<number> {
  return measureProcess(
    ['--import', 'tsx', 'bench/audit-floor.ts', folder, format, String(MEGABYTES)],
    0,
  ).then(({ milliseconds }) => milliseconds);
}

await runAlone(import.meta.url, auditFromFiles);
