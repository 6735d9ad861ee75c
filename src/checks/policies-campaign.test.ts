/** What each policy makes of a campaign that an engine by the defaults has run. */
import { describe, expect, it } from 'vitest';
import { recorded } from '../cli/testing/campaigns.ts';
import { judge, type Status, verdictOf } from './judge.ts';
import { plan } from './plan.ts';
import { DEFAULT_POLICIES, parsePolicies, type Policies } from './policies.ts';

const { evidence } = await recorded('tiny');

function judged(policies: Partial<Policies>): { statuses: Map<string, Status>; verdict: string } {
  const { checklist, seed } = evidence.header;
  const options = {
    seed,
    topology: 'two-tenants',
    policies: { ...DEFAULT_POLICIES, ...policies },
    faults: [],
  } as const;
  const results = judge(plan(checklist.dataflow, options), evidence);
  const ofPolicies = results.filter(({ check, status }) => check.kind === 'policy' || status !== 'passed');
  return {
    statuses: new Map(
      ofPolicies.map(({ check, status }) => [check.id.slice(check.id.indexOf('/') + 1), status]),
    ),
    verdict: verdictOf(results, evidence),
  };
}

function those(statuses: Map<string, Status>, status: Status): string[] {
  return [...statuses].filter(([, one]) => one === status).map(([id]) => id);
}

describe('an engine that does what the defaults say', () => {
  it('passes where they are asked for', () => {
    const { statuses, verdict } = judged({});
    expect(those(statuses, 'passed')).toHaveLength(statuses.size);
    expect(verdict).toBe('accepted');
  });

  it.each<[Partial<Policies>, string[]]>([
    [{ conflict: 'left' }, ['policy/conflict-right-last', 'policy/at-work/same-row-left']],
    [
      { conflict: 'right' },
      ['policy/conflict-left-last', 'policy/conflict-same-time', 'policy/at-work/same-row-right'],
    ],
    [{ 'first-link': 'left' }, ['policy/first-link-newer-right', 'policy/first-link-key-edited-right']],
    [
      { 'first-link': 'right' },
      ['policy/first-link-newer-left', 'policy/first-link-same-time', 'policy/first-link-key-edited-left'],
    ],
    [{ deletion: 'deleted' }, ['policy/deletion-left', 'policy/deletion-right']],
  ])('deviates, and is not rejected, where %o is asked for', (policies, deviating) => {
    const { statuses, verdict } = judged(policies);
    expect(those(statuses, 'deviates').toSorted()).toEqual(deviating.toSorted());
    expect(those(statuses, 'passed')).toHaveLength(statuses.size - deviating.length);
    expect(verdict).toBe('accepted with deviations');
  });

  it.each<[keyof Policies, string]>([
    ['conflict', 'policy/conflict-'],
    ['first-link', 'policy/first-link-newer'],
    ['first-link-empty', 'policy/first-link-empty'],
    ['deletion', 'policy/deletion'],
    ['duplicates', 'policy/duplicates'],
    ['spelling', 'policy/spelling'],
  ])('is only recorded where %s=any', (name, prefix) => {
    const { statuses, verdict } = judged(parsePolicies([`${name}=any`]));
    const own = [...statuses].filter(([id]) => id.startsWith(prefix)).map(([, status]) => status);
    expect(new Set(own)).toEqual(new Set(['recorded']));
    expect(those(statuses, 'deviates')).toEqual([]);
    expect(verdict).toBe('accepted');
  });

  it('has not shown that ids are copied: the tenant gives out its own, which is a declared lack', () => {
    const { statuses, verdict } = judged({ 'id-row': 'copied' });
    expect(those(statuses, 'not verified').map((id) => id.split('/')[0])).toEqual([
      'id-copied-left',
      'id-copied-right',
    ]);
    expect(verdict).toBe('accepted');
  });
});
