import { describe, expect, it } from 'vitest';
import { recorded } from '../cli/testing/campaigns.ts';
import type { Check } from './check.ts';
import { type Evidence, EvidenceLine } from './evidence.ts';
import { judge, type Status, verdictOf } from './judge.ts';
import {
  type Alteration,
  campaignAltered,
  idsAltered,
  recordsDeleted,
  valuesAltered,
} from './testing/alterations.ts';

const { plan, evidence } = await recorded('two-tenants');

describe('evidence of an engine that does what the document says', () => {
  it('makes every check pass, and the run accepted', () => {
    const results = judge(plan, evidence);
    expect(results.map(({ check }) => check)).toEqual(plan.checks);
    expect(results.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(verdictOf(results, evidence)).toBe('accepted');
  });
});

/** Each check is red for a reason of its own: a check of values is not witnessed by a record that is gone. */
describe('every check is witnessed red', () => {
  it.each(plan.checks.map((check) => [check.id, check] as const))('%s', (_, check) => {
    const witness = witnessOf(check, evidence);
    expect(witness?.what, 'no alteration of the evidence makes this check fail').toBeDefined();
    if (witness) assertStillEvidence(witness.evidence, check);
  });

  it('in each scenario that it reads; of those that read nearly all, in every tenth', () => {
    const blind = plan.checks.flatMap((check) =>
      check.scenarios
        .filter((_, i) => check.scenarios.length < 100 || i % 10 === 0)
        .filter((id) => concerns(check, id))
        .filter((id) => !firstRed(check, alterationsFor(check, only(evidence, id), id)))
        .map((id) => `${check.id} in ${id}`),
    );
    expect(blind).toEqual([]);
  });

  it('in one tenant too, but for those that the engine’s choice of sides leaves open', async () => {
    const one = await recorded('one-tenant');
    const passed = judge(one.plan, one.evidence).filter(({ status }) => status === 'passed');
    expect(passed.length).toBe(one.plan.checks.length - 6);
    const blind = passed.filter(({ check }) => !witnessOf(check, one.evidence, one.plan));
    expect(blind.map(({ check }) => check.id)).toEqual([]);
  });
});

function witnessOf(check: Check, gathered: Evidence, planned = plan): Alteration | null {
  if (check.scenarios.length === 0) return firstRed(check, campaignAltered(gathered), planned);
  for (const id of check.scenarios) {
    const found = firstRed(check, alterationsFor(check, gathered, id), planned);
    if (found) return found;
  }
  return null;
}

function alterationsFor(check: Check, gathered: Evidence, id: string): Iterable<Alteration> {
  if (check.id.includes('/no-deletion-')) return recordsDeleted(gathered, id);
  if (check.id.includes('/id-stays-')) return idsAltered(gathered, id);
  return valuesAltered(gathered, id);
}

function firstRed(check: Check, alterations: Iterable<Alteration>, planned = plan): Alteration | null {
  const red: Status = check.kind === 'policy' ? 'deviates' : 'failed';
  for (const alteration of alterations) {
    if (judge({ ...planned, checks: [check] }, alteration.evidence)[0]?.status === red) return alteration;
  }
  return null;
}

/** Next to no other scenario, as none of the others has a failure to show: judging is faster then. */
function only(gathered: Evidence, id: string): Evidence {
  const kept = [...gathered.scenarios].filter(([one]) => one === id || one.startsWith('unmatched/'));
  return { ...gathered, scenarios: new Map(kept) };
}

/** A check of one side's records has nothing to say of a scenario that has none there. */
function concerns(check: Check, id: string): boolean {
  const sides = Object.values(evidence.scenarios.get(id)?.sides ?? {});
  const side = /\/(?:id-stays|id-one-to-one|no-deletion)-(left|right)/.exec(check.id)?.[1];
  return side === undefined || sides.some((one) => one === side);
}

function assertStillEvidence(altered: Evidence, check: Check): void {
  for (const line of [...check.scenarios.map((id) => altered.scenarios.get(id)), ...altered.settles]) {
    expect(() => EvidenceLine.parse(line)).not.toThrow();
  }
}
