/**
 * The core of the sync: what one linked pair needs so that it agrees on every row. Pure.
 *
 * A row whose last agreed value (the base) is known:
 *
 *              left edited                  right edited
 *     agreed ──────────────▶ left changed ───────────────▶ both changed
 *      ▲ │                      │  left's value wins          │   ▲
 *      │ └──────────────▶ right changed ──────────────────────┼───┘
 *      │   right edited         │  right's value wins         │  the later record's value wins, same time: left
 *      └────────────────────────┴─────────────────────────────┘  (both hold the same: nothing to write)
 *
 * A row without a base (first link, or new in the document) is judged as if its base were empty: what is
 * not empty is a change. Hence a value wins over an empty, and of two values that of the later record.
 *
 * Invariants, each held by a property test in decide.test.ts:
 *  1. Agreement. Once the writes are applied, both records agree on every copied row.
 *  2. Quiet. Deciding again after that, with the base it left, asks for no write.
 *  3. Thrift. Only a leaf that disagrees with the decided value is written.
 *  4. Containment. Only leaves of copied rows are written.
 *  5. Provenance. A written value is, code unit by code unit, one that a row's leaf held.
 *  6. No loss. An edit of one side alone, a clearing included, ends up on both sides.
 *  7. Independence. What is decided for a row depends on no leaf of another group of rows.
 *  8. Symmetry. With the sides swapped, and no tie, the same values are decided.
 *  9. Base. The base moves only to a value that both records are known to hold.
 */
import type { PropertyPath } from '../domain/path.ts';
import { agree, isEmpty, setLeaf, valueAt, type Entity, type Patch, type Value } from '../domain/record.ts';
import { isLater } from '../domain/time.ts';
import type { RowGroup } from './rows.ts';

export type Side = 'left' | 'right';
export type Both<T> = Record<Side, T>;

const SIDES = ['left', 'right'] as const;

/** The last agreed value of each row, by the row's name. */
export type Agreed = Readonly<Record<string, Value>>;

/** Why a value was decided. Only for `agreed` nothing has happened since the base. */
export type Why = 'agreed' | 'value over empty' | 'later record' | 'only edit' | 'same edit' | 'later edit';

interface Leaf {
  side: Side;
  path: PropertyPath;
  value: Value;
}

/** What one group of rows shall hold, and the leaves that do not hold it yet. */
export interface Decision {
  group: RowGroup;
  value: Value;
  why: Why;
  writes: readonly Leaf[];
}

/**
 * One decision for each group. `edited` says when each record was last edited by others (RFC 3339; a write
 * of the sync itself is no edit); it decides only between two sides that both changed.
 */
export function decide(
  groups: readonly RowGroup[],
  records: Both<Entity>,
  agreed: Agreed,
  edited: Both<string> = { left: records.left.modifiedAt, right: records.right.modifiedAt },
): Decision[] {
  const later: Side = isLater(edited.right, edited.left) ? 'right' : 'left';
  return groups.map((group) => decideGroup(group, records, baseOf(group, agreed), later));
}

/** One patch with all that a side needs, or null where it needs nothing. */
export function patchFor(decisions: readonly Decision[], side: Side): Patch | null {
  let patch: Patch | null = null;
  for (const { writes, value } of decisions) {
    for (const leaf of writes) if (leaf.side === side) setLeaf((patch ??= {}), leaf.path, value);
  }
  return patch;
}

/** The decisions that both records, as now known, bear out. */
export function heldOf(decisions: readonly Decision[], records: Both<Entity>): ReadonlySet<Decision> {
  return new Set(decisions.filter((decision) => isHeld(decision, records)));
}

/** The base after the writes, where it is `held` what was decided; elsewhere it stays. */
export function agreedAfter(
  decisions: readonly Decision[],
  held: ReadonlySet<Decision>,
  before: Agreed,
): Record<string, Value> {
  const after: Record<string, Value> = {};
  for (const decision of decisions) {
    for (const row of decision.group.rows) {
      const value = held.has(decision) ? decision.value : before[row];
      if (value !== undefined) after[row] = value;
    }
  }
  return after;
}

/** Whether every leaf of the group holds what was decided, on one side or on both. */
export function isHeld(
  { group, value }: Decision,
  records: Both<Entity>,
  sides: readonly Side[] = SIDES,
): boolean {
  for (const side of sides) if (!hold(records[side], group[side], value)) return false;
  return true;
}

/** Whether one record holds the base of every copied row, and no base is left over of a row that is copied no more. */
export function holdsAgreed(
  groups: readonly RowGroup[],
  side: Side,
  record: Entity,
  agreed: Agreed,
): boolean {
  let rows = 0;
  for (const group of groups) {
    const base = baseOf(group, agreed);
    if (base === undefined || !hold(record, group[side], base)) return false;
    rows += group.rows.length;
  }
  return Object.keys(agreed).length === rows;
}

function decideGroup(group: RowGroup, records: Both<Entity>, base: Value | undefined, later: Side): Decision {
  const leaves: Leaf[] = [];
  /** The first leaf of each side that has changed. */
  const changed: Both<Leaf | null> = { left: null, right: null };
  for (const side of SIDES) {
    for (const path of group[side]) {
      const leaf = { side, path, value: valueAt(records[side], path) };
      leaves.push(leaf);
      if (changed[side] === null && isChange(leaf.value, base)) changed[side] = leaf;
    }
  }
  const { [later]: ofLater, [later === 'left' ? 'right' : 'left']: ofOther } = changed;
  const winner = ofLater ?? ofOther;
  if (winner === null) return { group, value: base ?? null, why: 'agreed', writes: [] };

  const writes = leaves.filter((leaf) => !agree(leaf.value, winner.value));
  const contested = ofLater !== null && ofOther !== null;
  return { group, value: winner.value, why: reason(base === undefined, contested, writes), writes };
}

function isChange(value: Value, base: Value | undefined): boolean {
  return base === undefined ? !isEmpty(value) : !agree(value, base);
}

function reason(first: boolean, contested: boolean, writes: readonly Leaf[]): Why {
  if (writes.length === 0) return first ? 'agreed' : 'same edit';
  if (first) return contested ? 'later record' : 'value over empty';
  return contested ? 'later edit' : 'only edit';
}

function hold(record: Entity, paths: readonly PropertyPath[], value: Value): boolean {
  for (const path of paths) if (!agree(valueAt(record, path), value)) return false;
  return true;
}

/** A group has a base if all its rows agreed on one value; a row that is new to the group ends that. */
function baseOf(group: RowGroup, agreed: Agreed): Value | undefined {
  let base: Value | undefined;
  for (const row of group.rows) {
    const value = agreed[row];
    if (value === undefined || (base !== undefined && !agree(value, base))) return undefined;
    if (base === undefined) base = value;
  }
  return base;
}
