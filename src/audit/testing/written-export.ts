/** Records as files that an audit reads: in each format that it knows, as systems of others write them. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Comparison } from '../comparison.ts';
import { openDatabase } from '../database.ts';
import { propertiesOf, quotedName, quotedText, type Side } from '../reading.ts';
import type { PlainRecord } from './plain-comparison.ts';

export const FORMS = [
  'ndjson',
  'ndjson.gz',
  'json',
  'csv',
  'csv ;',
  'csv.gz crlf',
  'parquet',
  'parquet flat',
] as const;
export type Form = (typeof FORMS)[number];

/** The file's name. */
export async function writeExport(
  comparison: Comparison,
  side: Side,
  records: readonly PlainRecord[],
  form: Form,
  folder: string,
): Promise<string> {
  const [ending = '', variant = ''] = form.split(' ');
  const file = path.join(folder, `${side}.${ending}`);
  const paths = propertiesOf(comparison, side);
  switch (form) {
    case 'ndjson':
    case 'ndjson.gz':
    case 'json': {
      const lines = records.map((record) => JSON.stringify(record));
      return put(
        file,
        form === 'json' ? `[${lines.join(',\n')}]` : lines.map((line) => `${line}\n`).join(''),
      );
    }
    case 'csv':
    case 'csv ;':
    case 'csv.gz crlf':
      return put(
        file,
        csvOf(records, paths, variant === ';' ? ';' : ',', variant === 'crlf' ? '\r\n' : '\n'),
      );
    case 'parquet':
    case 'parquet flat':
      await writeParquet(file, records, paths, variant === 'flat', folder);
      return file;
  }
}

function put(file: string, text: string): string {
  writeFileSync(file, file.endsWith('.gz') ? gzipSync(text) : text);
  return file;
}

function textAt(record: PlainRecord, dotted: string): string | null {
  let at: unknown = record;
  for (const name of dotted.split('.')) at = new Map(Object.entries(at ?? {})).get(name);
  return at === null || at === undefined ? null : typeof at === 'string' ? at : JSON.stringify(at);
}

/** What needs no quotes has none; an empty text has, and so is told from nothing. */
function csvOf(
  records: readonly PlainRecord[],
  paths: readonly string[],
  delimiter: string,
  end: string,
): string {
  const cell = (text: string | null): string => {
    if (text === null) return '';
    const isPlain = text !== '' && !/["\r\n]|^\s|\s$/.test(text) && !text.includes(delimiter);
    return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
  };
  const lines = records.map((record) => paths.map((one) => cell(textAt(record, one))));
  return [paths.map(cell), ...lines].map((cells) => `${cells.join(delimiter)}${end}`).join('');
}

async function writeParquet(
  file: string,
  records: readonly PlainRecord[],
  paths: readonly string[],
  isFlat: boolean,
  folder: string,
): Promise<void> {
  const texts = records.map((record) => paths.map((one) => textAt(record, one)));
  const nothing = paths.map(() => 'NULL');
  const rows = texts.map((row) => row.map((text) => (text === null ? 'NULL' : quotedText(text))));
  const columns = paths.map((_, n) => `c${n}`);
  const typed = columns.map((column) => `CAST(${column} AS VARCHAR)`);
  const roots = [...new Set(paths.map((one) => one.split('.')[0] ?? one))];
  const nested = roots.map((root) => {
    const below = paths.flatMap((one, n) =>
      one.startsWith(`${root}.`) ? [`${quotedName(one.slice(root.length + 1))} := ${typed[n]}`] : [],
    );
    return below.length === 0
      ? `${typed[paths.indexOf(root)]} AS ${quotedName(root)}`
      : `${structOrNull(below)} AS ${quotedName(root)}`;
  });
  const selected = isFlat ? paths.map((one, n) => `${typed[n]} AS ${quotedName(one)}`) : nested;
  const values = [nothing, ...rows].map((row, n) => `(${n}, ${row.join(', ')})`);
  const database = await openDatabase({ folder, threads: 1, memoryMegabytes: 200, onDisk: false });
  try {
    await database.run(
      `COPY (SELECT ${selected.join(', ')} FROM (VALUES ${values.join(', ')}) t(n, ${columns.join(', ')}) WHERE n > 0) TO ${quotedText(file)} (FORMAT parquet)`,
    );
  } finally {
    database.close();
  }
}

/** An object of nothing but nulls is no object at all. */
function structOrNull(fields: readonly string[]): string {
  const values = fields.map((field) => field.split(' := ').at(-1));
  return `CASE WHEN COALESCE(${values.join(', ')}) IS NULL THEN NULL ELSE struct_pack(${fields.join(', ')}) END`;
}
