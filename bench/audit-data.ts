/** Exports of two tenants of any size that agree but for planted discrepancies, and what these are. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

export interface Planted {
  orgNr: string;
  /** Which of the eight rows, from 0, in the document's order. */
  row: number;
  /** The side whose value was changed, and whose record was modified last. */
  side: 'left' | 'right';
}

export const FORMATS = ['parquet', 'csv', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];

const LEAVES = ['country', 'postCode', 'postalArea', 'streetAddress'];

/** The n-th is in the middle of its stretch of pairs; rows and sides take turns, so that each row has each side. */
export function plantedIn(pairs: number, count: number): Planted[] {
  return Array.from({ length: count }, (_, n) => ({
    orgNr: String(FIRST + placeOf(n, pairs, count)),
    row: n % 8,
    side: Math.floor(n / 8) % 2 === 0 ? 'left' : 'right',
  }));
}

/** Writes `left.FORMAT` and `right.FORMAT` into the folder, unless they are there. The right one is in another order. */
export async function writeExports(
  folder: string,
  pairs: number,
  count: number,
  formats: readonly Format[],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '4GB',
    temp_directory: path.join(folder, 'spilled'),
  });
  const connection = await instance.connect();
  for (const side of ['left', 'right'] as const) {
    const parquet = path.join(folder, `${side}.parquet`);
    if (!existsSync(parquet))
      await connection.run(`COPY (${recordsOf(side, pairs, count)}) TO '${parquet}' (FORMAT parquet)`);
    const others: [Format, string, string][] = [
      ['csv', flat(), 'FORMAT csv, HEADER'],
      ['ndjson', '*', 'FORMAT json'],
    ];
    for (const [format, columns, options] of others) {
      const file = path.join(folder, `${side}.${format}`);
      if (!formats.includes(format) || existsSync(file)) continue;
      await connection.run(
        `COPY (SELECT ${columns} FROM read_parquet('${parquet}')) TO '${file}' (${options})`,
      );
    }
  }
  connection.closeSync();
  instance.closeSync();
}

/** Test numbers of the authorities begin with 2. */
const FIRST = 200_000_000;

function placeOf(n: number, pairs: number, count: number): number {
  return Math.floor(((n + 0.5) * pairs) / count);
}

/** A company has a post address, and four in five a visit address; one in three no website. The other side has them crossed. */
function recordsOf(side: 'left' | 'right', pairs: number, count: number): string {
  const isLeft = side === 'left';
  const planted = `FLOOR(i * ${count} / ${pairs})::BIGINT`;
  const isPlanted = `FLOOR((${planted} + 0.5) * ${pairs} / ${count})::BIGINT = i`;
  const isChanged = `(${isPlanted} AND FLOOR(${planted} / 8)::BIGINT % 2 = ${isLeft ? 0 : 1})`;
  const values: Record<string, string[]> = {
    // As the left side has them: rows 0 to 3 are of the post address there, 4 to 7 of the visit address.
    post: ["'NO'", "PRINTF('%04d', i % 10000)", "'STED ' || (i % 500)", "'Storgata ' || (i % 977)"],
    visit: ["'NO'", "PRINTF('%04d', (i * 7) % 10000)", "'ØYA ' || (i % 400)", "'Kirkeveien ' || (i % 877)"],
  };
  const address = (rows: 'post' | 'visit'): string => {
    const leaves = LEAVES.map((leaf, at) => {
      const row = (rows === 'post' ? 0 : 4) + at;
      const value = values[rows]?.[at] ?? 'NULL';
      const own = rows === 'visit' ? `CASE WHEN i % 5 = 0 THEN NULL ELSE ${value} END` : value;
      return `'${leaf}': CASE WHEN ${isChanged} AND ${planted} % 8 = ${row} THEN 'planted ' || i ELSE ${own} END`;
    });
    return `{${leaves.join(', ')}}`;
  };
  const [postAddress, visitAddress] = isLeft
    ? [address('post'), address('visit')]
    : [address('visit'), address('post')];
  return `SELECT PRINTF('%08d', ${isLeft ? 'i' : `${pairs} - i`}) AS id, CAST(${FIRST} + i AS VARCHAR) AS "orgNr", 'Firma ' || i || ' AS' AS name,
  '+47 ' || (20000000 + i) AS phone, 'post' || i || '@example.no' AS email, CASE WHEN i % 3 = 0 THEN NULL ELSE 'https://www.example' || i || '.no' END AS website,
  ${postAddress} AS "postAddress", ${visitAddress} AS "visitAddress",
  STRFTIME(TIMESTAMP '2026-01-01' + TO_SECONDS(i) + TO_SECONDS(CASE WHEN ${isChanged} THEN 60 ELSE 0 END), '%Y-%m-%dT%H:%M:%S.%gZ') AS "modifiedAt"
FROM RANGE(${pairs}) t(i)${isLeft ? '' : ' ORDER BY HASH(i)'}`;
}

function flat(): string {
  const addresses = ['postAddress', 'visitAddress'].flatMap((address) =>
    LEAVES.map((leaf) => `"${address}"."${leaf}" AS "${address}.${leaf}"`),
  );
  return ['id', '"orgNr"', 'name', 'phone', 'email', 'website', ...addresses, '"modifiedAt"'].join(', ');
}
