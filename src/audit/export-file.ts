/** Exports: files of records, or patterns of several, in a format that their name tells. */
import { existsSync } from 'node:fs';
import { AuditError } from './audit-error.ts';
import type { Comparison } from './comparison.ts';
import { headingsOf } from './csv-heading.ts';
import type { Database } from './database.ts';
import {
  propertiesOf,
  quotedName,
  quotedText,
  type Reading,
  readingOf,
  type Resolve,
  type Side,
} from './reading.ts';

export type Format = 'ndjson' | 'json' | 'csv' | 'parquet';

const FORMATS: Record<string, Format> = {
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  json: 'json',
  csv: 'csv',
  parquet: 'parquet',
};

/** By the name's ending, also before `.gz`. @throws AuditError */
export function formatOf(file: string): Format {
  const ending = /\.([a-z]+)(?:\.gz)?$/i.exec(file)?.[1]?.toLowerCase() ?? '';
  const format = FORMATS[ending];
  if (format === undefined) {
    throw new AuditError(
      `${file}: of what format is it? Known endings are .${Object.keys(FORMATS).join(', .')}, each also with .gz`,
    );
  }
  return format;
}

/** How the export is read. Only the beginning of it is looked at. @throws AuditError where it is not there, or has no ids */
export async function openExport(
  database: Database,
  comparison: Comparison,
  side: Side,
  file: string,
): Promise<Reading> {
  const format = formatOf(file);
  if (!/[*?[]/.test(file) && !existsSync(file)) throw new AuditError(`${file}: there is no such file`);
  const { from, resolve } = await readerOf(database, propertiesOf(comparison, side), file, format);
  const reading = readingOf(comparison, side, from, resolve);
  const needed = ['id', ...comparison.keys.map((key) => key[side])];
  const lacking = needed.find((path) => reading.missing.includes(path));
  if (lacking !== undefined)
    throw new AuditError(
      `${file}: has no column ${lacking}, by which records are told apart or belong together`,
    );
  return reading;
}

/** What goes wrong while a file is read is told with its name, on one line. @throws AuditError */
export async function naming<T>(files: readonly string[], reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    const said = error.message
      .replace(/^[A-Z][A-Za-z ]* Error: /, '')
      // The engine counts from 0 there, and adds 2.
      .replace(
        /^(Malformed JSON in file .*, at byte \d+ in (?:line|record\/value) )(\d+)/,
        (_, before: string, line: string) => `${before}${Number(line) - 1}`,
      )
      .replaceAll(/\s*\n\s*/g, '; ')
      .slice(0, LONGEST);
    const isNamed = files.some((file) => said.includes(file));
    throw new AuditError(isNamed ? said : `${[...new Set(files)].join(' or ')}: ${said}`, { cause: error });
  }
}

/** A message may have a whole line of a file in it. */
const LONGEST = 1_000;

interface Reader {
  from: string;
  resolve: Resolve;
}

async function readerOf(
  database: Database,
  paths: readonly string[],
  file: string,
  format: Format,
): Promise<Reader> {
  switch (format) {
    case 'parquet':
      return byColumns(database, `read_parquet(${quotedText(file)}, union_by_name = true)`);
    case 'csv':
      return byColumns(database, await csvReader(database, file));
    case 'ndjson':
      return jsonReader(database, paths, file, 'newline_delimited');
    case 'json':
      return jsonReader(database, paths, file, 'auto');
  }
}

/** So many records tell whether `a.b` is nested, or a property with a dot in its name. */
const FIRST_RECORDS = 1_000;

async function jsonReader(
  database: Database,
  paths: readonly string[],
  file: string,
  format: string,
): Promise<Reader> {
  const from = (columns: string): string =>
    `read_json(${quotedText(file)}, format = '${format}', columns = {${columns}})`;
  const flat = paths.map((path) => `${quotedText(path)}: 'VARCHAR'`).join(', ');
  const dotted = paths.filter((path) => path.includes('.'));
  const anyDotted = dotted.map((path) => `${quotedName(path)} IS NOT NULL`).join(' OR ');
  const isFlat =
    dotted.length === 0 ||
    (
      await database.rows(
        `SELECT 1 FROM (SELECT * FROM ${from(flat)} LIMIT ${FIRST_RECORDS}) WHERE ${anyDotted} LIMIT 1`,
      )
    ).length > 0;
  if (isFlat) return { from: from(flat), resolve: quotedName };
  return { from: from(nestedColumns(paths)), resolve: nested };
}

/** A property is a column of its whole path, or a part of a structure. */
async function byColumns(database: Database, from: string): Promise<Reader> {
  const described = await database.rows(`DESCRIBE SELECT * FROM ${from}`);
  const columns = new Map(described.map((row) => [String(row['column_name']), String(row['column_type'])]));
  const resolve = (path: string): string | null => {
    if (columns.has(path)) return quotedName(path);
    const [root = '', ...rest] = path.split('.');
    const type = columns.get(root);
    if (rest.length === 0 || type?.startsWith('STRUCT(') !== true) return null;
    return rest.every((name) => hasField(type, name)) ? nested(path) : null;
  };
  return { from, resolve };
}

/** `type` as DuckDB writes it: `STRUCT(country VARCHAR, "post code" VARCHAR)`. */
function hasField(type: string, name: string): boolean {
  return [name, quotedName(name)].some((one) => type.includes(`(${one} `) || type.includes(`, ${one} `));
}

/**
 * Nothing of a CSV is guessed but its delimiter, from its headings: a guess may leave out lines that do not fit it, where
 * this refuses them. Columns are read by their place, so files of one pattern have to have the same.
 */
async function csvReader(database: Database, file: string): Promise<string> {
  const found = await database.rows(`SELECT file FROM GLOB(${quotedText(file)}) ORDER BY file`);
  const [first, ...others] = found.map((row) => String(row['file']));
  if (first === undefined) throw new AuditError(`${file}: there is no such file`);
  const { names, delimiter } = await headingsOf(first);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw new AuditError(`${first}: has two columns ${twice}`);
  for (const other of others) {
    const headings = await headingsOf(other);
    if (JSON.stringify(headings) !== JSON.stringify({ names, delimiter }))
      throw new AuditError(`${other}: has other headings than ${first}, and both are of ${file}`);
  }
  const columns = names.map((name) => `${quotedText(name)}: 'VARCHAR'`).join(', ');
  return `read_csv(${quotedText(file)}, columns = {${columns}}, auto_detect = false, header = true, delim = ${quotedText(delimiter)}, quote = '"', escape = '"', strict_mode = true)`;
}

function nestedColumns(paths: readonly string[]): string {
  return [...treeOf(paths)]
    .map(([name, below]) => `${quotedText(name)}: ${quotedText(structure(below))}`)
    .join(', ');
}

type Tree = Map<string, Tree>;

function treeOf(paths: readonly string[]): Tree {
  const tree: Tree = new Map();
  for (const path of paths) {
    let at = tree;
    for (const name of path.split('.')) {
      const below = at.get(name) ?? new Map();
      at.set(name, below);
      at = below;
    }
  }
  return tree;
}

function structure(tree: Tree): string {
  if (tree.size === 0) return 'VARCHAR';
  return `STRUCT(${[...tree].map(([name, below]) => `${quotedName(name)} ${structure(below)}`).join(', ')})`;
}

function nested(path: string): string {
  return path.split('.').map(quotedName).join('.');
}
