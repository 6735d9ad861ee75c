/**
 * Whether two records were treated as belonging together, told from what happened to them and independently of
 * whether the rows were copied rightly: a record that comes to hold something it had not itself was linked.
 */
import { type Change, changesBetween, type Entity, isEmpty, leavesOf, type Value } from '../domain/record.ts';
import type { Finding } from './check.ts';
import type { ScenarioEvidence } from './evidence.ts';
import type { RecordName, Side } from './scenario.ts';
import { arrangedAt, companyAt, finding, roundNumbers, show, type View } from './view.ts';

/** Many checks ask the same of the same records. */
const known = new WeakMap<ScenarioEvidence, Map<string, readonly Change[]>>();

/** The leaves that the engine changed in this round. @throws Failed where the record is gone */
export function changedByEngine(view: View, round: number, record: RecordName): readonly Change[] {
  const ofScenario = known.get(view.scenario) ?? new Map<string, readonly Change[]>();
  known.set(view.scenario, ofScenario);
  const key = `${round} ${record}`;
  const changes = ofScenario.get(key) ?? compare(view, round, record);
  ofScenario.set(key, changes);
  return changes;
}

function compare(view: View, round: number, record: RecordName): readonly Change[] {
  const before = arrangedAt(view, round, record);
  if (!before) return [];
  const after = companyAt(view, round, record);
  return changesBetween(before, after).filter(({ from, to }) => !(isEmpty(from) && isEmpty(to)));
}

/** Whether the record was given a value in this round that it did not hold anywhere before. */
function receivedIn(view: View, round: number, record: RecordName): boolean {
  const before = arrangedAt(view, round, record);
  if (!before) return false;
  const own = new Set(valuesOf(before));
  return changedByEngine(view, round, record).some(({ to }) => isEmpty(to) || !own.has(to));
}

/**
 * Properties that may take over what another property of the same record holds, since both share it with one of a record
 * that is created for it.
 */
export type Echoes = Record<Side, ReadonlySet<string>>;

/** What the engine changed of the record, but for what it may change of one that belongs to no other. */
export function changedButEchoes(
  view: View,
  round: number,
  record: RecordName,
  echoes: Echoes,
): readonly Change[] {
  const side = view.scenario.sides[record];
  return changedByEngine(view, round, record).filter(
    ({ path }) => side === undefined || !echoes[side].has(path),
  );
}

const NO_ECHOES: Echoes = { left: new Set(), right: new Set() };

/** One finding for each record and round in which the engine changed a record that belongs to no other. */
export function untouched(
  view: View,
  records: readonly RecordName[],
  why: string,
  echoes: Echoes = NO_ECHOES,
): Finding[] {
  return records.flatMap((record) =>
    roundNumbers(view).flatMap((round) => {
      const changes = changedButEchoes(view, round, record, echoes);
      if (changes.length === 0) return [];
      const what = changes
        .map(({ path, from, to }) => `${path} from ${show(from)} to ${show(to)}`)
        .join(', ');
      return [
        finding(`${record}: ${why}, yet the engine changed ${what}`, {
          scenario: view.scenario.id,
          round,
          record,
          path: changes[0]?.path ?? null,
        }),
      ];
    }),
  );
}

/** One finding where none of the rounds brought the record anything. */
export function receives(view: View, record: RecordName, rounds: readonly number[], why: string): Finding[] {
  if (rounds.some((round) => receivedIn(view, round, record))) return [];
  return [
    finding(`${record}: ${why}, yet nothing came to it from the other company`, {
      scenario: view.scenario.id,
      round: rounds.at(-1) ?? null,
      record,
    }),
  ];
}

function valuesOf(company: Entity): Value[] {
  return [...leavesOf(company).values()];
}
