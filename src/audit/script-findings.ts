/** The last step: one line for each row of a pair that disagrees, each record that nothing matches, each ambiguous key. Pure. */
import type { Comparison } from './comparison.ts';
import { differ, type Statement } from './script-parts.ts';

/** The columns of `findings`, with their types in DuckDB. What a kind does not have is null. */
export const FINDING_COLUMNS = {
  /** `disagrees`, `unmatched` or `ambiguous`. */
  kind: 'VARCHAR',
  /** Which merge rule, from 1; of an ambiguous key. */
  rule: 'INTEGER',
  merge_key: 'VARCHAR',
  /** Of the document: the row that disagrees. */
  line: 'INTEGER',
  left_id: 'VARCHAR',
  right_id: 'VARCHAR',
  left_value: 'VARCHAR',
  right_value: 'VARCHAR',
  left_modified_at: 'TIMESTAMP',
  right_modified_at: 'TIMESTAMP',
  /** `left`, `right`, `same time` or `not told`: which record was modified last. */
  changed_last: 'VARCHAR',
  /** How many records of each side bear the key. */
  left_records: 'INTEGER',
  right_records: 'INTEGER',
  /** 1 where the records of an ambiguous key could not settle even if they were linked. */
  parity_conflict: 'INTEGER',
} as const;

export function findings({ keys, rows, topology }: Comparison): Statement {
  const disagreements = rows.map(({ line }, at) => {
    const [left, right] = [`left_${at + 1}`, `right_${at + 1}`];
    return `SELECT 'disagrees' AS kind, CAST(NULL AS INTEGER) AS rule, merge_key, ${line} AS line, left_id, right_id, ${left} AS left_value, ${right} AS right_value,
       left_modified_at, right_modified_at, ${CHANGED_LAST} AS changed_last, CAST(NULL AS INTEGER) AS left_records, CAST(NULL AS INTEGER) AS right_records, CAST(NULL AS INTEGER) AS parity_conflict
FROM differing WHERE left_id IS NOT NULL AND right_id IS NOT NULL AND ${differ(left, right)}`;
  });
  // Two that belong together settle, as a swap is undone by the next; a third record makes the number of swaps odd.
  const parity = `CASE WHEN COUNT(*) > 2 AND MAX(crosses_unequal) = 1 THEN 1 ELSE 0 END`;
  const count = (isLeft: number): string =>
    `CAST(SUM(CASE WHEN is_left = ${isLeft} THEN 1 ELSE 0 END) AS INTEGER)`;
  const others = `SELECT 'unmatched', NULL, merge_key, NULL, left_id, right_id, NULL, NULL, left_modified_at, right_modified_at, NULL, NULL, NULL, NULL
FROM differing WHERE (left_id IS NULL OR right_id IS NULL)${
    topology === 'one-tenant' || keys.length > 1
      ? ''
      : `
  AND NOT EXISTS (SELECT 1 FROM repeated_keys WHERE repeated_keys.merge_key = differing.merge_key)`
  }
UNION ALL
SELECT 'ambiguous', rule, merge_key, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, ${count(1)}, ${topology === 'one-tenant' ? 'NULL' : count(0)}, ${parity}
FROM ambiguous_records GROUP BY rule, merge_key`;
  return {
    purpose: 'what was found, row by row',
    sql: `CREATE TABLE findings AS\n${[...disagreements, others].join('\nUNION ALL\n')}`,
  };
}

const CHANGED_LAST = `CASE WHEN left_modified_at > right_modified_at THEN 'left'
            WHEN right_modified_at > left_modified_at THEN 'right'
            WHEN left_modified_at = right_modified_at THEN 'same time' ELSE 'not told' END`;
