/** Which rows of a section are copied, and which of them can only agree together. */
import { rowName, type Link, type Row } from '../domain/dataflow.ts';
import { interned, type PropertyPath } from '../domain/path.ts';
import { isWritable } from '../domain/record-type.ts';

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

/** What is asked of a section here. */
type Rows = Pick<Link, 'source' | 'target' | 'rows'>;

const KNOWN = new WeakMap<Rows, Copied>();

/** The rows that are copied; found out once for each section, since a pass may be over in less time than it takes. */
export function copiedRows(link: Rows): Copied {
  let copied = KNOWN.get(link);
  if (copied === undefined) {
    const isOne = isCopied(link);
    copied = {
      groups: groupRows(link),
      rows: link.rows.filter(isOne).map(rowName),
      notCopied: link.rows.filter((row) => !isOne(row)).map(rowName),
    };
    KNOWN.set(link, copied);
  }
  return copied;
}

/** The copied rows in groups, each row in exactly one. */
export function groupRows(link: Rows): RowGroup[] {
  let groups: RowGroup[] = [];
  for (const row of link.rows.filter(isCopied(link))) {
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
function isCopied({ source, target }: Rows): (row: Pick<Row, 'left' | 'right'>) => boolean {
  return ({ left, right }) => isWritable(source, left) && isWritable(target, right);
}
