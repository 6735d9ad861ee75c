/** Which records without a link belong together: the only ones of their side with a key that is not empty. Pure. */
import { type Company, isEmpty, valueAt } from '../../domain/company.ts';
import type { MergeRule } from '../../domain/dataflow.ts';
import type { Both, Side } from '../variation.ts';
import { SIDES } from './three-way.ts';

export function matchesAmong(
  rule: MergeRule,
  records: Both<Iterable<Company>>,
  isLinked: (side: Side, id: string) => boolean,
): Both<Company>[] {
  const groups = new Map<string, Both<Company[]>>();
  for (const side of SIDES) {
    for (const company of records[side]) {
      const key = valueAt(company, rule[side]);
      if (key === null || isEmpty(key) || isLinked(side, company.id)) continue;
      const group = groups.get(key) ?? { left: [], right: [] };
      group[side].push(company);
      groups.set(key, group);
    }
  }
  return [...groups.values()].flatMap(({ left, right }) => {
    const [one, other] = [left[0], right[0]];
    return one && other && left.length === 1 && right.length === 1 ? [{ left: one, right: other }] : [];
  });
}
