/** Checks of what the document is silent on: which of several values stays. Judged only where both sides agree. */
import { type Value, agree } from '../domain/record.ts';
import { type Row, rowName } from '../domain/dataflow.ts';
import { type Check, type Finding, NotVerified } from './check.ts';
import type { Evidence } from './evidence.ts';
import { checkOf, type CheckDraft, type Ground } from './ground.ts';
import type { PolicyName } from './policies.ts';
import { findingIn, overScenarios, settledValue, show, type View } from './view.ts';

/** After the round, the row's properties are expected to hold this value on both sides. */
export interface PolicyCase {
  round: number;
  row: Row;
  expected: Value;
}

export interface PolicyDraft extends Omit<CheckDraft, 'kind' | 'judge' | 'name'> {
  name: string;
  policy: PolicyName;
  /** Whether the answer depends on which record is the left one, which in one tenant the engine chooses. */
  isTie?: boolean;
  cases: (view: View) => PolicyCase[];
}

export function policyCheck(ground: Ground, { policy, isTie = false, cases, ...draft }: PolicyDraft): Check {
  const setTo = ground.policies[policy];
  return checkOf(ground, {
    ...draft,
    kind: 'policy',
    name: `policy/${draft.name}`,
    title: `${draft.title}: policy ${policy}=${setTo}`,
    judge: (evidence: Evidence) => {
      if (isTie && ground.topology === 'one-tenant') {
        throw new NotVerified('in one tenant the engine chooses which record is the left one', {
          declaredLack: true,
        });
      }
      const findings = judgeCases(draft.scenarios, cases)(evidence);
      if (setTo !== 'any') return findings;
      return {
        recorded: findings.length === 0 ? 'as the default says' : findings.map((f) => f.message).join('; '),
      };
    },
  });
}

function judgeCases(scenarios: readonly string[], cases: PolicyDraft['cases']) {
  return overScenarios(scenarios, (view) => {
    const judged = cases(view).map((one) => judgeCase(view, one));
    const findings = judged.filter((one) => one !== 'sides disagree' && one !== null);
    const silent = judged.indexOf('sides disagree');
    // Where the sides do not agree the row's must has failed, and which value the policy prefers cannot be seen.
    if (silent !== -1 && findings.length === 0) {
      const row = cases(view)[silent]?.row;
      const reason = `the sides do not agree on ${row ? rowName(row) : 'a row'} in ${view.scenario.id}`;
      throw new NotVerified(reason, { declaredLack: false });
    }
    return findings;
  });
}

function judgeCase(view: View, { round, row, expected }: PolicyCase): Finding | 'sides disagree' | null {
  const left = settledValue(view, round, 'left', row.left);
  if (!agree(left, settledValue(view, round, 'right', row.right))) return 'sides disagree';
  if (agree(left, expected)) return null;
  return findingIn(view, round, {
    record: 'left',
    path: row.left,
    expected: show(expected),
    received: show(left),
  });
}
