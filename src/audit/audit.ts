/** An audit: both exports are read, the script is run over them, and what was found is written down and counted. */
import { type Comparison, withoutRows } from './comparison.ts';
import type { Database } from './database.ts';
import { formatOf, naming, openExport } from './export-file.ts';
import { AuditError } from './audit-error.ts';
import type { Reading, Side } from './reading.ts';
import { pairsQuery, readsOnce, scriptOf, TABLES } from './script.ts';

export interface AuditInput {
  comparison: Comparison;
  /** Files, or patterns of files; in one tenant the right one is the left one. */
  files: Record<Side, string>;
  /** In how many parts the records are compared, one after the other, by their keys: each has to fit into memory. */
  parts: (records: number) => number;
  onProgress: (doing: string) => void;
}

export interface SideRead {
  records: number;
  repeated: number;
  /** Properties that the export has no column for. */
  missing: string[];
}

export interface Audited {
  /** What was compared: without the rows that an export has not the columns of. */
  compared: Comparison;
  sides: Record<Side, SideRead>;
  /** Pairs that were compared. */
  pairs: number;
  /** The lines of rows of which no record of either side holds a value. */
  empty: ReadonlySet<number>;
}

/** Leaves the table `found`, of all findings. @throws AuditError */
export async function audit(database: Database, input: AuditInput): Promise<Audited> {
  const { onProgress } = input;
  const isOne = input.comparison.topology === 'one-tenant';
  const { comparison, readings, missing } = await readable(database, input);
  const read = async (side: Side): Promise<SideRead> => ({
    ...(await naming(
      [input.files[side]],
      readSide(database, { ...input, comparison }, side, readings[side].sql),
    )),
    missing: missing[side],
  });
  const left = await read('left');
  const right = isOne ? left : await read('right');
  const parts = comparison.keys.length === 1 ? input.parts(Math.max(left.records, right.records)) : 1;
  let pairs = 0;
  for (let part = 0; part < parts; part += 1) {
    for (const side of isOne ? (['left'] as const) : SIDES) {
      const those = parts === 1 ? '' : ` WHERE COALESCE(HASH(key_1), 0) % ${parts} = ${part}`;
      await database.run(`CREATE OR REPLACE VIEW ${side}_records AS SELECT * FROM ${side}_source${those}`);
      await database.run(`CREATE OR REPLACE VIEW ${side}_keys AS SELECT * FROM ${side}_narrow${those}`);
    }
    for (const { purpose, sql, makesDiffering } of scriptOf(comparison)) {
      onProgress(parts === 1 ? purpose : `part ${part + 1} of ${parts}: ${purpose}`);
      await naming([input.files.left, input.files.right], database.run(sql));
      if (makesDiffering) await readTimes(database);
    }
    const [counted] = await database.rows(pairsQuery(comparison));
    pairs += Number(counted?.['pairs']);
    await database.run(
      part === 0
        ? 'CREATE TABLE found AS SELECT * FROM findings'
        : 'INSERT INTO found SELECT * FROM findings',
    );
    for (const table of TABLES) await database.run(`DROP TABLE IF EXISTS ${table}`);
  }
  return {
    compared: comparison,
    sides: { left, right },
    pairs,
    empty: await emptyRows(database, comparison, isOne),
  };
}

const SIDES = ['left', 'right'] as const;

/** Without the rows of which an export has not the column: every value would be taken for an empty one there. */
async function readable(database: Database, { comparison, files }: AuditInput): Promise<Readable> {
  const open = (of: Comparison, side: Side): Promise<Reading> =>
    naming([files[side]], openExport(database, of, side, files[side]));
  const openBoth = async (of: Comparison): Promise<Record<Side, Reading>> => ({
    left: await open(of, 'left'),
    right: await open(of, 'right'),
  });
  const readings = await openBoth(comparison);
  const missing = { left: readings.left.missing, right: readings.right.missing };
  const lacking = comparison.rows.filter((row) => SIDES.some((side) => missing[side].includes(row[side])));
  if (lacking.length === 0) return { comparison, readings, missing };
  const compared = withoutRows(comparison, new Set(lacking.map(({ line }) => line)));
  if (compared.rows.length > 0) return { comparison: compared, readings: await openBoth(compared), missing };
  throw new AuditError(`${files.left}, ${files.right}: of no row have both of them the columns`);
}

interface Readable {
  comparison: Comparison;
  readings: Record<Side, Reading>;
  missing: Record<Side, string[]>;
}

/** Only of records that differ is it asked when they were modified: to read the times of all takes longer than to join them. */
async function readTimes(database: Database): Promise<void> {
  for (const column of ['left_modified_at', 'right_modified_at']) {
    await database.run(
      `ALTER TABLE differing ALTER COLUMN ${column} TYPE TIMESTAMPTZ USING TRY_CAST(${column} AS TIMESTAMPTZ)`,
    );
  }
}

/**
 * Leaves `left_source` and `left_narrow`, or those of the right: each record once, and the ids and keys alone. A file is
 * read where it is, unless it is a text that would have to be read more than twice.
 */
async function readSide(
  database: Database,
  { comparison, files, onProgress }: AuditInput,
  side: Side,
  sql: string,
): Promise<Omit<SideRead, 'missing'>> {
  const file = files[side];
  onProgress(`reads ${file}`);
  // A columnar file has its keys by themselves.
  const isColumnar = formatOf(file) === 'parquet';
  await database.run(
    `CREATE ${isColumnar || readsOnce(comparison) ? 'VIEW' : 'TABLE'} ${side}_read AS ${sql}`,
  );
  const keys = comparison.keys.map((_, at) => `key_${at + 1}`);
  const narrow = (from: string): Promise<void> =>
    database.run(
      `CREATE OR REPLACE ${isColumnar ? 'VIEW' : 'TABLE'} ${side}_narrow AS SELECT id, ${keys.join(', ')} FROM ${side}_${from}`,
    );
  await narrow('read');
  const [counts] = await database.rows(
    // As many different hashes as records: no id came twice. Fewer may be by chance, and are counted exactly.
    `SELECT COUNT(*) AS records, COUNT(NULLIF(id, '')) AS named, COUNT(DISTINCT HASH(id)) AS hashes FROM ${side}_narrow`,
  );
  const records = Number(counts?.['records']);
  const nameless = records - Number(counts?.['named']);
  if (nameless > 0) throw new AuditError(`${file}: ${nameless} of ${records} records have no id`);
  const repeated =
    Number(counts?.['hashes']) === records ? 0 : await keepLatest(database, comparison, side, records);
  if (repeated > 0) await narrow('latest');
  await database.run(
    `CREATE VIEW ${side}_source AS SELECT * FROM ${side}_${repeated === 0 ? 'read' : 'latest'}`,
  );
  return { records: records - repeated, repeated };
}

/** A record that came several times, as those do that change while they are read: the one modified last counts. */
async function keepLatest(
  database: Database,
  { keys, rows }: Comparison,
  side: Side,
  records: number,
): Promise<number> {
  const [counts] = await database.rows(`SELECT COUNT(DISTINCT id) AS ids FROM ${side}_narrow`);
  const repeated = records - Number(counts?.['ids']);
  if (repeated === 0) return 0;
  // Of those of one time, the same in each audit.
  const columns = [...keys.map((_, at) => `key_${at + 1}`), ...rows.map((_, at) => `value_${at + 1}`)];
  await database.run(
    `CREATE TABLE ${side}_latest AS SELECT * FROM ${side}_read
QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY TRY_CAST(modified_at AS TIMESTAMPTZ) DESC NULLS LAST, ${columns.join(', ')}) = 1`,
  );
  return repeated;
}

async function emptyRows(database: Database, { rows }: Comparison, isOne: boolean): Promise<Set<number>> {
  const empty = new Set<number>();
  const everyValue = rows.map((_, at) => `value_${at + 1} <> ''`).join(' AND ');
  if ((await database.rows(`SELECT 1 FROM left_source WHERE ${everyValue} LIMIT 1`)).length > 0) return empty;
  for (const [at, { line }] of rows.entries()) {
    const any = (side: Side): Promise<unknown[]> =>
      database.rows(`SELECT 1 FROM ${side}_source WHERE value_${at + 1} <> '' LIMIT 1`);
    if ((await any('left')).length === 0 && (isOne || (await any('right')).length === 0)) empty.add(line);
  }
  return empty;
}
