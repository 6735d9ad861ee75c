/** The rows of a document as histories need them: which leaf of a left record goes with which of a right one. */
import { isWritable } from '../domain/company.ts';
import type { Link } from '../domain/dataflow.ts';
import { interned, type PropertyPath } from '../domain/path.ts';
import type { Topology } from '../domain/tenant.ts';
import type { Side } from './history.ts';

export interface Cells {
  /** Every leaf that a copied row names, each once; they go by their numbers here. */
  leaves: readonly PropertyPath[];
  /** The leaves of a left record that a row names, by their numbers. */
  rows: readonly number[];
  /** For a leaf of this side's record, the leaf of the other side's that goes with it; -1 where no row has it. */
  mate: Record<Side, readonly number[]>;
  /** Leaves that no row names, of which users edit one now and then; `orgNr` is not among them. */
  outside: readonly PropertyPath[];
  /** Whether a record may be either side's: each row's mirror is a row. */
  mirrored: boolean;
}

/** What no history can be made for is said by a `RangeError`. */
export function cellsOf({ rows, merge }: Pick<Link, 'rows' | 'merge'>): Cells {
  const [rule, ...others] = merge;
  if (rule?.left !== 'orgNr' || rule.right !== 'orgNr' || others.length > 0) {
    throw new RangeError('histories know companies that are merged on orgNr alone');
  }
  const copied = rows.filter(({ left, right }) => isWritable(left) && isWritable(right));
  if (copied.length === 0) throw new RangeError('no row is copied');
  const leaves = [...new Set(copied.flatMap(({ left, right }) => [left, right]))].map(interned);
  const mate: Record<Side, number[]> = { left: leaves.map(() => -1), right: leaves.map(() => -1) };
  for (const { left, right } of copied) {
    const [l, r] = [leaves.indexOf(left), leaves.indexOf(right)];
    if (mate.left[l] !== -1 || mate.right[r] !== -1) {
      throw new RangeError(
        `a leaf is in two rows (${left} → ${right}): histories know leaves in one row a side`,
      );
    }
    mate.left[l] = r;
    mate.right[r] = l;
  }
  return {
    leaves,
    rows: mate.left.flatMap((right, left) => (right === -1 ? [] : [left])),
    mate,
    outside: ['name', 'phone', 'email', 'website'].filter((path) => !leaves.includes(path)),
    mirrored: mate.left.every((r, l) => mate.right[l] === r),
  };
}

/** In one tenant a row and its mirror cannot be told apart: without mirrors nothing can be said. */
export function topologiesFor({ mirrored }: Pick<Cells, 'mirrored'>): Topology[] {
  return mirrored ? ['two-tenants', 'one-tenant'] : ['two-tenants'];
}
