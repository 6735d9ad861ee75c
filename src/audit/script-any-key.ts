/** How records are linked by any of several merge rules: those with one candidate, which has no other either. Pure. */
import type { Comparison } from './comparison.ts';
import { anyRowDiffers, crossesUnequal, pairColumns, type Statement } from './script-parts.ts';

const SIDES = [
  ['left', 'right', 1],
  ['right', 'left', 0],
] as const;

export function byAnyKey(comparison: Comparison): Statement[] {
  const rules = comparison.keys.map((_, at) => at + 1);
  return [
    {
      purpose: 'keys that several records of a side bear, by each merge rule',
      sql: `CREATE TABLE repeated_keys AS
${rules.flatMap((rule) => SIDES.map(([side]) => `SELECT ${rule} AS rule, key_${rule} AS merge_key FROM ${side}_records WHERE key_${rule} IS NOT NULL GROUP BY key_${rule} HAVING COUNT(*) > 1`)).join('\nUNION DISTINCT\n')}`,
    },
    {
      purpose: 'the records that belong together by one rule, where neither key is borne by several',
      sql: `CREATE TABLE candidates AS
${rules
  .map(
    (rule) => `SELECT l.id AS left_id, r.id AS right_id, l.key_${rule} AS merge_key, ${rule} AS rule
FROM left_records l INNER JOIN right_records r ON l.key_${rule} = r.key_${rule}
WHERE NOT EXISTS (SELECT 1 FROM repeated_keys WHERE repeated_keys.rule = ${rule} AND repeated_keys.merge_key = l.key_${rule})`,
  )
  .join('\nUNION ALL\n')}`,
    },
    {
      purpose: 'records that have several candidates, by whatever rule',
      sql: `CREATE TABLE contested AS
${[
  ...SIDES.map(
    ([side, other, isLeft]) =>
      `SELECT ${isLeft} AS is_left, ${side}_id AS id FROM candidates GROUP BY ${side}_id HAVING COUNT(DISTINCT ${other}_id) > 1`,
  ),
  ...rules.flatMap((rule) =>
    SIDES.map(
      ([side, other, isLeft]) => `SELECT ${isLeft} AS is_left, ${side}_records.id AS id
FROM ${side}_records INNER JOIN repeated_keys ON repeated_keys.rule = ${rule} AND repeated_keys.merge_key = ${side}_records.key_${rule}
WHERE EXISTS (SELECT 1 FROM ${other}_records WHERE ${other}_records.key_${rule} = ${side}_records.key_${rule})`,
    ),
  ),
].join('\nUNION DISTINCT\n')}`,
    },
    {
      purpose: 'pairs: each is the only candidate of the other',
      sql: `CREATE TABLE paired AS
SELECT DISTINCT candidates.left_id, candidates.right_id
FROM candidates
WHERE ${SIDES.map(([side, , isLeft]) => `NOT EXISTS (SELECT 1 FROM contested WHERE contested.is_left = ${isLeft} AND contested.id = candidates.${side}_id)`).join('\n  AND ')}`,
    },
    {
      purpose: 'keys that could link several, and have not linked all that bear them',
      sql: `CREATE TABLE ambiguous_keys AS
${rules
  .flatMap((rule) => [
    ...SIDES.map(
      ([side]) => `SELECT ${rule} AS rule, repeated_keys.merge_key
FROM ${side}_records INNER JOIN repeated_keys ON repeated_keys.rule = ${rule} AND repeated_keys.merge_key = ${side}_records.key_${rule}
WHERE NOT EXISTS (SELECT 1 FROM paired WHERE paired.${side}_id = ${side}_records.id)`,
    ),
    `SELECT ${rule} AS rule, candidates.merge_key
FROM candidates
WHERE candidates.rule = ${rule}
  AND NOT EXISTS (SELECT 1 FROM paired WHERE paired.left_id = candidates.left_id AND paired.right_id = candidates.right_id)`,
  ])
  .join('\nUNION DISTINCT\n')}`,
    },
    {
      purpose: 'the records that bear them',
      sql: `CREATE TABLE ambiguous_records AS
${rules
  .flatMap((rule) =>
    SIDES.map(
      ([
        side,
        ,
        isLeft,
      ]) => `SELECT ${rule} AS rule, ambiguous_keys.merge_key, ${isLeft} AS is_left, ${crossesUnequal(comparison, (n) => `${side}_records.value_${n}`)} AS crosses_unequal, ${side}_records.id AS id
FROM ${side}_records INNER JOIN ambiguous_keys ON ambiguous_keys.rule = ${rule} AND ambiguous_keys.merge_key = ${side}_records.key_${rule}`,
    ),
  )
  .join('\nUNION ALL\n')}`,
    },
    {
      purpose: 'pairs that disagree in any row, and records that nothing matches',
      makesDiffering: true,
      sql: `CREATE TABLE differing AS
SELECT ${pairColumns(comparison, 'l', 'r', firstCommonKey(rules))}
FROM paired
INNER JOIN left_records l ON l.id = paired.left_id
INNER JOIN right_records r ON r.id = paired.right_id
WHERE ${anyRowDiffers(
        comparison,
        (n) => `l.value_${n}`,
        (n) => `r.value_${n}`,
      )}
UNION ALL
SELECT ${pairColumns(comparison, 'l', 'r', firstKey('l', rules))}
FROM left_records l LEFT JOIN (SELECT * FROM right_records WHERE 1 = 0) r ON r.id = l.id
WHERE ${neither('left', 'l')}
UNION ALL
SELECT ${pairColumns(comparison, 'l', 'r', firstKey('r', rules))}
FROM right_records r LEFT JOIN (SELECT * FROM left_records WHERE 1 = 0) l ON l.id = r.id
WHERE ${neither('right', 'r')}`,
    },
  ];
}

function neither(side: string, table: string): string {
  const isLeft = side === 'left' ? 1 : 0;
  return `NOT EXISTS (SELECT 1 FROM paired WHERE paired.${side}_id = ${table}.id)
  AND NOT EXISTS (SELECT 1 FROM ambiguous_records WHERE ambiguous_records.is_left = ${isLeft} AND ambiguous_records.id = ${table}.id)`;
}

function firstKey(table: string, rules: readonly number[]): string {
  return `COALESCE(${rules.map((rule) => `${table}.key_${rule}`).join(', ')})`;
}

/** Of a pair: that of the first rule that brings them together. */
function firstCommonKey(rules: readonly number[]): string {
  return `CASE ${rules.map((rule) => `WHEN l.key_${rule} = r.key_${rule} THEN l.key_${rule}`).join(' ')} END`;
}
