/** The last step: one line for each row of a pair that disagrees, each record that nothing matches, each ambiguous key. Pure. */
import type { Comparison } from './comparison.ts';
import { differ, type Statement } from './script-parts.ts';

/**
 * The columns are those of `Finding` in report.ts, but that `rule` is the number of the merge rule, `line` stands in the
 * place of the row's name, times are times, and `parity_conflict` is 1 or 0: what a dialect may call otherwise is left out.
 */
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
