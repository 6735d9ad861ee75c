/** A section's plan among others: it sees its own evidence by its plain names, and is told of by its full ones. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Check, type Judgement, NotVerified } from './check.ts';
import type { Evidence, ScenarioEvidence, Settle } from './evidence.ts';
import type { Plan } from './plan.ts';
import { inSection } from './section-scope.ts';
import { company, evidenceOf, pass, round, scenario, settle } from './testing/small-evidence.ts';
import { finding } from './view.ts';

const SEED = 47;
const SECTIONS = ['a', 'a-b', 'b', 'aa'] as const;
/** What a scenario or batch is called; slashes too. */
const plain = fc.constantFrom('main', 'x/left', 'a/x', 'b', 'a');

type Further = Evidence['further'] extends Map<string, infer F> ? F : never;

interface Seen {
  scenarios: ScenarioEvidence[];
  settles: Settle[];
  further: Further[];
  lacking: string[];
}

const seen: fc.Arbitrary<Seen> = fc
  .record({
    scenarios: fc.uniqueArray(plain, { maxLength: 3 }),
    batches: fc.uniqueArray(plain, { maxLength: 3 }),
    lacking: fc.uniqueArray(plain, { maxLength: 2 }),
    record: plain,
  })
  .map(({ scenarios, batches, lacking, record }) => ({
    scenarios: scenarios.map((id) => scenario(id, [round([], { left: company('1') })], { batch: 'main' })),
    settles: batches.map((batch, at) =>
      settle(at, { batch, idle: [{ side: 'left', record: `${record}/left` }] }),
    ),
    further: batches.map((batch) => ({
      kind: 'further passes' as const,
      batch,
      passes: [pass()],
      writes: [{ side: 'right' as const, record: `${record}/right`, pass: 1 }],
    })),
    lacking,
  }));

/** The names as they are with the section before them. */
function within(section: string, { scenarios, settles, further, lacking }: Seen): Seen {
  const name = (text: string): string => `${section}/${text}`;
  const ofRecord = <T extends { record: string }>(one: T): T => ({ ...one, record: name(one.record) });
  return {
    scenarios: scenarios.map((one) => ({ ...one, id: name(one.id), batch: name(one.batch) })),
    settles: settles.map((one) => ({ ...one, batch: name(one.batch), idle: one.idle.map(ofRecord) })),
    further: further.map((one) => ({ ...one, batch: name(one.batch), writes: one.writes.map(ofRecord) })),
    lacking: lacking.map(name),
  };
}

function evidenceWith(all: readonly Seen[]): Evidence {
  const further = all.flatMap((one) => one.further);
  return {
    ...evidenceOf(all.flatMap(({ scenarios }) => scenarios)),
    settles: all.flatMap(({ settles }) => settles),
    further: new Map(further.map((one) => [one.batch, one])),
    lacking: new Set(all.flatMap(({ lacking }) => lacking)),
  };
}

function planOf(judge: Check['judge']): Plan {
  const check: Check = {
    id: 's/x',
    kind: 'checklist',
    group: 'linking',
    title: 'It is.',
    section: 'S to T',
    lines: [1],
    rows: ['a → b'],
    direction: null,
    scenarios: ['x/left', 'main'],
    judge,
  };
  const batch = {
    id: 'main',
    title: 'all at once',
    sections: [10],
    needs: [],
    clock: 'runs' as const,
    faults: { left: [], right: [] },
    faultyPasses: { least: 0, most: 0 },
    furtherPasses: 2,
    scenarios: [{ id: 'x/left', title: 'X', rounds: [] }],
  };
  return { batches: [batch], checks: [check, { ...check, id: 's/y' }] };
}

/** A section of records of one type with each other, whose name is the section's. */
function named(name: string): { source: string; target: string } {
  return { source: name, target: name };
}

describe('a section among others', () => {
  it(`sees what is its own, by its plain names, and nothing of another (seed ${SEED})`, () => {
    fc.assert(
      fc.property(
        fc.array(seen, { minLength: 4, maxLength: 4 }),
        fc.constantFrom(...SECTIONS),
        (all, section) => {
          const evidence = evidenceWith(SECTIONS.map((name, i) => within(name, all[i] ?? none())));
          const own = evidenceWith([all[SECTIONS.indexOf(section)] ?? none()]);
          const asked: Evidence[] = [];
          const [check] = inSection(
            planOf((given) => {
              asked.push(given);
              return [];
            }),
            named(section),
          ).checks;
          expect(check?.judge(evidence)).toEqual([]);
          expect(asked).toEqual([{ ...own, header: evidence.header, end: evidence.end }]);
        },
      ),
      { seed: SEED },
    );
  });

  it('is asked what it is asked by itself: of evidence without a lack, and the same for all its checks', () => {
    const asked: Evidence[] = [];
    const { checks } = inSection(
      planOf((given) => {
        asked.push(given);
        return [];
      }),
      named('a'),
    );
    const evidence = evidenceOf([]);
    for (const { judge } of checks) judge(evidence);
    expect(asked).toEqual([evidence, evidence]);
    expect(asked[0]).toBe(asked[1]);
    expect(Object.keys(asked[0] ?? {})).not.toContain('lacking');
  });

  it('is named in its batches and scenarios, and in what its checks are called and read', () => {
    const before = planOf(() => []);
    const after = inSection(before, named('a'));
    expect(after.batches).toEqual([
      {
        ...before.batches[0],
        id: 'a/main',
        title: 'a: all at once',
        scenarios: [{ id: 'a/x/left', title: 'X', rounds: [] }],
      },
    ]);
    const judge = expect.any(Function);
    expect(after.checks).toEqual(
      before.checks.map((check) => ({
        ...check,
        title: `a to a: ${check.title}`,
        scenarios: ['a/x/left', 'a/main'],
        judge,
      })),
    );
  });

  const judged = (judge: () => Judgement): Judgement | undefined =>
    inSection(planOf(judge), named('a')).checks[0]?.judge(evidenceOf([]));

  it('is named in each finding about a scenario', () => {
    const found = [finding('x', { scenario: 'x/left', record: 'left', round: 1 }), finding('y')];
    expect(judged(() => found)).toEqual([{ ...found[0], scenario: 'a/x/left' }, found[1]]);
    expect(judged(() => ({ recorded: 'x/left' }))).toEqual({ recorded: 'x/left' });
  });

  it('is not verified where it would not be by itself', () => {
    const reason = new NotVerified('none', { declaredLack: true });
    expect(() =>
      judged(() => {
        throw reason;
      }),
    ).toThrow(reason);
  });
});

function none(): Seen {
  return { scenarios: [], settles: [], further: [], lacking: [] };
}
