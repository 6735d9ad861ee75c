/**
 * The row `id | id`, read as correlation: the link ties exactly one id to one id, and neither ever changes.
 * The other reading, that the value itself is copied, cannot be shown where a tenant gives out its own ids.
 */
import { type Value, isEmpty, leavesOf } from '../../domain/record.ts';
import { type Row, rowName } from '../../domain/dataflow.ts';
import { type Check, type Finding, NotVerified } from '../check.ts';
import type { Evidence, ScenarioEvidence } from '../evidence.ts';
import { checkOf, type SectionGround, rowSlug, type Topic } from '../ground.ts';
import { changedByEngine } from '../linked.ts';
import { OTHER_SIDE, type Side, SIDES } from '../scenario.ts';
import {
  companyAt,
  finding,
  overScenarios,
  recordsAt,
  roundNumbers,
  seenAt,
  show,
  type View,
} from '../view.ts';

export function identity(ground: SectionGround, scenarios: readonly string[]): Topic {
  return { scenarios: {}, checks: ground.idRows.flatMap((row) => rowChecks(ground, row, scenarios)) };
}

function rowChecks(ground: SectionGround, row: Row, scenarios: readonly string[]): Check[] {
  const check = (name: string, title: string, direction: Side, judge: Check['judge']): Check =>
    checkOf(ground, {
      direction,
      kind: 'checklist',
      group: 'properties',
      rows: [row],
      name: `${name}/${rowSlug(row)}`,
      title: `${rowName(row)}: ${title}`,
      scenarios: [...scenarios],
      judge,
    });
  if (ground.policies['id-row'] === 'copied') {
    return SIDES.map((side) =>
      check(
        `id-copied-${side}`,
        `an id written on the ${side} is copied to the ${OTHER_SIDE[side]}`,
        side,
        () => {
          throw new NotVerified('the tenant gives out its own ids and does not let them be written', {
            declaredLack: true,
          });
        },
      ),
    );
  }
  return SIDES.flatMap((side) => [
    check(
      `id-stays-${side}`,
      `the id of a record on the ${side} never changes, and stays a string`,
      side,
      overScenarios(scenarios, (view) => idsStay(view, side)),
    ),
    check(
      `id-one-to-one-${side}`,
      `a record on the ${side} is tied to one record on the ${OTHER_SIDE[side]}, and to no other`,
      side,
      (evidence) => {
        const owners = ownersOfValues(evidence, scenarios);
        let tied = false;
        const findings = overScenarios(scenarios, (view) => {
          tied ||= isGivenValues(view, side);
          return fromStrangers(view, side, owners);
        })(evidence);
        if (findings.length > 0 || tied) return findings;
        const reason = `nothing ever came to a record on the ${side}, so none was seen to be tied to another`;
        throw new NotVerified(reason, { declaredLack: false });
      },
    ),
  ]);
}

function idsStay(view: View, side: Side): Finding[] {
  const ids = createdIds(view.scenario);
  return roundNumbers(view).flatMap((round) =>
    recordsAt(view, round)
      .filter((record) => view.scenario.sides[record] === side)
      .flatMap((record) => {
        const [created, now] = [ids.get(record) ?? null, companyAt(view, round, record).id];
        if (now === created) return [];
        const message = `${record}: was created with the id ${show(created)} and now has ${show(now)}`;
        return [finding(message, { scenario: view.scenario.id, round, record, path: 'id' })];
      }),
  );
}

/** Values that only one scenario ever gave out, and which; what several hold says nothing of where it came from. */
function ownersOfValues(evidence: Evidence, scenarios: readonly string[]): Map<Value, string | null> {
  const owners = new Map<Value, string | null>();
  for (const id of scenarios) {
    const scenario = evidence.scenarios.get(id);
    for (const value of scenario ? valuesGivenOut(scenario) : []) {
      const owner = owners.get(value);
      owners.set(value, owner === undefined || owner === id ? id : null);
    }
  }
  return owners;
}

function fromStrangers(view: View, side: Side, owners: Map<Value, string | null>): Finding[] {
  return roundNumbers(view).flatMap((round) =>
    seenAt(view, round)
      .filter((record) => view.scenario.sides[record] === side)
      .flatMap((record) =>
        changedByEngine(view, round, record).flatMap(({ path, to }) => {
          const owner = owners.get(to);
          if (isEmpty(to) || !owner || owner === view.scenario.id) return [];
          return [
            finding(`${record} ${path}: received ${show(to)}, which belongs to other companies (${owner})`, {
              scenario: view.scenario.id,
              round,
              record,
              path,
            }),
          ];
        }),
      ),
  );
}

function isGivenValues(view: View, side: Side): boolean {
  return roundNumbers(view).some((round) =>
    seenAt(view, round)
      .filter((record) => view.scenario.sides[record] === side)
      .some((record) => changedByEngine(view, round, record).some(({ to }) => !isEmpty(to))),
  );
}

function valuesGivenOut(scenario: ScenarioEvidence): Value[] {
  return scenario.rounds.flatMap(({ actions }) =>
    actions.flatMap((action): Value[] => {
      if (action.do === 'create') return [...leavesOf(action.company).values()];
      if (action.do === 'delete') return [];
      return [...leavesOf(action.patch).values()];
    }),
  );
}

function createdIds(scenario: ScenarioEvidence): Map<string, string> {
  const created = scenario.rounds.flatMap(({ actions }) =>
    actions.filter((action) => action.do === 'create'),
  );
  return new Map(created.map(({ record, company }) => [record, company.id]));
}
