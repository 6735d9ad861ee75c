import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import { plan } from '../checks/plan.ts';
import { DEFAULT_POLICIES } from '../checks/policies.ts';
import { leavesOf, valueAt } from '../domain/record.ts';
import { TOPOLOGIES } from '../domain/tenant.ts';
import { isInTestRange } from '../generate/org-nr.ts';
import { keysOf } from './keys.ts';
import { LIVE_LACKS } from './environment.ts';
import { bears, newTag, tagIn } from './tag.ts';

const TAG = 'dataflow-qa-0123456789';

describe('a tag', () => {
  it('is another one each time, and is found in the names that bear it', () => {
    const tags = Array.from({ length: 1_000 }, () => newTag(randomBytes));
    expect(new Set(tags).size).toBe(1_000);
    for (const tag of tags) {
      expect(tagIn(`Fjord AS [${tag}]`)).toBe(tag);
      expect(bears(`Fjord AS [${tag}]`, tag)).toBe(true);
    }
  });

  it.each([
    null,
    '',
    TAG,
    `Fjord ${TAG}`,
    `[${TAG}] Fjord`,
    `Fjord [${TAG}] (copy)`,
    `Fjord [${TAG}] `,
    `Fjord[${TAG}]`,
    `Fjord [${TAG.toUpperCase()}]`,
    'Fjord [dataflow-qa-0123456788]',
  ])('is not borne by %s', (name) => {
    expect(bears(name, TAG)).toBe(false);
  });
});

describe.each(TOPOLOGIES)('a plan with a tag, %s', (topology) => {
  it('gives no company a name without it, nor a number that may be a real company’s', async () => {
    const { dataflow } = await readChecklist('checklists/crmoffice-crmoffice.rst');
    const { batches } = plan(dataflow, {
      seed: 1,
      topology,
      policies: DEFAULT_POLICIES,
      faults: [],
      tag: TAG,
    });
    const lacking = new Set(LIVE_LACKS.map(({ capability }) => capability));
    const shown = batches.filter(({ needs }) => !needs.some((one) => lacking.has(one)));
    const actions = shown.flatMap(({ scenarios }) => scenarios.flatMap(({ rounds }) => rounds.flat()));
    const drafts = actions.flatMap((action) => (action.do === 'create' ? [action.draft] : []));
    const patches = actions.flatMap((action) => ('patch' in action ? [action.patch] : []));
    expect(drafts.length).toBeGreaterThan(100);
    expect(drafts.filter((draft) => !bears(valueAt(draft, 'name'), TAG))).toEqual([]);
    const names = patches.map((patch) => leavesOf(patch).get('name'));
    expect(names.filter((name) => name !== undefined && !bears(name, TAG))).toEqual([]);
    const given = new Set(
      [...drafts, ...patches].map((one) => valueAt(one, 'orgNr')).flatMap((orgNr) => (orgNr ? [orgNr] : [])),
    );
    expect([...given].filter((one) => !isInTestRange(one))).toEqual([]);
    expect(keysOf(shown)).toEqual(given);
  });
});
