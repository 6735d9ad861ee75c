/** A scenario as a reader follows it: what was done, how the records stood before and after, who wrote what. Pure. */
import type { Evidence, PerformedAction, RoundEvidence, ScenarioEvidence } from '../checks/evidence.ts';
import type { RecordName } from '../checks/scenario.ts';
import { type Entity, pathsOf, valueAt } from '../domain/record.ts';
import { isOwnKey } from '../domain/record-type.ts';
import type { ReportRecord, ReportRound, ReportScenario } from './model.ts';
import { tellAction } from './story.ts';

/** Of a crowd so many records are shown. */
const SHOWN = 6;

/** `blamed` are records that a finding names: they are shown whatever the crowd. */
export function scenarioView(
  scenario: ScenarioEvidence,
  evidence: Evidence,
  blamed: ReadonlySet<RecordName>,
): ReportScenario {
  const all = Object.keys(scenario.sides);
  const shown = all.filter((name, i) => i < SHOWN || blamed.has(name)).slice(0, 2 * SHOWN);
  return {
    id: scenario.id,
    batch: scenario.batch,
    more: all.length - shown.length,
    rounds: scenario.rounds.map((round, number) => roundView(scenario, round, number, evidence, shown)),
  };
}

function roundView(
  scenario: ScenarioEvidence,
  round: RoundEvidence,
  number: number,
  { settles, header }: Evidence,
  shown: readonly RecordName[],
): ReportRound {
  // A value that never arrived is empty before and after: it is what a reader looks for.
  const inRows = new Set(
    header.checklist.dataflow.sections.flatMap(({ rows }) =>
      rows.flatMap(({ left, right }) => [left, right]),
    ),
  );
  const before = scenario.rounds[number - 1]?.observed ?? {};
  const created = new Map(
    round.actions.flatMap((action) => (action.do === 'create' ? [[action.record, action.company]] : [])),
  );
  const settle = settles.find((one) => one.batch === scenario.batch && one.round === number);
  const isShown = ({ record }: { record: RecordName }): boolean => shown.includes(record);
  return {
    actions: round.actions.filter((action: PerformedAction) => isShown(action)).map(tellAction),
    settle: settle ? { passes: settle.passes.length, settled: settle.settled } : null,
    arrival: round.arrival ?? null,
    records: shown.flatMap((name) => {
      const side = scenario.sides[name];
      const was = created.get(name) ?? before[name] ?? null;
      const is = round.observed[name] ?? null;
      return side === undefined || (was === null && is === null)
        ? []
        : [{ name, side, ...recordView(was, is, inRows) }];
    }),
    writes: round.writes
      .filter(isShown)
      .map(({ record, method, status, pass, changes }) => ({ record, method, status, pass, changes })),
  };
}

function recordView(
  was: Entity | null,
  is: Entity | null,
  inRows: ReadonlySet<string>,
): Omit<ReportRecord, 'name' | 'side'> {
  return {
    id: (is ?? was)?.id ?? null,
    existed: was !== null,
    exists: is !== null,
    leaves: [...new Set([...pathsOf(is, was), ...[...inRows].filter((path) => !isOwnKey(path))])]
      .map((path) => ({
        path,
        before: was && valueAt(was, path),
        after: is && valueAt(is, path),
      }))
      .filter(({ path, before, after }) => before !== null || after !== null || inRows.has(path)),
  };
}
