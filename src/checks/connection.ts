/** Records of other types that a record has to be connected to before one is created for it. Pure. */
import { type Creation, collectionsNamed, creationOf } from '../domain/creation.ts';
import { sectionsTogether } from '../domain/together.ts';
import type { Dataflow, Link, MergeRule } from '../domain/dataflow.ts';
import { type Patch, setting, together } from '../domain/record.ts';
import { CONDITIONS, type RecordTypes } from '../domain/record-type.ts';
import { isArrangeable } from './runnable.ts';
import type { Action, Side } from './scenario.ts';
import type { Source } from './source.ts';
import { sourceOf } from './source-of.ts';

/** A record on the left that is synchronised itself, or is not, by the section of its own type. */
export interface Connection {
  /** Its record type. */
  type: string;
  /** Creates one that the engine links with another, or creates another for. */
  synchronised: (record: string) => Action[];
  /** Creates one that is linked with none; null where the section creates another for each. */
  alone: ((record: string) => Action[]) | null;
}

/** By the first section that can be shown of the types that the creation rule names; null where there is none. */
export function connectionOf(
  { creates }: Creation,
  link: Link,
  dataflow: Dataflow,
  types: RecordTypes,
  seed: number,
): Connection | null {
  if (typeof creates === 'string') return null;
  const named = collectionsNamed(creates.whenConnectedTo, types.left.values(), dataflow);
  for (const other of sectionsTogether(dataflow)) {
    const [left, right] = [types.left.get(other.source), types.right.get(other.target)];
    if (!left || !right || left.isCompany || !named.has(left.collection)) continue;
    // Among the records that are looked at, those that nobody looks at would be taken for strangers.
    if (other.source === link.source || other.target === link.target) continue;
    const creation = creationOf(other, dataflow);
    const rule = other.merge.find((one) => isArrangeable({ left, right }, one));
    if (rule === undefined && creation.creates !== 'always') continue;
    const source = sourceOf({ left, right }, { seed, tag: undefined, merge: other.merge });
    return connectionBy(other, creation, rule, source);
  }
  return null;
}

function connectionBy(
  { source: type, target }: Link,
  { merges, creates }: Creation,
  rule: MergeRule | undefined,
  source: Source,
): Connection {
  const condition = merges === 'all' ? [] : [setting(CONDITIONS, JSON.stringify([merges.when]))];
  const create = (record: string, side: Side, draft: Patch): Action => ({
    do: 'create',
    record,
    side,
    type: side === 'left' ? type : target,
    draft,
  });
  return {
    type,
    synchronised: (record) => {
      const left = together([source.record('left'), ...condition]);
      if (rule === undefined) return [create(record, 'left', left)];
      const key = source.key(rule);
      return [
        create(record, 'left', together([left, setting(rule.left, key)])),
        create(
          `${record} on the right`,
          'right',
          together([source.record('right'), setting(rule.right, key)]),
        ),
      ];
    },
    alone:
      creates === 'always' && merges === 'all'
        ? null
        : (record) => [create(record, 'left', source.record('left'))],
  };
}
