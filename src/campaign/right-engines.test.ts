import { describe, expect, it } from 'vitest';
import { judge, verdictOf } from '../checks/judge.ts';
import { recordCampaign } from '../cli/testing/record.ts';
import { isEmpty } from '../domain/company.ts';
import { tinyEngine, type Traits, wholeAddresses } from './testing/tiny-engine.ts';

/** Right, each in a way of its own. The checks that are not simply passed stand behind it. */
const RIGHT: Record<string, { traits: Partial<Traits>; verdict: string; others: string[] }> = {
  'as small as it gets': { traits: {}, verdict: 'accepted', others: [] },
  'at work every second pass only': {
    traits: { begin: (pass) => (pass % 2 === 0 ? 'work' : 'rest') },
    verdict: 'accepted',
    others: [],
  },
  'whole addresses, conditionally': { traits: { body: wholeAddresses }, verdict: 'accepted', others: [] },
  'clearings as ""': {
    traits: { carry: (value) => (isEmpty(value) ? '' : value) },
    verdict: 'accepted',
    others: [],
  },
  // Nobody can keep the newer of two edits for certain without If-Match, so the policy is deviated from.
  'without If-Match': {
    traits: { ifMatch: false },
    verdict: 'accepted with deviations',
    others: [
      'recorded at-work/same-object-left',
      'recorded at-work/same-object-right',
      'deviates policy/at-work/same-row-left',
      'deviates policy/at-work/same-row-right',
    ],
  },
  'whole addresses without If-Match': {
    traits: { ifMatch: false, body: wholeAddresses },
    verdict: 'accepted with deviations',
    others: [
      'recorded at-work/same-object-left',
      'recorded at-work/same-object-right',
      'deviates policy/at-work/same-row-left',
      'deviates policy/at-work/same-row-right',
    ],
  },
};

describe('an engine that is right in its own way is accepted', () => {
  it.each(Object.entries(RIGHT))('%s', async (name, { traits, verdict, others }) => {
    const { plan, evidence } = await recordCampaign({ engine: tinyEngine(name, traits) });
    const results = judge(plan, evidence);
    const seen = results
      .filter(({ status }) => status !== 'passed')
      .map(({ check, status }) => `${status} ${check.id.slice(check.id.indexOf('/') + 1)}`);
    expect(seen.toSorted()).toEqual(others.toSorted());
    expect(verdictOf(results, evidence)).toBe(verdict);
  });
});
