/**
 * The least that could find out whether two exports agree, as a process: DuckDB's own anti-join on the raw files, by
 * the key and all eight values. It tells how many left records have no equal, and nothing of them.
 * `node --import tsx bench/audit-floor.ts FOLDER FORMAT MEGABYTES`
 */
import { DuckDBInstance } from '@duckdb/node-api';

const [folder = '', format = '', megabytes = ''] = process.argv.slice(2);

const LEAVES = ['country', 'postCode', 'postalArea', 'streetAddress'];
const ADDRESS = `STRUCT(${LEAVES.map((leaf) => `"${leaf}" VARCHAR`).join(', ')})`;
const READERS: Record<string, (file: string) => string> = {
  parquet: (file) => `read_parquet('${file}')`,
  csv: (file) => `read_csv('${file}', all_varchar = true, header = true)`,
  ndjson: (file) =>
    `read_json('${file}', format = 'newline_delimited', columns = {'orgNr': 'VARCHAR', 'postAddress': '${ADDRESS}', 'visitAddress': '${ADDRESS}'})`,
};
const reader = READERS[format];
if (reader === undefined) throw new Error(`${format} is no format`);

const leaf = (table: string, address: string, name: string): string =>
  format === 'csv' ? `${table}."${address}.${name}"` : `${table}."${address}"."${name}"`;
const equal = LEAVES.flatMap((name) => [
  `${leaf('a', 'postAddress', name)} IS NOT DISTINCT FROM ${leaf('b', 'visitAddress', name)}`,
  `${leaf('a', 'visitAddress', name)} IS NOT DISTINCT FROM ${leaf('b', 'postAddress', name)}`,
]);

const instance = await DuckDBInstance.create(':memory:', {
  threads: '2',
  memory_limit: `${megabytes}MB`,
  temp_directory: `${folder}/spilled`,
  preserve_insertion_order: 'false',
});
const connection = await instance.connect();
const result = await connection.runAndReadAll(
  `SELECT COUNT(*) FROM ${reader(`${folder}/left.${format}`)} a ANTI JOIN ${reader(`${folder}/right.${format}`)} b ON a."orgNr" = b."orgNr" AND ${equal.join(' AND ')}`,
);
console.log(JSON.stringify(result.getRowsJson()));
