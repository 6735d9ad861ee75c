/**
 * Evidence altered in one place, as a wrong engine would have left it: the witnesses that a check can fail.
 * Every alteration is still evidence of the same campaign; the rest of it is shared, not copied.
 */
import { WRITABLE_LEAVES } from '../../domain/company.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import { afterPatch, type Entity, setting, type Value, valueAt } from '../../domain/record.ts';
import type { Evidence, RoundEvidence, ScenarioEvidence } from '../evidence.ts';
import { arrangedAt } from '../view.ts';

export interface Alteration {
  what: string;
  evidence: Evidence;
}

/** What a wrong engine does to values: changes one, empties one, brings one of another company, does nothing. */
export function* valuesAltered(evidence: Evidence, id: string): Generator<Alteration> {
  const scenario = scenarioOf(evidence, id);
  yield { what: 'the engine did nothing', evidence: withScenario(evidence, idle(evidence, scenario)) };
  for (const round of scenario.rounds.map((_, i) => i).toReversed()) {
    yield* leavesAltered(evidence, scenario, round);
    yield* rowsAltered(evidence, scenario, round);
    for (const record of recordsIn(scenario, round)) {
      const before = arrangedAt({ evidence, scenario }, round, record);
      if (before) yield observed(evidence, scenario, { round, record, company: before }, 'was left alone');
    }
  }
}

/** The record bears another id after this scenario's last round. */
export function* idsAltered(evidence: Evidence, id: string): Generator<Alteration> {
  yield* lastRecords(evidence, id, (company) => ({ ...company, id: `${company.id}0` }), 'has another id');
}

/** The record is gone after this scenario's last round. */
export function* recordsDeleted(evidence: Evidence, id: string): Generator<Alteration> {
  yield* lastRecords(evidence, id, () => null, 'is gone');
}

/** What concerns the campaign as a whole: a stranger, a settle that did not come to rest, a write too many. */
export function* campaignAltered(evidence: Evidence): Generator<Alteration> {
  for (const [at, settle] of evidence.settles.entries()) {
    const replaced = (what: string, change: Partial<typeof settle>): Alteration => ({
      what: `${what}, settle ${settle.round} of ${settle.batch}`,
      evidence: { ...evidence, settles: evidence.settles.with(at, { ...settle, ...change }) },
    });
    yield replaced('not settled', { settled: false });
    const company = anyCompany(evidence);
    for (const side of ['left', 'right'] as const) {
      const written = { side, record: 'some scenario/some record' };
      yield replaced(`a write too many on the ${side}`, { idle: [written] });
    }
    yield replaced('a stranger', { strangers: [{ side: 'left', company: { ...company, id: 'stranger' } }] });
  }
  for (const [batch, further] of evidence.further) {
    for (const side of ['left', 'right'] as const) {
      const write = { side, record: 'some scenario/some record', pass: 1 };
      yield {
        what: `a further pass wrote on the ${side}`,
        evidence: {
          ...evidence,
          further: new Map(evidence.further).set(batch, { ...further, writes: [write] }),
        },
      };
    }
  }
}

export function scenarioOf(evidence: Evidence, id: string): ScenarioEvidence {
  const scenario = evidence.scenarios.get(id);
  if (!scenario) throw new RangeError(`the recorded evidence has no scenario ${id}`);
  return scenario;
}

export function withScenario(evidence: Evidence, scenario: ScenarioEvidence): Evidence {
  return { ...evidence, scenarios: new Map(evidence.scenarios).set(scenario.id, scenario) };
}

function* leavesAltered(
  evidence: Evidence,
  scenario: ScenarioEvidence,
  round: number,
): Generator<Alteration> {
  const foreign = valueOfAnother(evidence, scenario.id);
  for (const record of recordsIn(scenario, round)) {
    const company = scenario.rounds[round]?.observed[record];
    if (!company) continue;
    for (const path of WRITABLE_LEAVES) {
      for (const value of [`${valueAt(company, path) ?? ''} altered`, foreign, null]) {
        if (value === valueAt(company, path)) continue;
        const place = { round, record, company: afterPatch(company, setting(path, value)) };
        yield observed(evidence, scenario, place, `${path} is ${JSON.stringify(value)}`);
      }
    }
  }
}

/** Both sides agree on a value that neither was given, or on nothing. */
function* rowsAltered(evidence: Evidence, scenario: ScenarioEvidence, round: number): Generator<Alteration> {
  const before = scenario.rounds[round]?.observed;
  if (!before) return;
  const { left, right } = before;
  if (!left || !right) return;
  for (const row of rowsOf(evidence)) {
    const value = `${valueAt(left, row.left) ?? ''} altered`;
    const both = {
      left: afterPatch(left, setting(row.left, value)),
      right: afterPatch(right, setting(row.right, value)),
    };
    const changed = withRound(scenario, round, { observed: { ...before, ...both } });
    yield {
      what: `round ${round}: both sides of ${rowName(row)} are ${JSON.stringify(value)}`,
      evidence: withScenario(evidence, changed),
    };
  }
}

function* lastRecords(
  evidence: Evidence,
  id: string,
  change: (company: Entity) => Entity | null,
  what: string,
): Generator<Alteration> {
  const scenario = scenarioOf(evidence, id);
  const round = scenario.rounds.length - 1;
  for (const record of recordsIn(scenario, round)) {
    const company = scenario.rounds[round]?.observed[record];
    if (company) yield observed(evidence, scenario, { round, record, company: change(company) }, what);
  }
}

function observed(
  evidence: Evidence,
  scenario: ScenarioEvidence,
  { round, record, company }: { round: number; record: string; company: Entity | null },
  what: string,
): Alteration {
  const before = scenario.rounds[round]?.observed ?? {};
  const changed = withRound(scenario, round, { observed: { ...before, [record]: company } });
  return { what: `round ${round}: ${record} ${what}`, evidence: withScenario(evidence, changed) };
}

/** Each record holds in each round what the harness had put there, and nothing else. */
function idle(evidence: Evidence, scenario: ScenarioEvidence): ScenarioEvidence {
  let changed = scenario;
  for (const round of scenario.rounds.keys()) {
    const left = recordsIn(scenario, round).map((record) => [
      record,
      arrangedAt({ evidence, scenario: changed }, round, record),
    ]);
    changed = withRound(changed, round, { observed: Object.fromEntries(left) });
  }
  return { ...changed, final: changed.rounds.at(-1)?.observed ?? null };
}

function withRound(
  scenario: ScenarioEvidence,
  round: number,
  change: Partial<RoundEvidence>,
): ScenarioEvidence {
  const before = scenario.rounds[round];
  if (!before) throw new RangeError(`${scenario.id} has no round ${round}`);
  return { ...scenario, rounds: scenario.rounds.with(round, { ...before, ...change }) };
}

function recordsIn(scenario: ScenarioEvidence, round: number): string[] {
  return Object.keys(scenario.rounds[round]?.observed ?? {});
}

function rowsOf(evidence: Evidence): Row[] {
  const rows = evidence.header.checklist.dataflow.sections.flatMap((section) => section.rows);
  return rows.filter(({ left, right }) => WRITABLE_LEAVES.includes(left) && WRITABLE_LEAVES.includes(right));
}

function anyCompany(evidence: Evidence): Entity {
  for (const { rounds } of evidence.scenarios.values()) {
    const found = Object.values(rounds[0]?.observed ?? {}).find((company) => company !== null);
    if (found) return found;
  }
  throw new RangeError('the recorded evidence has no company');
}

function valueOfAnother(evidence: Evidence, id: string): Value {
  const other = [...evidence.scenarios.values()].find((one) => one.id !== id);
  const action = other?.rounds[0]?.actions.find(({ do: done }) => done === 'create');
  if (action?.do !== 'create')
    throw new RangeError(`the recorded evidence has no company but those of ${id}`);
  return valueAt(action.company, 'name');
}
