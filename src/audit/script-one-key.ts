/** How records are linked by one merge rule: a full outer join, without the keys that several records of a side bear. Pure. */
import type { Comparison } from './comparison.ts';
import { anyRowDiffers, crossesUnequal, pairColumns, type Statement } from './script-parts.ts';

export function byOneKey(comparison: Comparison): Statement[] {
  return [
    {
      purpose: 'keys that several records of a side bear',
      sql: `CREATE TABLE repeated_keys AS
SELECT key_1 AS merge_key FROM left_records WHERE key_1 IS NOT NULL GROUP BY key_1 HAVING COUNT(*) > 1
UNION DISTINCT
SELECT key_1 AS merge_key FROM right_records WHERE key_1 IS NOT NULL GROUP BY key_1 HAVING COUNT(*) > 1`,
    },
    {
      purpose: 'the records that bear them: none of these is linked',
      sql: `CREATE TABLE ambiguous_records AS
SELECT 1 AS rule, repeated_keys.merge_key, 1 AS is_left, ${crossesUnequal(comparison, 'left_records')} AS crosses_unequal
FROM left_records INNER JOIN repeated_keys ON left_records.key_1 = repeated_keys.merge_key
UNION ALL
SELECT 1 AS rule, repeated_keys.merge_key, 0 AS is_left, ${crossesUnequal(comparison, 'right_records')} AS crosses_unequal
FROM right_records INNER JOIN repeated_keys ON right_records.key_1 = repeated_keys.merge_key`,
    },
    {
      purpose: 'pairs that disagree in any row, and records that nothing matches',
      sql: `CREATE TABLE differing AS
SELECT ${pairColumns(comparison, 'l', 'r', 'COALESCE(l.key_1, r.key_1)')}
FROM (
  SELECT * FROM left_records
  WHERE NOT EXISTS (SELECT 1 FROM repeated_keys WHERE repeated_keys.merge_key = left_records.key_1)
) l
FULL OUTER JOIN (
  SELECT * FROM right_records
  WHERE NOT EXISTS (SELECT 1 FROM repeated_keys WHERE repeated_keys.merge_key = right_records.key_1)
) r ON l.key_1 = r.key_1
WHERE l.id IS NULL OR r.id IS NULL
   OR ${anyRowDiffers(
     comparison,
     (n) => `l.value_${n}`,
     (n) => `r.value_${n}`,
   )}`,
    },
  ];
}
