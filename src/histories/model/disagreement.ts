/** Where a linked pair does not agree though the sync has settled, and what should have come of it. */
import type { Value } from '../../domain/company.ts';
import { rowName } from '../../domain/dataflow.ts';
import { isOlder } from './event.ts';
import { keyOf, type Life } from './life.ts';
import { type Model, type SettledModel, unite } from './model.ts';

export interface Disagreement {
  /** The row, as reports name it: in one tenant the one of both readings that begins with the first record. */
  row: string;
  pair: readonly [Life, Life];
  left: Value;
  right: Value;
  /** Whose value is newer: neither's where both were edited. */
  ahead: 'left' | 'right' | 'neither';
  /** Whether this settle had to link them. */
  isFresh: boolean;
  /** Whether they have another `orgNr` each by now. */
  isParted: boolean;
}

/** What agrees is united: from here on it is one event that both leaves hold. */
export function disagreementsIn(model: Model, { pairs, fresh }: SettledModel): Disagreement[] {
  const { leaves } = model.cells;
  return pairs.flatMap(([one, other]) =>
    leaves.flatMap((path, leaf): Disagreement[] => {
      const mateLeaf = model.mateLeaf(one, leaf);
      const [here, there] = [one.held[leaf], other.held[mateLeaf]];
      if (here === undefined || there === undefined || unite(model, one, other, leaf)) return [];
      const neither = isOlder(there, here) ? 'left' : 'neither';
      return [
        {
          row: rowName({ left: path, right: leaves[mateLeaf] ?? '' }),
          pair: [one, other],
          left: here.value,
          right: there.value,
          ahead: isOlder(here, there) ? 'right' : neither,
          isFresh: fresh.has(one),
          isParted: keyOf(one) !== keyOf(other),
        },
      ];
    }),
  );
}
