/** Which rows of a section are copied, and which of them can only agree together. */
import { rowName, type Row } from '../domain/dataflow.ts';
import { isWritable } from '../domain/company.ts';
import { interned, type PropertyPath } from '../domain/path.ts';

/**
 * Rows that share a leaf, directly or through other rows: all their leaves must hold one value.
 * In most documents no leaf is in two rows, and every group is one row.
 */
export interface RowGroup {
  /** The rows' names, in the document's order. */
  rows: readonly string[];
  /** The leaves of the left record, in the document's order, each once. */
  left: readonly PropertyPath[];
  right: readonly PropertyPath[];
}

/** What a section's rows come to. */
export interface Copied {
  groups: readonly RowGroup[];
  /** The rows' names, and those of the others. */
  rows: readonly string[];
  notCopied: readonly string[];
}

const KNOWN = new WeakMap<readonly Row[], Copied>();

/** The rows that are copied; found out once for each section, since a pass may be over in less time than it takes. */
export function copiedRows(rows: readonly Row[]): Copied {
  let copied = KNOWN.get(rows);
  if (copied === undefined) {
    copied = {
      groups: groupRows(rows),
      rows: rows.filter(isCopied).map(rowName),
      notCopied: rows.filter((row) => !isCopied(row)).map(rowName),
    };
    KNOWN.set(rows, copied);
  }
  return copied;
}

/** The copied rows in groups, each row in exactly one. */
export function groupRows(rows: readonly Row[]): RowGroup[] {
  let groups: RowGroup[] = [];
  for (const row of rows.filter(isCopied)) {
    const touching = groups.filter(
      (group) => group.left.includes(row.left) || group.right.includes(row.right),
    );
    groups = [
      ...groups.filter((group) => !touching.includes(group)),
      {
        rows: [...touching.flatMap((group) => group.rows), interned(rowName(row))],
        left: [...new Set([...touching.flatMap((group) => group.left), interned(row.left)])],
        right: [...new Set([...touching.flatMap((group) => group.right), interned(row.right)])],
      },
    ];
  }
  return groups;
}

/** A row with `id`, or with a property that no client may write, says which records belong together: no copy. */
function isCopied(row: Pick<Row, 'left' | 'right'>): boolean {
  return isWritable(row.left) && isWritable(row.right);
}
