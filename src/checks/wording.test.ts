/** What is said of companies, said of records; and what a document calls so, left as it is. */
import { describe, expect, it } from 'vitest';
import type { Dataflow, Row } from '../domain/dataflow.ts';
import type { Judgement } from './check.ts';
import { plan, type Plan } from './plan.ts';
import { DEFAULT_POLICIES } from './policies.ts';
import { evidenceOf } from './testing/small-evidence.ts';
import { finding } from './view.ts';
import { ofRecords } from './wording.ts';

/** One title, and what a check of that title finds. */
function planWith(title: string, judgement: Judgement = []): Plan {
  const batch = {
    id: 'main',
    title,
    needs: [],
    clock: 'runs' as const,
    faults: { left: [], right: [] },
    faultyPasses: { least: 0, most: 0 },
    furtherPasses: 0,
    scenarios: [{ id: 'companies', title, rounds: [] }],
  };
  const check = {
    id: 'companies',
    kind: 'checklist' as const,
    group: 'linking' as const,
    title,
    section: 'company',
    lines: [],
    rows: ['company → companies'],
    direction: null,
    scenarios: ['companies'],
    judge: () => judgement,
  };
  return { batches: [batch], checks: [check] };
}

const worded = (text: string, names: readonly string[] = []): string =>
  ofRecords(planWith(text), names).checks[0]?.title ?? '';

describe('a plan about records', () => {
  it('is the same but for the words of its titles and findings', () => {
    const found = (of: string) => [finding(`${of} is gone`, { record: 'company', path: 'company' })];
    const before = planWith('two companies, a company', found('a company'));
    const after = ofRecords(before, []);
    const [batch, check] = [after.batches[0], after.checks[0]];
    const expected = planWith('two records, a record', found('a record'));
    expect(batch).toEqual(expected.batches[0]);
    expect({ ...check, judge: null }).toEqual({ ...expected.checks[0], judge: null });
    expect(check?.judge(evidenceOf([]))).toEqual(found('a record'));
  });

  it('leaves what is only recorded as it is', () => {
    const [check] = ofRecords(planWith('x', { recorded: 'a company' }), []).checks;
    expect(check?.judge(evidenceOf([]))).toEqual({ recorded: 'a company' });
  });

  it.each([
    ['companies are linked', 'records are linked'],
    ['a scenario’s companies: no company.', 'a scenario’s records: no record.'],
    ['(two companies) and the other company’s', '(two records) and the other record’s'],
    ['accompany companyName', 'accompany companyName'],
    [
      'a.company of company.name and company → companies',
      'a.company of company.name and company → companies',
    ],
    ['a company: received "a company \\" company"', 'a record: received "a company \\" company"'],
  ])('%j is worded %j', (text, expected) => {
    expect(worded(text)).toBe(expected);
  });
});

describe('what the document calls so', () => {
  it.each([
    ['left company: expected "x"', ['company'], 'left company: expected "x"'],
    ['left company: expected "x"', [], 'left record: expected "x"'],
    [
      'nothing came to company from the other company',
      ['company'],
      'nothing came to company from the other record',
    ],
    ['neither company has a value', ['company'], 'neither record has a value'],
    ['several companies in one', ['companies'], 'several records in one'],
    [
      'left my company (old company) is',
      ['my company', 'my company (old company)'],
      'left my company (old company) is',
    ],
    ['a change of my company of a company', ['my company'], 'a change of my company of a record'],
    ['a company (when company) is', ['company (when company)'], 'a company (when company) is'],
    [
      'two old companies to firms, two companies',
      ['old companies to firms'],
      'two old companies to firms, two records',
    ],
  ])('%j beside %j is worded %j', (text, names, expected) => {
    expect(worded(text, names)).toBe(expected);
  });

  const titlesWith = (name: string): string[] => {
    const row = (left: string, right: string): Row => ({ left, right, type: 'string', line: 30 });
    const link = {
      source: 'A Persons',
      target: 'B Persons',
      line: 10,
      sentences: [],
      merge: [
        { left: name, right: `${name}.b`, line: 20 },
        { left: 'orgNr', right: 'orgNr', line: 21 },
      ],
      rows: [row(name, `${name}.b`), row(`a.${name}`, name), row('phone', 'phone')],
    };
    const dataflow: Dataflow = {
      title: 'A to B Dataflow',
      left: 'A',
      right: 'B',
      generated: null,
      introduction: [],
      sections: [link],
    };
    const { batches, checks } = plan(dataflow, {
      seed: 1,
      topology: 'two-tenants',
      policies: DEFAULT_POLICIES,
      faults: ['garbage'],
    });
    const scenarios = batches.flatMap((batch) => batch.scenarios);
    // Keys are made at random, for each property others.
    return [...batches, ...scenarios, ...checks]
      .map(({ title }) => title)
      .filter((title) => !title.includes('whose keys are'));
  };

  it.each(['company', 'companies'])('is %s in every title where another name would be', (name) => {
    const others = titlesWith('qqq');
    expect(others.filter((title) => title.includes('qqq')).length).toBeGreaterThan(40);
    expect(others.filter((title) => /compan/.test(title))).toEqual([]);
    expect(titlesWith(name)).toEqual(others.map((title) => title.replaceAll('qqq', name)));
  });
});
