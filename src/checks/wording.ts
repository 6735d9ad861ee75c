/** The words of a plan about records that are no companies: what topics say of companies holds for any of them. Pure. */
import type { Judgement } from './check.ts';
import type { Plan } from './planned.ts';
import { isFindings } from './view.ts';

/** The same plan, its titles and findings worded for records. */
export function ofRecords({ batches, checks }: Plan): Plan {
  return {
    batches: batches.map((batch) => ({
      ...batch,
      title: worded(batch.title),
      scenarios: batch.scenarios.map((scenario) => ({ ...scenario, title: worded(scenario.title) })),
    })),
    checks: checks.map((check) => ({
      ...check,
      title: worded(check.title),
      judge: (evidence) => wordedJudgement(check.judge(evidence)),
    })),
  };
}

function wordedJudgement(judgement: Judgement): Judgement {
  if (!isFindings(judgement)) return judgement;
  return judgement.map((finding) => ({ ...finding, message: worded(finding.message) }));
}

function worded(text: string): string {
  return text.replaceAll(/\bcompany\b/g, 'record').replaceAll(/\bcompanies\b/g, 'records');
}
