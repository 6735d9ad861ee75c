/** What was done with a scenario, as the steps of a test: arrange, edit, settle. Pure. */
import type { Evidence, PerformedAction, ScenarioEvidence } from '../checks/evidence.ts';
import type { Result } from '../checks/judge.ts';
import { tellAction } from './story.ts';

/** How many actions of a step are told; the evidence has all of them. */
const SHOWN_ACTIONS = 6;
/** How many records of a scenario are attached. */
const SHOWN_RECORDS = 6;

/** Of a check's scenarios the first that failed is shown, or the first; the evidence file has all of them. */
export function shownScenario({ check, findings }: Result, evidence: Evidence): ScenarioEvidence | undefined {
  return evidence.scenarios.get(findings[0]?.scenario ?? check.scenarios[0] ?? '');
}

export function stepsOf(scenario: ScenarioEvidence, { settles }: Evidence): string[] {
  const [arranged, edited, ...later] = scenario.rounds.map(({ actions }) => tellActions(actions));
  const own = settles.filter((settle) => settle.batch === scenario.batch);
  const settled = scenario.rounds.map((_, round) => {
    const settle = own.find((one) => one.round === round);
    return `${settle?.passes.length ?? 0} passes${settle?.settled === false ? ', not settled' : ''}`;
  });
  const rounds = later.map((told, i) => `, settle, then in round ${i + 3}: ${told}`);
  return [
    `arrange: ${arranged ?? 'nothing'}`,
    ...(edited === undefined ? [] : [`edit: ${edited}${rounds.join('')}`]),
    `settle: ${settled.join('; ')}`,
  ];
}

/** Of a crowd the first records; the evidence file has all of them. */
export function shortened(scenario: ScenarioEvidence): ScenarioEvidence {
  const records = Object.keys(scenario.sides);
  if (records.length <= SHOWN_RECORDS) return scenario;
  const shown = new Set(records.filter((record) => / [12]$/.test(record)));
  const only = <T>(all: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([record]) => shown.has(record)));
  const rounds = scenario.rounds.map(({ actions, observed, writes }) => ({
    actions: actions.filter(({ record }) => shown.has(record)),
    observed: only(observed),
    writes: writes.filter(({ record }) => shown.has(record)),
  }));
  return { ...scenario, sides: only(scenario.sides), rounds, final: scenario.final && only(scenario.final) };
}

function tellActions(actions: readonly PerformedAction[]): string {
  const more = actions.length - SHOWN_ACTIONS;
  return actions.slice(0, SHOWN_ACTIONS).map(tellAction).join('; ') + (more > 0 ? `; and ${more} more` : '');
}
