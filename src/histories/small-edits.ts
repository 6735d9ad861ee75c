/** Every sequence of a few edits of two companies, each on both sides: what users do in a small scope. Pure. */
import type { Side } from './history.ts';

export const COMPANIES = ['acme', 'globex'] as const;
const SIDES = ['left', 'right'] as const satisfies Side[];
/** `orgNr away` gives a record the other company's, `orgNr back` its own again. */
const ACTS = ['first value', 'second value', 'clear', 'orgNr away', 'orgNr back', 'delete'] as const;

export interface Doing {
  company: (typeof COMPANIES)[number];
  side: Side;
  act: (typeof ACTS)[number];
}

/**
 * All sequences of so many edits, but for those that say nothing new:
 * - A record that is deleted is edited no more: the player passes over such an edit, and a shorter sequence does as much.
 * - The value that is given first is the first one: no engine may care what a value says, and neither had been there.
 * - The company that is edited first is acme. The two differ by name, `orgNr` and in which was created first, and of
 *   these only the last could matter: tenants list what was edited last at the end, so it orders those alone that nobody
 *   edited. That globex, listed second, is edited first is what is left out.
 * Left and right are not taken for one another: an engine may begin on the left.
 */
export function* sequences(count: number, before: readonly Doing[] = []): Generator<readonly Doing[]> {
  if (count === 0) {
    yield before;
    return;
  }
  for (const company of before.length === 0 ? COMPANIES.slice(0, 1) : COMPANIES) {
    for (const side of SIDES) {
      for (const act of possible(company, side, before)) {
        yield* sequences(count - 1, [...before, { company, side, act }]);
      }
    }
  }
}

/** How many there are, by another way than to go through them. */
export function sequenceCount(count: number): number {
  return continuations(count, COMPANIES.length * SIDES.length, false) / COMPANIES.length;
}

function possible(company: Doing['company'], side: Side, before: readonly Doing[]): Doing['act'][] {
  const own = before.filter((doing) => doing.company === company && doing.side === side);
  if (own.some(({ act }) => act === 'delete')) return [];
  const isFirst = !before.some(({ act }) => act === 'first value');
  const isAway = own.findLast(({ act }) => act.startsWith('orgNr'))?.act === 'orgNr away';
  const left = new Set<Doing['act']>([isAway ? 'orgNr away' : 'orgNr back']);
  if (isFirst) left.add('second value');
  return ACTS.filter((act) => !left.has(act));
}

/** With so many records that are there, and after a value was given, or not: a value, its clearing, orgNr, or deletion. */
function continuations(count: number, records: number, isValueGiven: boolean): number {
  if (count === 0) return 1;
  const values = isValueGiven ? 2 : 1;
  const valueGiven = values * continuations(count - 1, records, true);
  const cleared = continuations(count - 1, records, isValueGiven);
  const moved = cleared;
  const deleted = records === 0 ? 0 : continuations(count - 1, records - 1, isValueGiven);
  return records * (valueGiven + cleared + moved + deleted);
}
