/** Which side's value of a row is carried over, by what both sides held when they last agreed. Pure. */
import { agree, type Company, isEmpty, type Value, valueAt } from '../../domain/company.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import type { LeafValue } from '../leaves.ts';
import type { Both, Side } from '../variation.ts';

export const SIDES: readonly Side[] = ['left', 'right'];
export const OTHER: Both<Side> = { left: 'right', right: 'left' };

/** Whether the row held this value, or one that agrees with it, when both sides last agreed. */
export type Held = (row: string, value: Value) => boolean;

/** What is to be written on each side, and what both hold of each row once it is. */
export interface Plan {
  leaves: Both<LeafValue[]>;
  agreed: Map<string, Value>;
}

/** Where both sides were edited, the `newest` wins. */
export function threeWay(rows: readonly Row[], records: Both<Company>, held: Held, newest: Side): Plan {
  const plan: Plan = { leaves: { left: [], right: [] }, agreed: new Map() };
  for (const row of rows) {
    const now = valuesOf(row, records);
    const winner = agree(now.left, now.right) ? null : winnerOf(rowName(row), now, held, newest);
    plan.agreed.set(rowName(row), now[winner ?? 'left']);
    if (winner !== null) plan.leaves[OTHER[winner]].push([row[OTHER[winner]], now[winner]]);
  }
  return plan;
}

/**
 * A first link told as an edit: both sides once held what the loser holds, and then the winner was edited. So it
 * is decided once, and a write that fails, or an edit that comes after it, is like any other.
 */
export function pastOfStrangers(
  rows: readonly Row[],
  records: Both<Company>,
  newest: Side,
): Map<string, Value> {
  return new Map(
    rows.map((row) => {
      const now = valuesOf(row, records);
      return [rowName(row), now[OTHER[firstWinner(now, newest)]]];
    }),
  );
}

/** The later one by the tenants' clocks; at the same time the left one. */
export function newestOf({ left, right }: Both<Pick<Company, 'modifiedAt'>>): Side {
  return Date.parse(right.modifiedAt) > Date.parse(left.modifiedAt) ? 'right' : 'left';
}

/** Of a first link: a value wins over none, then the newer record's. */
export function firstWinner(now: Both<Value>, newest: Side): Side {
  if (isEmpty(now.left) !== isEmpty(now.right)) return isEmpty(now.left) ? 'right' : 'left';
  return newest;
}

export function valuesOf(row: Row, { left, right }: Both<Company>): Both<Value> {
  return { left: valueAt(left, row.left), right: valueAt(right, row.right) };
}

/** The leaves of one side that hold "", which are as empty as null. */
export function blanksOf(rows: readonly Row[], record: Company, side: Side): LeafValue[] {
  return rows.flatMap((row): LeafValue[] => (valueAt(record, row[side]) === '' ? [[row[side], null]] : []));
}

function winnerOf(row: string, now: Both<Value>, held: Held, newest: Side): Side {
  if (held(row, now.left)) return 'right';
  if (held(row, now.right)) return 'left';
  return newest;
}
