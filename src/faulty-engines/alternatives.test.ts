/** Two merge rules: an engine that takes them for alternatives is accepted, and one that takes them for something else is not. */
import { expect, it } from 'vitest';
import { recordCampaign, type RecordOptions } from '../cli/testing/record.ts';
import type { Dataflow } from '../domain/dataflow.ts';
import { isEmpty } from '../domain/company.ts';
import { variedEngine } from './varied-engine.ts';
import type { Variation } from './variation.ts';
import type { Core } from '../sync/core.ts';
import type { Evidence } from '../checks/evidence.ts';
import { judge, type Result, verdictOf } from '../checks/judge.ts';

const RULE = { left: 'email', right: 'email', line: 24 };

function withAlternative(dataflow: Dataflow): Dataflow {
  return {
    ...dataflow,
    sections: dataflow.sections.map((link) => ({ ...link, merge: [...link.merge, RULE] })),
  };
}

/** Links alone, and what of the rest has a key in it. */
const only = (scenario: string): boolean =>
  /^(?:match|by|near miss|late match|empty keys|duplicates)\b/.test(scenario);

async function campaign(vary: Variation, part: Pick<RecordOptions, 'only'>): Promise<[Result[], Evidence]> {
  const engine = variedEngine('one that reads rules its own way', () => vary);
  const { ran, evidence } = await recordCampaign({ engine, change: withAlternative, ...part });
  return [judge(ran, evidence), evidence];
}

const matching = (match: (core: Core) => Core['matchGroups']): Variation => ({
  core: (core) => ({ ...core, matchGroups: match(core) }),
});

it('the reference engine is accepted', { timeout: 30_000 }, async () => {
  const [results, evidence] = await campaign({}, {});
  expect(verdictOf(results, evidence)).toBe('accepted');
});

it.each<[how: string, vary: Variation, red: string[]]>([
  [
    'the first rule alone',
    { sections: (sections) => sections.map((link) => ({ ...link, merge: link.merge.slice(0, 1) })) },
    ['match/email~email', 'by/email~email/late-match-created-left', 'by/email~email/late-match-edited-right'],
  ],
  [
    'the last rule alone',
    { sections: (sections) => sections.map((link) => ({ ...link, merge: link.merge.slice(1) })) },
    ['match/orgNr~orgNr', 'late-match-created-left'],
  ],
  [
    'both at once',
    matching((core) => (groups, topology) => {
      const [byFirst = [], bySecond = []] = [0, 1].map(
        (index) =>
          core.matchGroups(
            groups.filter((group) => group.index === index),
            topology,
          ).matches,
      );
      const isIn = new Set(bySecond.map((match) => JSON.stringify(match)));
      return { matches: byFirst.filter((match) => isIn.has(JSON.stringify(match))), ambiguous: [] };
    }),
    ['match/orgNr~orgNr', 'match/email~email', 'by/email~email/late-match-edited-left'],
  ],
  [
    'the second where the first finds nothing',
    matching((core) => (groups, topology) => {
      const first = core.matchGroups(
        groups.filter(({ index }) => index === 0),
        topology,
      );
      return first.matches.length > 0 ? first : core.matchGroups(groups, topology);
    }),
    ['policy/by/email~email/crossed'],
  ],
  [
    'e-mails by all but their last character',
    { read: (company) => ({ ...company, email: company.email?.slice(0, -1) ?? null }) },
    ['by/email~email/near-miss/one-character-differs'],
  ],
  [
    'no e-mail like no e-mail',
    { read: (company) => ({ ...company, email: isEmpty(company.email) ? 'none' : company.email }) },
    ['by/email~email/empty-keys-null', 'by/email~email/empty-keys-blank', 'by/email~email/empty-keys-mixed'],
  ],
])('one that goes by %s is not', { timeout: 30_000 }, async (_, vary, expected) => {
  const [results] = await campaign(vary, { only });
  const red = new Set(
    results
      .filter(({ status }) => status === 'failed' || status === 'deviates')
      .map(({ check }) => check.id.slice(check.id.indexOf('/') + 1)),
  );
  expect(expected.filter((id) => !red.has(id))).toEqual([]);
});
