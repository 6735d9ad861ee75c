/**
 * `audit` of two exports that agree but for planted discrepancies, each of which it must find, and nothing else. As whole
 * processes, against the floor (DuckDB's own anti-join on the raw files), against a plain comparison in JavaScript with
 * everything in memory, and nine times as many pairs against the same: `node --import tsx bench/audit.ts [--short] [--json]`.
 */
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Finding } from '../src/audit/report.ts';
import { type Format, plantedIn, writeExports } from './audit-data.ts';
import { measureProcess, type MeasuredProcess } from './measured-process.ts';
import { compare, median, type Comparison } from './rounds.ts';
import { type Measured, report } from './table.ts';

const MEGABYTES = 4_096;
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
  const noted = async (): Promise<number> => {
    const one = await auditOf(folder, format, size);
    seen.push(one);
    return one.milliseconds;
  };
  await floor(folder, format);
  const comparison = await compare(size.rounds, noted, () => floor(folder, format));
  const of = `audit of ${size.pairs.toLocaleString('en-US')} pairs, ${format}`;
  const about = { unit: 'ms', generatorBusy: null };
  if (size !== LARGE) return [{ ...about, name: `${of} / anti-join`, comparison, target: null }];
  return [
    { ...about, name: `${of} / anti-join`, comparison, target: { atMost: 2 } },
    {
      ...about,
      name: `${of}, to 15 s`,
      comparison: against(
        seen.map(({ milliseconds }) => milliseconds),
        15_000,
      ),
      target: { atMost: 1 },
    },
    {
      ...about,
      unit: 'MB',
      name: `${of}: memory, to 1 GB`,
      comparison: against(
        seen.map(({ megabytes }) => megabytes),
        1_000,
      ),
      target: { atMost: 1 },
    },
  ];
}

async function againstPlain(folder: string, size: Size): Promise<Measured> {
  const plain = (): Promise<number> =>
    measureProcess(['--max-old-space-size=12000', '--import', 'tsx', 'bench/audit-plain.ts', folder], 0).then(
      ({ milliseconds }) => milliseconds,
    );
  const comparison = await compare(
    Math.min(size.rounds, 2),
    () => auditOf(folder, 'ndjson', size).then(({ milliseconds }) => milliseconds),
    plain,
  );
  return {
    name: `audit of ${size.pairs.toLocaleString('en-US')} pairs, ndjson / plain JavaScript in memory`,
    unit: 'ms',
    comparison,
    generatorBusy: null,
    target: null,
  };
}

/** How the cost grows, with memory that does not. */
async function growth(base: string, exports: string): Promise<Measured[]> {
  const formats = ['parquet', 'ndjson'] as const;
  const larger = await exportsOf(base, LARGER, formats);
  const measured: Measured[] = [];
  for (const format of formats) {
    const seen: MeasuredProcess[] = [];
    const comparison = await compare(
      LARGER.rounds,
      async () => {
        const one = await auditOf(larger, format, LARGER);
        seen.push(one);
        return one.milliseconds;
      },
      () => auditOf(exports, format, LARGE).then(({ milliseconds }) => milliseconds),
    );
    const of = `audit of 10,000,000 pairs, ${format}`;
    measured.push(
      { name: `${of} / of 1,100,000`, unit: 'ms', comparison, generatorBusy: null, target: { atMost: 12 } },
      {
        name: `${of}: memory, to what it is allowed and 1 GB`,
        unit: 'MB',
        comparison: against(
          seen.map(({ megabytes }) => megabytes),
          MEGABYTES * 1.048576 + 1_000,
        ),
        generatorBusy: null,
        target: { atMost: 1 },
      },
    );
  }
  return measured;
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

/** Of a limit, which is no measurement. */
function against(values: readonly number[], limit: number): Comparison {
  const rounds = values.map((subject) => ({ subject, baseline: limit, ratio: subject / limit }));
  return { rounds, ratio: median(rounds.map(({ ratio }) => ratio)) };
}

if (import.meta.filename === process.argv[1]) {
  report(await auditFromFiles(process.argv.includes('--short')), process.argv.includes('--json'));
}
