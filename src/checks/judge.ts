/** From evidence to verdicts: each check's status, and the run's. Pure; reads nothing but the evidence. */
import { type Check, Failed, type Finding, type Kind, NotVerified } from './check.ts';
import { whatIsMissing } from './complete.ts';
import type { Evidence } from './evidence.ts';
import type { Plan } from './plan.ts';
import type { Batch } from './scenario.ts';
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
  const planned: Planned = new Map(
    plan.batches.flatMap((batch) =>
      batch.scenarios.map((scenario) => {
        let answer: { missing: string | null } | null = null;
        // Many checks read one scenario: it is compared with the plan once, and only if one asks.
        const whyMissing = (): string | null =>
          (answer ??= { missing: whatIsMissing(batch, scenario, evidence) }).missing;
        return [scenario.id, { batch, whyMissing }] as const;
      }),
    ),
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

type Planned = ReadonlyMap<string, { batch: Batch; whyMissing: () => string | null }>;

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
function assertCapable(check: Check, planned: Planned, evidence: Evidence): void {
  for (const id of check.scenarios) {
    const batch = planned.get(id)?.batch;
    const lack = batch ? lackOf(batch, evidence) : undefined;
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
  // A check that names no scenario reads them all, but for those that the tenants could not show.
  const capable = [...planned].filter(([, { batch }]) => !lackOf(batch, evidence)).map(([id]) => id);
  for (const id of check.scenarios.length > 0 ? check.scenarios : capable) {
    const own = planned.get(id);
    const missing = own ? own.whyMissing() : `the plan has no scenario ${id}`;
    if (missing) incomplete(missing);
  }
}

function lackOf({ needs }: Batch, { header }: Evidence): Evidence['header']['lacks'][number] | undefined {
  return header.lacks.find(({ capability }) => needs.includes(capability));
}
