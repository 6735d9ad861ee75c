/** From evidence to verdicts: each check's status, and the run's. Pure; reads nothing but the evidence. */
import type { Capability, Lack } from '../domain/capability.ts';
import { type Check, Failed, type Finding, type Kind, NotVerified } from './check.ts';
import { whatIsMissing } from './complete.ts';
import type { Evidence } from './evidence.ts';
import type { Plan } from './plan.ts';
import { awaitedBatches, missingShards } from './shards.ts';
import { isFindings } from './view.ts';

export type Status = 'passed' | 'failed' | 'deviates' | 'recorded' | 'not verified';

export interface Result {
  check: Check;
  status: Status;
  /** Why it was not verified, or what was recorded. */
  reason: string | null;
  /** Whether *not verified*, or only *recorded*, is due to a lack that the tenant or the engine has declared. */
  declaredLack: boolean;
  findings: Finding[];
  /** That it is not verified only because it reads what another shard of the run observes. */
  awaitsShard?: true;
}

export type Verdict = 'accepted' | 'accepted with deviations' | 'rejected' | 'inconclusive';

/** Every check of the plan has exactly one result. Any other exception than a failed expectation propagates. */
export function judge(plan: Plan, evidence: Evidence): Result[] {
  const awaited = awaitedBatches(plan, evidence.header);
  const planned: Planned = new Map(
    plan.batches.flatMap((batch) =>
      batch.scenarios.map((scenario) => {
        let answer: { missing: string | null } | null = null;
        // Many checks read one scenario: it is compared with the plan once, and only if one asks.
        const whyMissing = (): string | null =>
          (answer ??= { missing: whatIsMissing(batch, scenario, evidence) }).missing;
        const lack = lackOf(batch.needs, evidence);
        return [
          scenario.id,
          { lack, needs: scenario.needs ?? [], whyMissing, awaited: awaited.get(batch.id) },
        ] as const;
      }),
    ),
  );
  const lacking = new Set([...planned].filter(([, { lack }]) => lack).map(([id]) => id));
  // One object: whoever finds something out about evidence keeps it by that.
  const known = { ...evidence, lacking };
  return plan.checks.map((check) => judgeCheck(check, planned, known));
}

/**
 * Rejected if a must failed; else inconclusive on an error of the harness, a part of a run, or a must that was not
 * verified for another reason than a declared lack; else accepted, with deviations if a policy deviates.
 */
export function verdictOf(results: readonly Result[], evidence: Evidence): Verdict {
  const musts = results.filter(({ check }) => check.kind !== 'policy');
  if (musts.some(({ status }) => status === 'failed')) return 'rejected';
  const unverified = musts.some(({ status, declaredLack }) => status === 'not verified' && !declaredLack);
  const nothingVerified = !musts.some(({ status }) => status === 'passed');
  const { header, end } = evidence;
  if (!end || end.stopped || missingShards(header).length > 0) return 'inconclusive';
  if (unverified || nothingVerified) return 'inconclusive';
  return results.some(({ status }) => status === 'deviates') ? 'accepted with deviations' : 'accepted';
}

type Planned = ReadonlyMap<
  string,
  {
    lack: Lack | undefined;
    needs: readonly Capability[];
    whyMissing: () => string | null;
    /** Why it is not here where another shard of the run observes it. */
    awaited: string | undefined;
  }
>;

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
    const unsure = recordedOnly(check, planned, evidence);
    const judgement = check.judge(evidence);
    const findings = isFindings(judgement) ? judgement : [];
    if (unsure && isFindings(judgement)) {
      assertComplete(check, planned, evidence);
      const seen = findings.length === 0 ? 'as expected' : findings.map(({ message }) => message).join('; ');
      return result('recorded', { reason: `${unsure.reason}: ${seen}`, declaredLack: true });
    }
    if (findings.length > 0) return result(failing(check.kind), { findings });
    assertComplete(check, planned, evidence);
    return isFindings(judgement)
      ? result('passed', { reason: inPart(check, evidence) })
      : result('recorded', { reason: judgement.recorded });
  } catch (error) {
    if (error instanceof NotVerified) {
      const awaited = error.declaredLack ? undefined : whyAwaited(check, planned);
      if (awaited !== undefined) return result('not verified', { reason: awaited, awaitsShard: true });
      return result('not verified', { reason: error.message, declaredLack: error.declaredLack });
    }
    if (error instanceof Failed) return result(failing(check.kind), { findings: [error.finding] });
    throw error;
  }
}

/** What was arranged may not be what the engine met: then nothing is expected (contract 6.4). */
function recordedOnly(check: Check, planned: Planned, evidence: Evidence): Lack | undefined {
  const shown = check.scenarios.filter((id) => !evidence.lacking?.has(id));
  const lacks = shown.map((id) => lackOf(planned.get(id)?.needs ?? [], evidence));
  // What is expected of other scenarios too, such as that nothing leaks, is expected whenever an edit was made.
  return lacks.every((one) => one !== undefined) ? lacks[0] : undefined;
}

/** Which part of a check that has passed was not shown, or null where all of it was. */
function inPart({ scenarios }: Check, { lacking }: Evidence): string | null {
  const unshown = scenarios.filter((id) => lacking?.has(id));
  if (unshown.length === 0) return null;
  return `in part: ${unshown.length} of ${scenarios.length} scenarios cannot be shown here`;
}

function failing(kind: Kind): Status {
  return kind === 'policy' ? 'deviates' : 'failed';
}

/** @throws NotVerified where it needs, or each of its scenarios needs, what was declared to be lacking */
function assertCapable(check: Check, planned: Planned, evidence: Evidence): void {
  const lacks = check.scenarios.map((id) => planned.get(id)?.lack);
  const ofScenarios = lacks.every((one) => one !== undefined) ? lacks[0] : undefined;
  const lack = lackOf(check.needs ?? [], evidence) ?? ofScenarios;
  if (lack) throw new NotVerified(lack.reason, { declaredLack: true });
}

/** A check has passed only if everything that it stands on was done as planned. @throws NotVerified */
function assertComplete(check: Check, planned: Planned, evidence: Evidence): void {
  const incomplete = (reason: string): never => {
    throw new NotVerified(evidence.end?.stopped?.reason ?? reason, { declaredLack: false });
  };
  if (!evidence.end) incomplete('the evidence was cut off: the line that ends the campaign is missing');
  const stopped = evidence.end?.stopped;
  if (check.scenarios.length === 0 && stopped) incomplete(stopped.reason);
  // A check that names no scenario reads them all, but for those that the tenants could not show.
  const all = check.scenarios.length > 0 ? check.scenarios : [...planned.keys()];
  for (const id of all.filter((one) => !evidence.lacking?.has(one))) {
    const own = planned.get(id);
    const missing = own ? own.whyMissing() : `the plan has no scenario ${id}`;
    if (missing) incomplete(missing);
  }
}

/** Why a check has to wait for another shard, whatever else there is to say of it; undefined where it has not. */
function whyAwaited({ scenarios }: Check, planned: Planned): string | undefined {
  const all = scenarios.length > 0 ? scenarios : planned.keys();
  return [...all].map((id) => planned.get(id)?.awaited).find((reason) => reason !== undefined);
}

function lackOf(needs: readonly Capability[], { header }: Evidence): Lack | undefined {
  return header.lacks.find(({ capability }) => needs.includes(capability));
}
