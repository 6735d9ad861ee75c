/** Rows that share a property, directly or through others: all of their properties come to hold one value. Pure. */
import type { MergeRule, Row } from '../domain/dataflow.ts';
import type { RecordType } from '../domain/record-type.ts';

/** Rows each of which can be looked at while others are edited, and rows that each need a pair for themselves. */
export interface RowGroups {
  beside: Row[];
  byThemselves: Row[];
}

/**
 * Of rows that share a property, also through others, the first stands beside rows that do not. By themselves are the
 * rest of them; all of them where they reach a merge property, which then changes with any of them; and rows
 * with two values, of which no third can be told apart from what was there. `leaves` are those of the left side.
 */
export function rowGroups(
  rows: readonly Row[],
  merge: readonly MergeRule[],
  { leaves }: Pick<RecordType, 'leaves'>,
): RowGroups {
  const groups: RowGroups = { beside: [], byThemselves: [] };
  for (const row of rows) {
    const group = groupOf(rows, row);
    const reachesKey = group.length > 1 && merge.some((rule) => group.some((one) => reaches(one, rule)));
    const isAlone = !groups.beside.some((other) => group.includes(other));
    const hasTwoValues = leaves.get(row.left)?.is === 'boolean';
    groups[isAlone && !reachesKey && !hasTwoValues ? 'beside' : 'byThemselves'].push(row);
  }
  return groups;
}

/** The row and all that share a property with it, directly or through others. */
export function groupOf(rows: readonly Row[], row: Row): Row[] {
  const group = new Set([row]);
  // Grows while it is walked through.
  for (const one of group) for (const other of rows) if (shareProperty(one, other)) group.add(other);
  return [...group];
}

function shareProperty(a: Row, b: Row): boolean {
  return a.left === b.left || a.right === b.right;
}

function reaches(row: Row, rule: MergeRule): boolean {
  return row.left === rule.left || row.right === rule.right;
}
