/** What is asked of a row after a settle: that both sides hold an edit, or agree, or agree on one of some values. */
import { type Value, agree, isEmpty } from '../domain/record.ts';
import type { Row } from '../domain/dataflow.ts';
import type { Finding } from './check.ts';
import { pathOn } from './ground.ts';
import { type RecordName, type Side, SIDES } from './scenario.ts';
import { editedTo, findingIn, settledValue, show, type View } from './view.ts';

/** The names of a pair's records. */
export type Pair = Record<Side, RecordName>;

const PAIR: Pair = { left: 'left', right: 'right' };

/** Both sides hold what was edited: the side that was edited too, code unit by code unit. */
export function holdsEdit(view: View, round: number, row: Row, side: Side, pair: Pair = PAIR): Finding[] {
  const expected = editedTo(view, round, pair[side], pathOn(row, side));
  return SIDES.flatMap((one) => {
    const note = one === side ? 'the side that was edited did not keep its value' : `edited on the ${side}`;
    return holdsOn(view, round, row, one, expected, pair, note);
  });
}

/** Both sides hold the value. */
export function bothHold(view: View, round: number, row: Row, expected: Value): Finding[] {
  return SIDES.flatMap((side) => holdsOn(view, round, row, side, expected, PAIR));
}

/** The sides agree, on whatever value. */
export function sidesAgree(view: View, round: number, row: Row, pair: Pair = PAIR): Finding[] {
  const [left, right] = valuesOf(view, round, row, pair);
  if (agree(left, right)) return [];
  const expected = `what the left one holds at ${row.left}, ${show(left)}`;
  return [findingIn(view, round, { record: pair.right, path: row.right, expected, received: show(right) })];
}

/** The sides agree, and on one of these values. */
export function agreeOnOneOf(
  view: View,
  round: number,
  row: Row,
  values: readonly Value[],
  pair: Pair = PAIR,
): Finding[] {
  const apart = sidesAgree(view, round, row, pair);
  const [left] = valuesOf(view, round, row, pair);
  if (apart.length > 0 || values.some((value) => holds(left, value))) return apart;
  const expected = `one of ${values.map(show).join(' and ')}`;
  return [findingIn(view, round, { record: pair.left, path: row.left, expected, received: show(left) })];
}

function holdsOn(
  view: View,
  round: number,
  row: Row,
  side: Side,
  expected: Value,
  pair: Pair,
  note?: string,
): Finding[] {
  const path = pathOn(row, side);
  const received = settledValue(view, round, pair[side], path);
  if (holds(received, expected)) return [];
  const what = { record: pair[side], path, expected: show(expected), received: show(received) };
  return [findingIn(view, round, note === undefined ? what : { ...what, note })];
}

function holds(received: Value, expected: Value): boolean {
  return isEmpty(expected) ? agree(received, expected) : received === expected;
}

function valuesOf(view: View, round: number, row: Row, pair: Pair): [left: Value, right: Value] {
  return [settledValue(view, round, pair.left, row.left), settledValue(view, round, pair.right, row.right)];
}
