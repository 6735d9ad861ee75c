/** How an export becomes the `left_records` or `right_records` of the script, as SQL of DuckDB. Pure. */
import type { Comparison, ValueKind } from './comparison.ts';

export type Side = 'left' | 'right';

/** Where a property is in an export: an expression of DuckDB, or null where the export has no such column. */
export type Resolve = (path: string) => string | null;

export interface Reading {
  /** `id`, `key_1`, …, `value_1`, …, `modified_at` of each record. */
  sql: string;
  /** Properties that the export has no column for. Nothing can be said of the rows that they are in. */
  missing: string[];
}

const ID = 'id';
const MODIFIED_AT = 'modifiedAt';

/** All properties of one side that are read, each once. */
export function propertiesOf({ keys, rows }: Comparison, side: Side): string[] {
  return [...new Set([ID, ...keys.map((key) => key[side]), ...rows.map((row) => row[side]), MODIFIED_AT])];
}

/** `from` is what stands behind FROM: a call of `read_parquet`, of `read_csv`, of `read_json`. */
export function readingOf(comparison: Comparison, side: Side, from: string, resolve: Resolve): Reading {
  const at = (path: string): string => resolve(path) ?? 'NULL';
  const text = (path: string): string => `CAST(${at(path)} AS VARCHAR)`;
  const columns = [
    `${text(ID)} AS id`,
    ...comparison.keys.map((key, n) => `NULLIF(${text(key[side])}, '') AS key_${n + 1}`),
    ...comparison.rows.map((row, n) => `${inOneForm(text(row[side]), row.kind)} AS value_${n + 1}`),
    `${at(MODIFIED_AT)} AS modified_at`,
  ];
  return {
    sql: `SELECT ${columns.join(',\n       ')}\nFROM ${from}`,
    missing: propertiesOf(comparison, side).filter((path) => resolve(path) === null),
  };
}

export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Numbers without signs and zeros that say nothing: `007`, `7.0` and `+7` are `7`. What is no number stays as it is. */
function inOneForm(text: string, kind: ValueKind): string {
  if (kind === 'text') return text;
  if (kind === 'boolean') return `LOWER(${text})`;
  const unsigned = `LTRIM(${text}, '+')`;
  const short = `CASE WHEN CONTAINS(${unsigned}, '.') THEN RTRIM(RTRIM(${unsigned}, '0'), '.') ELSE ${unsigned} END`;
  const plain = `REGEXP_REPLACE(${short}, '^(-?)0+([0-9])', '\\1\\2')`;
  return `CASE WHEN REGEXP_FULL_MATCH(${text}, '[+-]?[0-9]+([.][0-9]*)?') THEN CASE WHEN ${plain} = '-0' THEN '0' ELSE ${plain} END ELSE ${text} END`;
}
