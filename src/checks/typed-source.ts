/** Records of any type for a plan, each value of its leaf's type. */
import type { MergeRule } from '../domain/dataflow.ts';
import { hasManyTexts } from '../domain/date-format.ts';
import type { LeafType, RecordType } from '../domain/record-type.ts';
import { nearKeysOf } from '../generate/near-misses.ts';
import { createRecordSource } from '../generate/records.ts';
import type { Side } from './scenario.ts';
import type { Source, SourceOptions } from './source.ts';

export function typedSource(types: Record<Side, RecordType>, { seed }: SourceOptions): Source {
  const sources = {
    left: createRecordSource(types.left, seed, 'left'),
    right: createRecordSource(types.right, seed, 'right'),
  };
  const key = (rule: MergeRule): string => {
    const side = sideOfKey(types, rule);
    return sources[side].value(rule[side]);
  };
  const typeOf = (rule: MergeRule): LeafType => keyTypeOf(types, rule) ?? { is: 'string' };
  return {
    record: (side) => sources[side].record(),
    value: (side, path) => sources[side].value(path),
    key,
    nearNames: (rule) => Object.keys(nearKeysOf(key(rule), typeOf(rule))),
    nearKeys: (rule, text) => nearKeysOf(text, typeOf(rule)),
    spellings: () => ({}),
  };
}

/** What both properties of a merge rule can hold; null where there is no such thing, or too little of it. */
export function keyTypeOf(types: Record<Side, RecordType>, rule: MergeRule): LeafType | null {
  const [left, right] = [types.left.leaves.get(rule.left), types.right.leaves.get(rule.right)];
  if (left === undefined || right === undefined || hasFewValues(left) || hasFewValues(right)) return null;
  if (JSON.stringify(left) === JSON.stringify(right)) return left;
  if (left.is === 'string') return right;
  return right.is === 'string' ? left : null;
}

/** Not each of many records can have one of its own: those of one scenario would match those of another. */
function hasFewValues(type: LeafType): boolean {
  return type.is === 'boolean' || (type.is === 'date' && !hasManyTexts(type.format));
}

/** The side of which each value is one that the other can hold too. */
function sideOfKey(types: Record<Side, RecordType>, rule: MergeRule): Side {
  return types.left.leaves.get(rule.left)?.is === 'string' ? 'right' : 'left';
}
