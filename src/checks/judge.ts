/** From evidence to verdicts: each check's status, and the run's. Pure; reads nothing but the evidence. */
import { isDeepStrictEqual } from 'node:util';
import { type Check, Failed, type Finding, type Kind, NotVerified } from './check.ts';
import type { Evidence, PerformedAction, ScenarioEvidence } from './evidence.ts';
import type { Plan } from './plan.ts';
import type { Action, Batch, Scenario } from './scenario.ts';
import { isFindings } from './view.ts';

export type Status = 'passed' | 'failed' | 'deviates' | 'recorded' | 'not verified';

export interface Result {
  check: Check;
  status: Status;
  /** Why it was not verified, or what was recorded. */
  reason: string | null;
  /** Whether *not verified* is a lack that the tenant or the engine has declared. */
  declaredLack: boolean;
  findings: Finding[];
}

export type Verdict = 'accepted' | 'accepted with deviations' | 'rejected' | 'inconclusive';

/** Every check of the plan has exactly one result. Any other exception than a failed expectation propagates. */
export function judge(plan: Plan, evidence: Evidence): Result[] {
  const planned = new Map(
    plan.batches.flatMap((batch) => batch.scenarios.map((s) => [s.id, { batch, scenario: s }])),
  );
  return plan.checks.map((check) => judgeCheck(check, planned, evidence));
}

/**
 * Rejected if a must failed; else inconclusive on an error of the harness or a must that was not verified for
 * another reason than a declared lack; else accepted, with deviations if a policy deviates.
 */
export function verdictOf(results: readonly Result[], evidence: Evidence): Verdict {
  const musts = results.filter(({ check }) => check.kind !== 'policy');
  if (musts.some(({ status }) => status === 'failed')) return 'rejected';
  const unverified = musts.some(({ status, declaredLack }) => status === 'not verified' && !declaredLack);
  const nothingVerified = !musts.some(({ status }) => status === 'passed');
  if (!evidence.end || evidence.end.stopped || unverified || nothingVerified) return 'inconclusive';
  return results.some(({ status }) => status === 'deviates') ? 'accepted with deviations' : 'accepted';
}

type Planned = Map<string, { batch: Batch; scenario: Scenario }>;

function judgeCheck(check: Check, planned: Planned, evidence: Evidence): Result {
  const result = (status: Status, rest: Partial<Result> = {}): Result => ({
    check,
    status,
    reason: null,
    declaredLack: false,
    findings: [],
    ...rest,
  });
  try {
    assertCapable(check, planned, evidence);
    const judgement = check.judge(evidence);
    if (isFindings(judgement) && judgement.length > 0)
      return result(failing(check.kind), { findings: judgement });
    assertComplete(check, planned, evidence);
    return isFindings(judgement) ? result('passed') : result('recorded', { reason: judgement.recorded });
  } catch (error) {
    if (error instanceof NotVerified) {
      return result('not verified', { reason: error.message, declaredLack: error.declaredLack });
    }
    if (error instanceof Failed) return result(failing(check.kind), { findings: [error.finding] });
    throw error;
  }
}

function failing(kind: Kind): Status {
  return kind === 'policy' ? 'deviates' : 'failed';
}

/** @throws NotVerified where a scenario needs what the tenants have declared to lack */
function assertCapable(check: Check, planned: Planned, { header }: Evidence): void {
  for (const id of check.scenarios) {
    const needs = planned.get(id)?.batch.needs ?? [];
    const lack = header.lacks.find(({ capability }) => needs.includes(capability));
    if (lack) throw new NotVerified(lack.reason, { declaredLack: true });
  }
}

/** A check has passed only if everything that it stands on was done as planned. @throws NotVerified */
function assertComplete(check: Check, planned: Planned, evidence: Evidence): void {
  const incomplete = (reason: string): never => {
    throw new NotVerified(evidence.end?.stopped?.reason ?? reason, { declaredLack: false });
  };
  if (!evidence.end) incomplete('the evidence was cut off: the line that ends the campaign is missing');
  if (check.scenarios.length === 0 && evidence.end?.stopped) incomplete('the campaign ended early');
  for (const id of check.scenarios) {
    const scenario = planned.get(id)?.scenario;
    const found = evidence.scenarios.get(id);
    if (!scenario || !found) return incomplete(`the evidence has no scenario ${id}`);
    const difference = differsFromPlan(scenario, found);
    if (difference) incomplete(`${id} was not done as planned: ${difference}`);
  }
}

function differsFromPlan(scenario: Scenario, found: ScenarioEvidence): string | null {
  if (found.rounds.length !== scenario.rounds.length) {
    return `${found.rounds.length} of ${scenario.rounds.length} rounds were done`;
  }
  for (const [round, actions] of scenario.rounds.entries()) {
    const performed = found.rounds[round]?.actions ?? [];
    if (performed.length !== actions.length) return `round ${round} has another number of actions`;
    const at = actions.findIndex((action, i) => !isPerformed(action, performed[i]));
    if (at !== -1) return `action ${at + 1} of round ${round} is another one`;
  }
  return null;
}

function isPerformed(action: Action, performed: PerformedAction | undefined): boolean {
  if (!performed || performed.do !== action.do || performed.record !== action.record) return false;
  if ('patch' in action && 'patch' in performed) return isDeepStrictEqual(action.patch, performed.patch);
  return action.do !== 'create' || performed.do !== 'create' || performed.side === action.side;
}
