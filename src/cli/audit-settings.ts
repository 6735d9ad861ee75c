/** What an audit is given: two tenants or two exports, what of the document is compared, and its limits. */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import path from 'node:path';
import { type Comparison, comparisonOf, NothingToCompare } from '../audit/comparison.ts';
import type { Previous } from '../audit/found.ts';
import type { Side } from '../audit/reading.ts';
import { AuditReport } from '../audit/report.ts';
import { readChecklist } from '../checklist/read.ts';
import { isCompany } from '../domain/record-type.ts';
import { type LiveOptions, type LiveSettings, liveSettingsOf } from './live-settings.ts';
import { DEFAULT_CHECKLIST, whole } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface AuditOptions extends LiveOptions {
  exportA?: string;
  exportB?: string;
  checklist?: string;
  section?: string;
  since?: string;
  memory?: string;
  threads?: string;
  sql?: boolean;
  json?: boolean;
  out: string;
}

export interface AuditSettings {
  comparison: Comparison;
  checklist: AuditReport['checklist'];
  /** Null where there are exports. */
  live: LiveSettings | null;
  exports: Record<Side, string>;
  /** As reports name them. */
  names: Record<Side, string>;
  previous: Previous | null;
  memoryMegabytes: number;
  threads: number;
  /** In how many parts so many records are compared. */
  parts: (records: number) => number;
}

/** With half of a small machine's memory, and no more than a large one would miss. */
const MOST_MEGABYTES = 4_096;
/** Each is started at once, whether there is a core for it or not. */
const MOST_THREADS = 1_024;
/** What a record takes in memory while it is compared, measured with companies: bench/RESULTS.md. */
const BYTES_A_RECORD = 300;

/** @throws UsageError, ChecklistError */
export async function auditSettingsOf(options: AuditOptions, env: NodeJS.ProcessEnv): Promise<AuditSettings> {
  const file = options.checklist ?? DEFAULT_CHECKLIST;
  const { dataflow, sha256 } = await readChecklist(file);
  const exports = exportsIn(options);
  // Null where there are exports; what guards tenants is refused then.
  const live = options.sql === true ? null : liveSettingsOf(options, env);
  if (exports === null && live === null && options.sql !== true) {
    throw new UsageError('nothing to compare: give --tenant-a and --tenant-b, or --export-a and --export-b');
  }
  const topology =
    (exports === null ? live?.topology : exports.left === exports.right ? 'one-tenant' : null) ??
    'two-tenants';
  const comparison = comparisonIn(file, () => comparisonOf(dataflow, options.section ?? null, topology));
  if (live !== null) assertCompanies(comparison);
  const memoryMegabytes = whole(
    'memory',
    options.memory ?? String(Math.min(MOST_MEGABYTES, Math.floor(memoryHere() / 2 ** 21))),
    64,
  );
  return {
    comparison,
    checklist: { title: dataflow.title, sha256 },
    live,
    exports: exports ?? { left: '', right: '' },
    names: exports ?? { left: live?.access.a.url ?? '', right: live?.access.b.url ?? '' },
    previous: options.since === undefined ? null : previousIn(options.since, comparison),
    memoryMegabytes,
    threads: whole('threads', options.threads ?? String(availableParallelism()), 1, MOST_THREADS),
    parts: (records) => Math.max(1, Math.ceil((records * BYTES_A_RECORD) / (memoryMegabytes * 2 ** 20))),
  };
}

/** Of the machine, or of the container where that allows less. */
function memoryHere(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}

function exportsIn({ exportA, exportB, tenantA, tenantB }: AuditOptions): Record<Side, string> | null {
  if (exportA === undefined && exportB === undefined) return null;
  if (tenantA !== undefined || tenantB !== undefined)
    throw new UsageError(
      '--export-a and --export-b take the place of --tenant-a and --tenant-b: give one or the other',
    );
  if (exportA === undefined) throw new UsageError('--export-a is missing: --export-b goes with it');
  if (exportB === undefined)
    throw new UsageError('--export-b is missing: --export-a goes with it; the same file twice is one tenant');
  return { left: exportA, right: exportB };
}

function comparisonIn(file: string, compare: () => Comparison): Comparison {
  try {
    return compare();
  } catch (error) {
    throw error instanceof NothingToCompare ? new UsageError(`${file}: ${error.message}`) : error;
  }
}

function assertCompanies({ section }: Comparison): void {
  const [source = '', target = ''] = section.split(' to ');
  if (isCompany(source) && isCompany(target)) return;
  throw new UsageError(
    `${section}: of live tenants only companies can be read; give exports of these with --export-a and --export-b`,
  );
}

function previousIn(folder: string, { section }: Comparison): Previous {
  const [report, findings] = [path.join(folder, 'audit.json'), path.join(folder, 'findings.parquet')];
  const lacking = [report, findings].find((file) => !existsSync(file));
  if (lacking !== undefined)
    throw new UsageError(`--since ${folder}: is no audit: there is no ${path.basename(lacking)} in it`);
  const parsed = AuditReport.safeParse(jsonIn(report, folder));
  if (!parsed.success)
    throw new UsageError(
      `--since ${folder}: its audit.json is not of an audit that this version can compare with`,
    );
  if (parsed.data.section !== section)
    throw new UsageError(`--since ${folder}: is of ${parsed.data.section}, and this one of ${section}`);
  return { file: findings, finishedAt: parsed.data.finishedAt };
}

function jsonIn(file: string, folder: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `--since ${folder}: its audit.json cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
