import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recorded } from '../cli/testing/campaigns.ts';
import { mergePatches, patchAt } from '../domain/company.ts';
import type { Evidence, Pass, PerformedAction } from './evidence.ts';
import { judge, verdictOf } from './judge.ts';
import { scenarioOf, withScenario } from './testing/alterations.ts';

const SEED = 41;
const { plan, evidence } = await recorded('two-tenants');
const ids = [...evidence.scenarios.keys()];
const readers = (id: string) => plan.checks.filter(({ scenarios }) => scenarios.includes(id));
const random = { seed: SEED, numRuns: 25 };

/** The ids of those among `checks` that pass all the same. */
function passing(altered: Evidence, checks = plan.checks): string[] {
  return judge({ ...plan, checks }, altered)
    .filter(({ status }) => status === 'passed')
    .map(({ check }) => check.id);
}

function verdict(altered: Evidence): string {
  return verdictOf(judge(plan, altered), altered);
}

describe(`evidence with something missing (seed ${SEED})`, () => {
  it('without a scenario: no check that reads it passes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ids), (id) => {
        const scenarios = new Map(evidence.scenarios);
        scenarios.delete(id);
        expect(readers(id).length).toBeGreaterThan(0);
        expect(passing({ ...evidence, scenarios }, readers(id))).toEqual([]);
      }),
      random,
    );
  });

  it('without a round, wherever it stood', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.nat(), (id, n) => {
        const scenario = scenarioOf(evidence, id);
        const rounds = scenario.rounds.toSpliced(n % scenario.rounds.length, 1);
        expect(passing(withScenario(evidence, { ...scenario, rounds }), readers(id))).toEqual([]);
      }),
      random,
    );
  });

  it('without an action, or with it twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.nat(), fc.boolean(), (id, n, isTwice) => {
        const altered = withActions(id, n, (action) => (isTwice ? [action, action] : []));
        expect(passing(altered, readers(id))).toEqual([]);
      }),
      random,
    );
  });

  it('with an action that did something else', () => {
    const other = patchAt('name', 'what nobody planned');
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.nat(), (id, n) => {
        const altered = withActions(id, n, (action): PerformedAction[] => {
          if (action.do === 'delete') return [{ ...action, record: 'nobody' }];
          if (action.do === 'create') {
            return [{ ...action, company: { ...action.company, name: 'what nobody planned' } }];
          }
          return [{ ...action, patch: mergePatches([action.patch, other]) }];
        });
        expect(passing(altered, readers(id))).toEqual([]);
      }),
      random,
    );
  });

  it('with a record that nobody looked at', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.nat(), (id, n) => {
        const scenario = scenarioOf(evidence, id);
        const at = n % scenario.rounds.length;
        const round = scenario.rounds[at];
        if (!round) throw new RangeError('no such round');
        const rounds = scenario.rounds.with(at, { ...round, observed: {} });
        expect(passing(withScenario(evidence, { ...scenario, rounds }), readers(id))).toEqual([]);
      }),
      random,
    );
  });

  it('without a settle: no check that stands on it passes', () => {
    for (const [at, { batch, round }] of evidence.settles.entries()) {
      const altered = { ...evidence, settles: evidence.settles.toSpliced(at, 1) };
      const standing = plan.checks.filter((check) =>
        check.scenarios.some((id) => {
          const scenario = scenarioOf(evidence, id);
          return scenario.batch === batch && scenario.rounds.length > round;
        }),
      );
      expect(passing(altered, standing), `${batch} ${round}`).toEqual([]);
      const quiet = round === 0 ? 'quiet/after-first-link' : 'quiet/after-edits';
      const whole = plan.checks.filter(({ id }) => id.endsWith(quiet) || id.endsWith('no-creation'));
      expect(passing(altered, whole), `${batch} ${round}`).toEqual([]);
      expect(whole).toHaveLength(2);
    }
  });

  it('without the look at the end: nothing tells whether anything drifted', () => {
    const drift = plan.checks.filter(({ id }) => id.endsWith('nothing-drifts'));
    fc.assert(
      fc.property(fc.constantFrom(...drift.flatMap(({ scenarios }) => scenarios)), (id) => {
        const altered = withScenario(evidence, { ...scenarioOf(evidence, id), final: null });
        expect(passing(altered, drift)).toEqual([]);
      }),
      random,
    );
  });

  it('without the further passes', () => {
    const altered = { ...evidence, further: new Map() };
    expect(passing(altered).filter((id) => id.includes('further-passes'))).toEqual([]);
    expect(verdict(altered)).toBe('inconclusive');
  });

  it('without the line that ends the campaign: nothing passes', () => {
    const altered = { ...evidence, end: null };
    expect(passing(altered)).toEqual([]);
    expect(verdict(altered)).toBe('inconclusive');
  });

  it('with nothing at all: nothing passes', () => {
    const altered: Evidence = { ...evidence, settles: [], further: new Map(), scenarios: new Map() };
    expect(passing(altered)).toEqual([]);
    expect(verdict(altered)).toBe('inconclusive');
  });

  it.each(['engine', 'harness'] as const)('where the %s ended it early: inconclusive', (by) => {
    const finishedAt = evidence.header.startedAt;
    const altered: Evidence = {
      ...evidence,
      end: { kind: 'end', finishedAt, stopped: { by, reason: 'out of coffee' } },
    };
    expect(verdict(altered)).toBe('inconclusive');
  });

  it.each([
    ['no pass', () => []],
    ['no pass that ended well', (passes: Pass[]) => passes.map((pass) => ({ ...pass, ok: false }))],
    ['a write in its last pass', (passes: Pass[]) => passes.map((pass) => ({ ...pass, acceptedWrites: 1 }))],
  ])('with a settle that says it is one, but has %s', (_, alter: (passes: Pass[]) => Pass[]) => {
    for (const settle of evidence.settles) {
      const passes = alter(settle.passes);
      const settles = evidence.settles.map((one) => (one === settle ? { ...settle, passes } : one));
      const batch = plan.batches.find(({ id }) => id === settle.batch);
      const concerned = new Set(batch?.scenarios.map(({ id }) => id));
      const checks = plan.checks.filter(({ scenarios }) => scenarios.some((id) => concerned.has(id)));
      expect(passing({ ...evidence, settles }, checks)).toEqual([]);
      expect(verdict({ ...evidence, settles })).not.toMatch(/accepted/);
    }
  });
});

describe('judging', () => {
  it('gives the same verdicts twice, and leaves the evidence as it was', () => {
    const before = structuredClone(evidence);
    const [first, second] = [judge(plan, evidence), judge(plan, evidence)];
    expect(second).toEqual(first);
    expect(evidence).toEqual(before);
  });

  it('does not depend on the order in which scenarios were written down', () => {
    const scenarios = [...evidence.scenarios];
    const expected = judge(plan, evidence);
    fc.assert(
      fc.property(fc.shuffledSubarray(scenarios, { minLength: scenarios.length }), (shuffled) => {
        expect(judge(plan, { ...evidence, scenarios: new Map(shuffled) })).toEqual(expected);
      }),
      { seed: SEED, numRuns: 3 },
    );
  });
});

function withActions(
  id: string,
  n: number,
  change: (action: PerformedAction) => PerformedAction[],
): Evidence {
  const scenario = scenarioOf(evidence, id);
  const acting = scenario.rounds.flatMap(({ actions }, i) => (actions.length > 0 ? [i] : []));
  const at = acting[n % acting.length] ?? 0;
  const round = scenario.rounds[at];
  if (!round) throw new RangeError(`${id} has no round ${at}`);
  const which = n % round.actions.length;
  const actions = round.actions.flatMap((action, i) => (i === which ? change(action) : [action]));
  return withScenario(evidence, { ...scenario, rounds: scenario.rounds.with(at, { ...round, actions }) });
}
