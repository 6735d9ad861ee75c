/** How records are linked by one merge rule: a full outer join, in which a key that several records of a side bear joins nothing. Pure. */
import type { Comparison } from './comparison.ts';
import { anyRowDiffers, crossesUnequal, pairColumns, type Statement } from './script-parts.ts';

/** What is asked of keys alone is asked of a narrow copy: the records are read but once more. */
export function keysAlone(): Statement[] {
  return SIDES.map((side) => ({
    purpose: `the keys of the ${side} records`,
    sql: `CREATE TABLE ${side}_keys AS SELECT id, key_1 FROM ${side}_records`,
  }));
}

export function byOneKey(comparison: Comparison): Statement[] {
  return [
    {
      purpose: 'keys that several records of a side bear',
      sql: `CREATE TABLE repeated_keys AS
${SIDES.map((side) => `SELECT key_1 AS merge_key FROM ${side}_keys WHERE key_1 IS NOT NULL GROUP BY key_1 HAVING COUNT(*) > 1`).join('\nUNION DISTINCT\n')}`,
    },
    {
      purpose: 'pairs that disagree in any row, and records that are in no pair',
      makesDiffering: true,
      sql: `CREATE TABLE differing AS
SELECT ${pairColumns(comparison, 'l', 'r', 'COALESCE(l.key_1, r.key_1)')}
FROM (
  ${SIDES.map(withOwnKey).join(`
) l
FULL OUTER JOIN (
  `)}
) r ON l.own_key = r.own_key
WHERE l.id IS NULL OR r.id IS NULL
   OR ${anyRowDiffers(
     comparison,
     (n) => `l.value_${n}`,
     (n) => `r.value_${n}`,
   )}`,
    },
    {
      purpose: 'the records that bear a repeated key: none of these is linked',
      sql: `CREATE TABLE ambiguous_records AS
${SIDES.map(
  (
    side,
  ) => `SELECT 1 AS rule, repeated_keys.merge_key, ${side === 'left' ? 1 : 0} AS is_left, ${crossesUnequal(comparison, (n) => `differing.${side}_${n}`)} AS crosses_unequal
FROM differing INNER JOIN repeated_keys ON differing.merge_key = repeated_keys.merge_key
WHERE differing.${side}_id IS NOT NULL`,
).join('\nUNION ALL\n')}`,
    },
  ];
}

const SIDES = ['left', 'right'] as const;

function withOwnKey(side: string): string {
  return `SELECT ${side}_records.*, CASE WHEN repeated_keys.merge_key IS NULL THEN ${side}_records.key_1 END AS own_key
  FROM ${side}_records LEFT JOIN repeated_keys ON repeated_keys.merge_key = ${side}_records.key_1`;
}
