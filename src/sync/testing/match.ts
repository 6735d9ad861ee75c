/** Matching of whole lists, for tests: every group that there is, made anew from the records. */
import { valueAt, type Company } from '../../domain/company.ts';
import type { MergeRule } from '../../domain/dataflow.ts';
import type { Topology } from '../../domain/tenant.ts';
import { matchGroups, type Group, type Matches } from '../match.ts';

export function match(
  rules: readonly Pick<MergeRule, 'left' | 'right'>[],
  left: readonly Company[],
  right: readonly Company[],
  topology: Topology,
): Matches {
  const sides = [
    ['left', left],
    ['right', right],
  ] as const;
  const groups = rules.flatMap((rule, index) => {
    const byValue = new Map<string, Group>();
    for (const [side, companies] of sides) {
      for (const company of companies) {
        const value = valueAt(company, rule[side]);
        if (value === null || value === '') continue;
        const named = { left: rule.left, right: rule.right };
        const group = byValue.get(value) ?? { index, rule: named, value, left: [], right: [] };
        byValue.set(value, group);
        group[side].push(company.id);
      }
    }
    return [...byValue.values()];
  });
  for (const group of groups) {
    group.left.sort();
    group.right.sort();
  }
  return matchGroups(groups, topology);
}
