/** How records of one tenant are linked: two that bear one key are a pair, of which the lower id is taken for the left one. Pure. */
import type { Comparison } from './comparison.ts';
import { anyRowDiffers, crossesUnequal, pairColumns, type Statement } from './script-parts.ts';

export function withinOneTenant(comparison: Comparison): Statement[] {
  return [
    {
      purpose: 'keys that more than two records bear',
      sql: `CREATE TABLE repeated_keys AS
SELECT key_1 AS merge_key FROM left_records WHERE key_1 IS NOT NULL GROUP BY key_1 HAVING COUNT(*) > 2`,
    },
    {
      purpose: 'the records that bear them: none of these is linked',
      sql: `CREATE TABLE ambiguous_records AS
SELECT 1 AS rule, repeated_keys.merge_key, 1 AS is_left, ${crossesUnequal(comparison, (n) => `left_records.value_${n}`)} AS crosses_unequal
FROM left_records INNER JOIN repeated_keys ON left_records.key_1 = repeated_keys.merge_key`,
    },
    {
      purpose: 'two records of one key are a pair',
      sql: `CREATE TABLE paired AS
SELECT key_1 AS merge_key, MIN(id) AS left_id, MAX(id) AS right_id
FROM left_records WHERE key_1 IS NOT NULL GROUP BY key_1 HAVING COUNT(*) = 2`,
    },
    {
      purpose: 'pairs that disagree in any row, and records that nothing matches',
      makesDiffering: true,
      sql: `CREATE TABLE differing AS
SELECT ${pairColumns(comparison, 'l', 'r', 'paired.merge_key')}
FROM paired
INNER JOIN left_records l ON l.id = paired.left_id
INNER JOIN left_records r ON r.id = paired.right_id
WHERE ${anyRowDiffers(
        comparison,
        (n) => `l.value_${n}`,
        (n) => `r.value_${n}`,
      )}
UNION ALL
SELECT ${pairColumns(comparison, 'l', 'r', 'l.key_1')}
FROM left_records l
LEFT JOIN (SELECT * FROM left_records WHERE 1 = 0) r ON r.id = l.id
WHERE NOT EXISTS (SELECT 1 FROM repeated_keys WHERE repeated_keys.merge_key = l.key_1)
  AND NOT EXISTS (SELECT 1 FROM paired WHERE paired.merge_key = l.key_1)`,
    },
  ];
}
