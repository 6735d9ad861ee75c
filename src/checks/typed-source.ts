/** Records of any type for a plan, each value of its leaf's type. */
import type { MergeRule } from '../domain/dataflow.ts';
import type { LeafType } from '../domain/data-type.ts';
import { hasManyTexts } from '../domain/date-format.ts';
import type { RecordType } from '../domain/record-type.ts';
import { nearKeysOf } from '../generate/near-misses.ts';
import { createRecordSource } from '../generate/records.ts';
import type { Side } from './scenario.ts';
import type { Source, SourceOptions } from './source.ts';

export function typedSource(types: Record<Side, RecordType>, { seed }: SourceOptions): Source {
  const sources = {
    left: createRecordSource(types.left, seed, 'left'),
    right: createRecordSource(types.right, seed, 'right'),
  };
  const key = (rule: MergeRule): string => sources.left.value(rule.left);
  const typeOf = (rule: MergeRule): LeafType => keyTypeOf(types, rule) ?? { is: 'string' };
  return {
    record: (side) => sources[side].record(),
    value: (side, path) => sources[side].value(path),
    key,
    nearNames: (rule) => Object.keys(nearKeysOf('', typeOf(rule))),
    nearKeys: (rule, text) => nearKeysOf(text, typeOf(rule)),
    spellings: () => ({}),
  };
}

/** What both properties of a merge rule can hold; null where there is no such thing, or too little of it. */
export function keyTypeOf(types: Record<Side, RecordType>, rule: MergeRule): LeafType | null {
  const [left, right] = [types.left.leaves.get(rule.left), types.right.leaves.get(rule.right)];
  // What a merge rule brings together is of one type, if the document does not contradict itself.
  const isKnown = !types.left.contradictory.has(rule.left);
  return left !== undefined && right !== undefined && isKnown && !hasFewValues(left) ? left : null;
}

/** Not each of many records can have one of its own: those of one scenario would match those of another. */
function hasFewValues(type: LeafType): boolean {
  return type.is === 'boolean' || (type.is === 'date' && !hasManyTexts(type.format));
}
