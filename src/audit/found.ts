/** What was found, named as the document names it and held against an earlier audit: written as files, and counted. */
import type { Comparison } from './comparison.ts';
import type { Database } from './database.ts';
import { quotedText } from './reading.ts';
import { type AuditReport, Finding } from './report.ts';

export interface Previous {
  /** Its `findings.parquet`. */
  file: string;
  finishedAt: string;
}

const SAMPLES = 10;

/** What makes two findings of two audits the same one, whatever the values have become. */
const IDENTITY = ['kind', 'rule', 'merge_key', '"row"', 'left_id', 'right_id'];

/** Leaves the tables `named` and, where there is a previous audit, `gone`; `at` is the time of this one. */
export async function nameFindings(
  database: Database,
  comparison: Comparison,
  previous: Previous | null,
  at: string,
): Promise<void> {
  const rows = comparison.rows.map(({ line, name }) => `(${line}, ${quotedText(name)})`);
  const rules = comparison.keys.map(
    ({ left, right }, n) => `(${n + 1}, ${quotedText(left === right ? left : `${left} = ${right}`)})`,
  );
  const time = (column: string): string =>
    `STRFTIME(${column} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') AS ${column}`;
  const same = IDENTITY.map((column) => `p.${column} IS NOT DISTINCT FROM f.${column}`).join(' AND ');
  await database.run(`CREATE TABLE told AS
SELECT kind, rules.name AS rule, merge_key, "rows".name AS "row", found.line, left_id, right_id, left_value, right_value,
       ${time('left_modified_at')}, ${time('right_modified_at')}, changed_last, left_records, right_records,
       parity_conflict = 1 AS parity_conflict
FROM found
LEFT JOIN (VALUES ${rows.join(', ')}) "rows"(line, name) ON "rows".line = found.line
LEFT JOIN (VALUES ${rules.join(', ')}) rules(number, name) ON rules.number = found.rule`);
  if (previous === null) {
    await database.run(
      `CREATE VIEW named AS SELECT *, ${quotedText(at)} AS first_seen, CAST(NULL AS VARCHAR) AS since_last FROM told`,
    );
    return;
  }
  await database.run(`CREATE TABLE before AS SELECT * FROM read_parquet(${quotedText(previous.file)})`);
  await database.run(`CREATE TABLE named AS
SELECT f.*, COALESCE(p.first_seen, ${quotedText(at)}) AS first_seen, CASE WHEN p.kind IS NULL THEN 'new' ELSE 'still' END AS since_last
FROM told f LEFT JOIN before p ON ${same}`);
  // A row that is not compared any more says nothing of what it had.
  await database.run(`CREATE TABLE gone AS
SELECT p.* FROM before p LEFT JOIN told f ON ${same}
WHERE f.kind IS NULL AND (p."row" IS NULL OR p."row" IN (${comparison.rows.map(({ name }) => quotedText(name)).join(', ')}))`);
}

/** `findings.parquet` and `findings.ndjson`; `gone.ndjson` of what an earlier audit had. */
export async function writeFindings(
  database: Database,
  file: (name: string) => string,
  hasPrevious: boolean,
): Promise<string[]> {
  const ordered = 'ORDER BY kind, merge_key, line, left_id, right_id';
  const written = ['findings.parquet', 'findings.ndjson'];
  await database.run(
    `COPY (SELECT * FROM named ${ordered}) TO ${quotedText(file('findings.parquet'))} (FORMAT parquet, COMPRESSION zstd)`,
  );
  await database.run(
    `COPY (SELECT * FROM named ${ordered}) TO ${quotedText(file('findings.ndjson'))} (FORMAT json)`,
  );
  if (!hasPrevious) return written;
  await database.run(
    `COPY (SELECT * FROM gone ${ordered}) TO ${quotedText(file('gone.ndjson'))} (FORMAT json)`,
  );
  return [...written, 'gone.ndjson'];
}

export type Counts = Pick<AuditReport, 'unmatched' | 'ambiguous' | 'samples'> & {
  disagreeing: number;
  rows: Map<number, Pick<AuditReport['rows'][number], 'disagree' | 'later'>>;
  since: { new: number; still: number; gone: number } | null;
};

export async function countFindings(database: Database, hasPrevious: boolean): Promise<Counts> {
  const one = async (sql: string): Promise<(name: string) => number> => {
    const [row] = await database.rows(sql);
    return (name) => Number(row?.[name] ?? 0);
  };
  const pairs = await one(
    `SELECT COUNT(*) AS disagreeing FROM (SELECT DISTINCT left_id, right_id FROM named WHERE kind = 'disagrees')`,
  );
  const unmatched = await one(`SELECT COUNT(left_id) AS l, COUNT(right_id) AS r,
  COUNT(left_id) FILTER (merge_key IS NULL) AS unkeyed_l, COUNT(right_id) FILTER (merge_key IS NULL) AS unkeyed_r
FROM named WHERE kind = 'unmatched'`);
  const ambiguous =
    await one(`SELECT COUNT(*) AS keys, SUM(left_records) AS l, SUM(right_records) AS r, COUNT(*) FILTER (parity_conflict) AS parity
FROM named WHERE kind = 'ambiguous'`);
  const byRow =
    await database.rows(`SELECT line, COUNT(*) AS disagree, COUNT(*) FILTER (changed_last = 'left') AS l,
  COUNT(*) FILTER (changed_last = 'right') AS r, COUNT(*) FILTER (changed_last = 'same time') AS same, COUNT(*) FILTER (changed_last = 'not told') AS untold
FROM named WHERE kind = 'disagrees' GROUP BY line`);
  const samples = await database.rows(`SELECT * FROM named
QUALIFY ROW_NUMBER() OVER (PARTITION BY kind, line, left_id IS NULL ORDER BY since_last = 'new' DESC, merge_key, left_id, right_id) <= ${SAMPLES}
ORDER BY kind, line, merge_key, left_id, right_id`);
  const since = hasPrevious
    ? await one(
        `SELECT COUNT(*) FILTER (since_last = 'new') AS "new", COUNT(*) FILTER (since_last = 'still') AS "still", (SELECT COUNT(*) FROM gone) AS gone FROM named`,
      )
    : null;
  return {
    disagreeing: pairs('disagreeing'),
    unmatched: {
      left: unmatched('l'),
      right: unmatched('r'),
      withoutKey: { left: unmatched('unkeyed_l'), right: unmatched('unkeyed_r') },
    },
    ambiguous: {
      keys: ambiguous('keys'),
      left: ambiguous('l'),
      right: ambiguous('r'),
      parityConflicts: ambiguous('parity'),
    },
    rows: new Map(
      byRow.map((row) => [
        Number(row['line']),
        {
          disagree: Number(row['disagree']),
          later: {
            left: Number(row['l']),
            right: Number(row['r']),
            sameTime: Number(row['same']),
            notTold: Number(row['untold']),
          },
        },
      ]),
    ),
    samples: samples.map((row) => Finding.parse(row)),
    since: since === null ? null : { new: since('new'), still: since('still'), gone: since('gone') },
  };
}
