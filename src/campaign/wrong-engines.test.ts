import { describe, expect, it } from 'vitest';
import { judge, verdictOf } from '../checks/judge.ts';
import { recordCampaign } from '../cli/testing/record.ts';
import { tinyEngine } from './testing/tiny-engine.ts';
import { WRONG_LINKS } from './testing/wrong/links.ts';
import { WRONG_VALUES } from './testing/wrong/values.ts';
import { WRONG_WRITES } from './testing/wrong/writes.ts';

/** The crowd takes longest and shows little that others do not. */
const withoutCrowd = (scenario: string): boolean => !scenario.startsWith('crowd');
const anything = /./;

describe.each([
  ['values', WRONG_VALUES],
  ['links', WRONG_LINKS],
  ['writes', WRONG_WRITES],
])('an engine that is wrong in one way is found out: %s', (_, engines) => {
  it.each(Object.entries(engines))('%s', async (name, wrong) => {
    const { traits, verdict = 'rejected', red, within = anything, only = withoutCrowd } = wrong;
    const { plan, ran, evidence } = await recordCampaign({ engine: tinyEngine(name, traits), only });
    expect(evidence.end?.stopped).toBeNull();
    const found = judge(plan, evidence)
      .filter(({ status }) => status === 'failed' || status === 'deviates')
      .map(({ check }) => check.id.slice(check.id.indexOf('/') + 1));
    expect(red.filter((id) => !found.some((one) => one.startsWith(id)))).toEqual([]);
    expect(found.filter((id) => !within.test(id))).toEqual([]);
    // What was not run would leave a run inconclusive that no failed must has rejected.
    const judged = judge(verdict === 'rejected' ? plan : ran, evidence);
    expect(verdictOf(judged, evidence)).toBe(verdict);
  });
});
