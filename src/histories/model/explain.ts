/** Where the values that the engine wrote come from. */
import { agree, type Company, type Value, valueAt } from '../../domain/company.ts';
import type { PropertyPath } from '../../domain/path.ts';
import type { Cells } from '../cells.ts';
import { type Event, findAmong, isOlder } from './event.ts';
import type { Life } from './life.ts';

/**
 * `carried`: from the leaf that the row goes with. `older`: the leaf holds something newer already. `crossed`: from
 * another leaf of the pair. `foreign`: a record that it is not linked with holds it. `invented`: nobody entered it.
 */
export type Origin = 'carried' | 'older' | 'crossed' | 'foreign' | 'invented';

export interface ExplainedLeaf {
  path: PropertyPath;
  leaf: number;
  from: Value;
  to: Value;
  origin: Origin;
  /** The event whose value it is, where it was carried or is older. */
  event: Event | null;
}

export interface ExplainedWrite {
  life: Life;
  /** The record whose values these are, where there is one. */
  mate: Life | null;
  leaves: readonly ExplainedLeaf[];
}

/** `life` is as the write found it; `after` is what it left. */
export function explain(
  cells: Cells,
  oneTenant: boolean,
  lives: readonly Life[],
  life: Life,
  after: Company,
): ExplainedWrite {
  const changed = cells.leaves.flatMap((path, leaf): Changed[] => {
    const [from, to] = [valueAt(life.company, path), valueAt(after, path)];
    return agree(from, to) ? [] : [{ path, leaf, from, to }];
  });
  const side = oneTenant ? 'left' : life.place;
  const mateLeaves = cells.mate[side];
  let best: ExplainedWrite | null = null;
  for (const mate of life.mate === null ? [...life.mates, ...life.lost] : [life.mate]) {
    const leaves = changed.map((one) => traced(one, life, mate, mateLeaves[one.leaf] ?? -1));
    if (best === null || carriedOf(leaves) > carriedOf(best.leaves)) best = { life, mate, leaves };
  }
  const { mate, leaves } = best ?? {
    mate: null,
    leaves: changed.map((one): ExplainedLeaf => ({ origin: 'invented', event: null, ...one })),
  };
  return {
    life,
    mate,
    leaves: leaves.map((one) => (one.origin === 'invented' ? blamed(one, life, mate, lives) : one)),
  };
}

type Changed = Pick<ExplainedLeaf, 'path' | 'leaf' | 'from' | 'to'>;

function carriedOf(leaves: readonly ExplainedLeaf[]): number {
  return leaves.filter(({ origin }) => origin === 'carried').length;
}

/** What a spread does not have stands before it: after it, V8 makes a hidden class each time, some fifteen times slower. */
function traced(changed: Changed, life: Life, mate: Life, mateLeaf: number): ExplainedLeaf {
  const here = life.held[changed.leaf];
  const there = mate.held[mateLeaf];
  if (here === undefined || there === undefined) return { origin: 'invented', event: null, ...changed };
  const { to } = changed;
  const fresh = findAmong(
    [there, here],
    (event) => agree(event.value, to) && event !== here && !isOlder(event, here),
  );
  if (fresh !== null) return { origin: 'carried', event: fresh, ...changed };
  const stale = findAmong([there, here], ({ value }) => agree(value, to));
  return { origin: stale === null ? 'invented' : 'older', event: stale, ...changed };
}

/** A value that is in no cell of the row: whose it is. */
function blamed(one: ExplainedLeaf, life: Life, mate: Life | null, lives: readonly Life[]): ExplainedLeaf {
  const has = (other: Life): boolean =>
    other.held.some((event) => findAmong([event], ({ value }) => value === one.to) !== null);
  if (one.to === null || one.to === '') return one;
  if (has(life) || (mate !== null && has(mate))) return { ...one, origin: 'crossed' };
  return lives.some(has) ? { ...one, origin: 'foreign' } : one;
}
