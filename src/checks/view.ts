/** Reading one scenario's evidence: what a record held, what it would hold had the engine done nothing. */
import {
  type Entity,
  type Patch,
  type Value,
  afterPatch,
  valueAt,
  type Leaves,
  placeOf,
} from '../domain/record.ts';
import { visible } from '../domain/visible.ts';
import { Failed, type Finding, type Judgement, NotVerified } from './check.ts';
import type { Evidence, RoundEvidence, ScenarioEvidence } from './evidence.ts';
import type { RecordName } from './scenario.ts';

export interface View {
  evidence: Evidence;
  scenario: ScenarioEvidence;
}

/**
 * Judges each scenario by itself. A failure in one counts though another could not be verified; where nothing
 * failed, one that could not be verified makes the whole check not verified.
 */
export function overScenarios(ids: readonly string[], judge: (view: View) => Finding[]) {
  return (evidence: Evidence): Finding[] => {
    const findings: Finding[] = [];
    let unverified: NotVerified | null = null;
    for (const id of ids.filter((one) => !evidence.lacking?.has(one))) {
      const scenario = evidence.scenarios.get(id);
      if (scenario === undefined) {
        unverified ??= new NotVerified(whyMissing(evidence, `scenario ${id}`), { declaredLack: false });
        continue;
      }
      try {
        findings.push(...judge({ evidence, scenario }));
      } catch (error) {
        if (error instanceof Failed) findings.push(error.finding);
        else if (error instanceof NotVerified) unverified ??= error;
        else throw error;
      }
    }
    if (unverified && findings.length === 0) throw unverified;
    return findings;
  };
}

/** @throws NotVerified where the scenario did not get as far as this round */
export function roundOf({ evidence, scenario }: View, round: number): RoundEvidence {
  const found = scenario.rounds[round];
  if (!found) {
    throw new NotVerified(whyMissing(evidence, `round ${round} of ${scenario.id}`), { declaredLack: false });
  }
  return found;
}

/** The record after the round's settle. @throws Failed where it is gone */
export function companyAt(view: View, round: number, record: RecordName): Entity {
  const company = observedOrGone(view, round, record);
  if (company) return company;
  const where = { scenario: view.scenario.id, round, record };
  throw new Failed(finding(`${record}: the tenant no longer has the record`, where));
}

/** A leaf after the round's settle. @throws NotVerified where the engine was still changing it */
export function settledValue(view: View, round: number, record: RecordName, path: string): Value {
  const company = companyAt(view, round, record);
  if (isRestless(view, round, record, path)) {
    const reason = `the engine was still changing ${record} ${path} when its passes were used up`;
    throw new NotVerified(reason, { declaredLack: false });
  }
  return valueAt(company, path);
}

/** The record as the harness left it in this round, before the engine ran. Null where it did not exist then. */
export function arrangedAt(view: View, round: number, record: RecordName): Entity | null {
  const existed =
    round > 0 && (recordsAt(view, round - 1).includes(record) || isSeen(view, round - 1, record));
  let company = existed ? observedOrGone(view, round - 1, record) : null;
  for (const action of roundOf(view, round).actions) {
    if (action.record !== record) continue;
    if (action.do === 'create') company = action.company;
    if (action.do === 'edit' && company) company = afterPatch(company, action.patch);
    if (action.do === 'delete') company = null;
  }
  return company;
}

/** The records that the harness had created, and not deleted, by the time this round's settle began. */
export function recordsAt(view: View, round: number): RecordName[] {
  const records = new Set<RecordName>();
  for (let i = 0; i <= round; i++) {
    for (const action of roundOf(view, i).actions) {
      if (action.do === 'create' && action.type === undefined) records.add(action.record);
      if (action.do === 'delete') records.delete(action.record);
    }
  }
  return [...records];
}

/** The same, and those that the engine has created. */
export function seenAt(view: View, round: number): RecordName[] {
  const created = Object.entries(roundOf(view, round).observed).filter(([, record]) => record !== null);
  return [...new Set([...recordsAt(view, round), ...created.map(([name]) => name)])];
}

/** What the leaf was last set to in this round. @throws NotVerified where the evidence has no such edit */
export function editedTo(view: View, round: number, record: RecordName, path: string): Value {
  const before = arrangedAt(view, round, record);
  const edited = roundOf(view, round).actions.some(
    (action) => action.record === record && action.do === 'edit' && names(action.patch, path),
  );
  if (!before || !edited) {
    throw new NotVerified(`the edit of ${record} ${path} in ${view.scenario.id} did not take place`, {
      declaredLack: false,
    });
  }
  return valueAt(before, path);
}

/** Rounds of a scenario for which there is evidence, as numbers. */
export function roundNumbers(view: View): number[] {
  return view.scenario.rounds.map((_, round) => round);
}

export function findingIn(
  view: View,
  round: number,
  what: { record: RecordName; path: string; expected: string; received: string; note?: string },
): Finding {
  const { note, ...place } = what;
  return {
    scenario: view.scenario.id,
    round,
    ...place,
    message: `${what.record} ${what.path}: expected ${what.expected}, received ${what.received}${note ? ` (${note})` : ''}`,
  };
}

/** A finding that is about a record, or the whole campaign, rather than one leaf. */
export function finding(message: string, where: Partial<Finding> = {}): Finding {
  return {
    scenario: null,
    round: null,
    record: null,
    path: null,
    expected: null,
    received: null,
    ...where,
    message,
  };
}

/** A value as reports show it: empty ones by name, strings in quotes with what cannot be seen escaped. */
export function show(value: Value): string {
  if (value === null) return 'empty (null)';
  if (value === '') return 'empty ("")';
  return visible(JSON.stringify(value));
}

export function isFindings(judgement: Judgement): judgement is Finding[] {
  return Array.isArray(judgement);
}

/** One that the engine has created, too. */
function isSeen(view: View, round: number, record: RecordName): boolean {
  return (roundOf(view, round).observed[record] ?? null) !== null;
}

/** Whether the patch sets the leaf, or clears the object that it is in. */
function names(patch: Patch, path: string): boolean {
  let node: Leaves | string | null | undefined = patch;
  for (const name of placeOf(path)) {
    if (typeof node !== 'object' || node === null) return node === null;
    node = node[name];
  }
  return node !== undefined;
}

/** Null where the tenant no longer has it. @throws NotVerified where nobody looked */
function observedOrGone(view: View, round: number, record: RecordName): Entity | null {
  const company = roundOf(view, round).observed[record];
  if (company !== undefined) return company;
  throw new NotVerified(`${record} of ${view.scenario.id} was not looked at in round ${round}`, {
    declaredLack: false,
  });
}

/** Where a settle ended while the engine still wrote, only values that the last passes left alone count. */
function isRestless({ evidence, scenario }: View, round: number, record: RecordName, path: string): boolean {
  const settle = evidence.settles.find((one) => one.batch === scenario.batch && one.round === round);
  if (!settle) {
    throw new NotVerified(whyMissing(evidence, `settle ${round} of ${scenario.batch}`), {
      declaredLack: false,
    });
  }
  if (settle.settled) return false;
  const still = settle.passes.length - evidence.header.limits.quietPasses;
  return (scenario.rounds[round]?.writes ?? []).some(
    (write) =>
      write.record === record && write.pass > still && write.changes.some((change) => change.path === path),
  );
}

function whyMissing({ end }: Evidence, what: string): string {
  if (!end) return `the evidence was cut off before ${what}`;
  if (end.stopped) return end.stopped.reason;
  return `the evidence does not have ${what}`;
}
