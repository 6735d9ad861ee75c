/** What a new right record is to hold, made of the left one that it is to be a pair with. Pure. */
import type { Link } from '../domain/dataflow.ts';
import { isOwnKey, isWritable } from '../domain/record-type.ts';
import { isEmpty, leavesOf, setLeaf, valueAt, type Entity, type Patch } from '../domain/record.ts';
import { decide, isHeld, type Agreed } from './decide.ts';
import type { RowGroup } from './rows.ts';
import type { NewRecord, Pair } from './state.ts';

/**
 * The values of all rows, as with an empty record on the right, and that of the first merge rule by which the two can
 * agree as well. What is empty is left out.
 */
export function newRecordOf(
  record: Entity,
  groups: readonly RowGroup[],
  { target, merge }: Pick<Link, 'target' | 'merge'>,
): NewRecord {
  const leaves: Record<string, string> = {};
  const agreed: Record<string, string | null> = {};
  const both = { left: record, right: { id: '', modifiedAt: record.modifiedAt } };
  for (const decision of decide(groups, both, {})) {
    const { group, value } = decision;
    if (value !== null && !isEmpty(value)) for (const path of group.right) leaves[path] = value;
    // Where rows share leaves, the left record may itself have to be written before all of them agree.
    if (isHeld(decision, both, ['left'])) for (const row of group.rows) agreed[row] = value;
  }
  const rule = merge.find(
    ({ right }) => isWritable(target, right) && !groups.some((group) => group.right.includes(right)),
  );
  const key = rule === undefined ? null : valueAt(record, rule.left);
  if (rule !== undefined && key !== null && !isEmpty(key)) leaves[rule.right] = key;
  return { left: record.id, leaves, agreed };
}

export function draftOf({ leaves }: Pick<NewRecord, 'leaves'>): Patch {
  const draft: Patch = {};
  for (const [path, value] of Object.entries(leaves)) setLeaf(draft, path, value);
  return draft;
}

/** The pair with a record that was created: they agree on each row of which it holds what was to be written. */
export function pairWith({ left, agreed }: NewRecord, right: Entity, groups: readonly RowGroup[]): Pair {
  const held: Record<string, string | null> = {};
  for (const group of groups) {
    for (const row of group.rows) {
      const value = agreed[row];
      if (value !== undefined && holdsThere(right, group, value)) held[row] = value;
    }
  }
  return {
    left,
    right: right.id,
    agreed: held,
    own: { left: null, right: null },
    intent: { left: null, right: null },
  };
}

/** The same text for a record that holds these leaves and no other. */
export function contentOf({ leaves }: Pick<NewRecord, 'leaves'>): string {
  return textOf(Object.entries(leaves));
}

export function contentOfRecord(record: Entity): string {
  return textOf([...leavesOf(record)].filter(([path, value]) => !isOwnKey(path) && !isEmpty(value)));
}

function textOf(leaves: readonly [string, string | null][]): string {
  return JSON.stringify(leaves.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function holdsThere(right: Entity, group: RowGroup, value: Agreed[string]): boolean {
  return isHeld({ group, value, why: 'agreed', writes: [] }, { left: right, right }, ['right']);
}
