/** Expressions that several statements of the script share. Pure. */
import type { Comparison } from './comparison.ts';

export interface Statement {
  /** What it is for, in words that a progress line can show. */
  purpose: string;
  sql: string;
  /** Where it makes the table `differing`, whose times may still be as exports have them. */
  makesDiffering?: true;
}

/** Empty is null or the empty text; two values agree when both are empty, or the same text. */
export function differ(one: string, other: string): string {
  return `COALESCE(${one}, '') <> COALESCE(${other}, '')`;
}

/** Whether the values of a pair, as columns of `differing` or of both tables, are different in any row. */
export function anyRowDiffers(
  { rows }: Comparison,
  left: (n: number) => string,
  right: (n: number) => string,
): string {
  return rows.map((_, at) => differ(left(at + 1), right(at + 1))).join('\n   OR ');
}

/** 1 for a record that cannot be in step with two others whatever an engine does, as crossing properties of it differ. */
export function crossesUnequal({ crossing }: Comparison, value: (n: number) => string): string {
  if (crossing.length === 0) return '0';
  const unequal = crossing.map(([one, other]) => differ(value(one + 1), value(other + 1)));
  return `CASE WHEN ${unequal.join(' OR ')} THEN 1 ELSE 0 END`;
}

/** The columns of `differing`: who they are, and both values of each row. A side that is missing is null. */
export function pairColumns({ rows }: Comparison, left: string, right: string, key: string): string {
  const values = rows.map(
    (_, at) => `${left}.value_${at + 1} AS left_${at + 1}, ${right}.value_${at + 1} AS right_${at + 1}`,
  );
  return [
    `${key} AS merge_key`,
    `${left}.id AS left_id, ${right}.id AS right_id`,
    `${left}.modified_at AS left_modified_at, ${right}.modified_at AS right_modified_at`,
    ...values,
  ].join(',\n       ');
}
