import { describe, expect, it } from 'vitest';
import { tinyEngine } from '../campaign/testing/tiny-engine.ts';
import { recordCampaign, SEED } from '../cli/testing/record.ts';
import { type Dataflow, type Link, type Row, rowName } from '../domain/dataflow.ts';
import type { Topology } from '../domain/tenant.ts';
import { referenceEngine } from '../engines/reference.ts';
import { judge, type Result, verdictOf } from './judge.ts';
import { plan } from './plan.ts';
import { DEFAULT_POLICIES } from './policies.ts';

const engine = referenceEngine('under test');
const few = (scenario: string): boolean => !scenario.startsWith('crowd');
const added = (left: string, right: string, type = 'string'): Row => ({ left, right, type, line: 900 });
const adding =
  (...rows: Row[]) =>
  (dataflow: Dataflow): Dataflow => ({
    ...dataflow,
    sections: dataflow.sections.map((link) => ({ ...link, rows: [...link.rows, ...rows] })),
  });

const recorded = {
  'two-tenants': await recordCampaign({ engine }),
  'one-tenant': await recordCampaign({ engine, topology: 'one-tenant' }),
} satisfies Record<Topology, unknown>;

/** What the good evidence is worth to another document that is tested in the same way. */
function judgedAs(change: (dataflow: Dataflow) => Dataflow, topology: Topology = 'two-tenants') {
  const { evidence } = recorded[topology];
  const dataflow = change(evidence.header.checklist.dataflow);
  const planned = plan(dataflow, { seed: SEED, topology, policies: DEFAULT_POLICIES, faults: [] });
  const results = judge(planned, evidence);
  return { results, verdict: verdictOf(results, evidence), others: results.filter(isOther) };
}

/** The same for a document that asks for another campaign. */
async function ranAs(change: (dataflow: Dataflow) => Dataflow, topology: Topology = 'two-tenants') {
  const { ran, evidence } = await recordCampaign({ engine, change, topology, only: few });
  const results = judge(ran, evidence);
  return { verdict: verdictOf(results, evidence), others: results.filter(isOther) };
}

function isOther({ status }: Result): boolean {
  return status !== 'passed' && status !== 'recorded';
}

function sections(change: (link: Link) => Link[]): (dataflow: Dataflow) => Dataflow {
  return (dataflow) => ({ ...dataflow, sections: dataflow.sections.flatMap(change) });
}

const withPersons = sections((link) => [
  link,
  { ...link, line: 777, source: 'Crmoffice Persons', target: 'Crmoffice Persons' },
]);

function isOfPersons({ check }: Result): boolean {
  return check.section === 'Crmoffice Persons to Crmoffice Persons';
}

describe('what cannot be tested is not verified, never passed', () => {
  it.each([
    ['a property that no company has', added('fax', 'phone'), /fax/],
    ['a property on the right that no company has', added('phone', 'address.country'), /address\.country/],
    ['a property that cannot be written', added('modifiedAt', 'modifiedAt'), /modifiedAt/],
    ['a data type that no company has', added('phone', 'phone', 'integer'), /integer/],
  ])('%s', async (_, row, reason) => {
    const { others, verdict } = await ranAs(adding(row));
    expect(others.map(({ status, declaredLack }) => [status, declaredLack])).toEqual([
      ['not verified', false],
    ]);
    expect(others[0]?.reason).toMatch(reason);
    expect(others[0]?.check.rows).toEqual([`${row.left} → ${row.right}`]);
    expect(verdict).toBe('inconclusive');
  });

  it('a second section', () => {
    const { others, verdict } = judgedAs(sections((link) => [link, { ...link, line: 777 }]));
    expect(others.map(({ status, check }) => [status, check.lines])).toEqual([['not verified', [777]]]);
    expect(verdict).toBe('inconclusive');
  });

  it('a section about something else than companies, of which there is no evidence', () => {
    const { results, verdict } = judgedAs(withPersons);
    expect(results.filter(isOfPersons).length).toBeGreaterThan(100);
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['not verified']));
    expect(results.filter(({ declaredLack }) => declaredLack)).toEqual([]);
    expect(verdict).toBe('inconclusive');
  });

  it.each([
    ['no merge rule', (link: Link): Link[] => [{ ...link, merge: [] }]],
    [
      'a merge rule that nothing can be arranged by',
      (link: Link): Link[] => [{ ...link, merge: [{ left: 'id', right: 'id', line: 20 }] }],
    ],
  ])('a section with %s', (_, change) => {
    const { results, verdict } = judgedAs(sections(change));
    expect(results.map(({ status }) => status)).toEqual(['not verified']);
    expect(verdict).toBe('inconclusive');
  });

  it('a document without a section', () => {
    const { results, verdict } = judgedAs(sections(() => []));
    expect(results).toEqual([]);
    expect(verdict).toBe('inconclusive');
  });

  it('in one tenant, a row without a mirror; that is a declared lack', async () => {
    const { others, verdict } = await ranAs(adding(added('phone', 'email')), 'one-tenant');
    const row = others.find(({ check }) => check.id.endsWith('row/phone~email'));
    expect(row).toMatchObject({ status: 'not verified', declaredLack: true });
    expect(others.filter(({ declaredLack }) => !declaredLack)).toEqual([]);
    expect(verdict).toBe('accepted');
  });
});

it('a section about something else than companies is tested: who passes it over is rejected for it alone', async () => {
  const { ran, evidence } = await recordCampaign({
    engine: tinyEngine('companies only'),
    change: withPersons,
    only: (scenario) => !scenario.includes('/crowd'),
  });
  const results = judge(ran, evidence);
  expect(results.filter(isOther).filter((one) => !isOfPersons(one))).toEqual([]);
  expect(results.filter((one) => !isOfPersons(one)).length).toBeGreaterThan(100);
  const red = results.filter(({ status }) => status === 'failed').flatMap(({ check }) => check.rows);
  const rows = evidence.header.checklist.dataflow.sections[0]?.rows.filter(({ left }) => left !== 'id') ?? [];
  expect(new Set(red)).toEqual(new Set(rows.map(rowName)));
  expect(verdictOf(results, evidence)).toBe('rejected');
});

describe('in one tenant', () => {
  it('ties are not verified, what happens to three records is recorded, and the rest passes', () => {
    const { results, verdict } = judgedAs((dataflow) => dataflow, 'one-tenant');
    const others = results
      .filter(({ status }) => status !== 'passed')
      .map(({ check, status, declaredLack }) => `${status} ${declaredLack} ${check.id.split('/').at(-1)}`);
    expect(others.toSorted()).toEqual([
      'not verified true conflict-same-time',
      'not verified true first-link-same-time',
      'recorded false duplicates-left',
      'recorded false duplicates-right',
      'recorded false newcomer-left',
      'recorded false newcomer-right',
    ]);
    expect(verdict).toBe('accepted');
  });
});

describe('a row that is added to the document is tested on the next run', () => {
  const change = adding(added('phone', 'phone'), added('name', 'email'));

  it('an engine that keeps it is accepted', async () => {
    const { plan: planned, evidence } = await recordCampaign({ engine: tinyEngine('right'), change });
    const results = judge(planned, evidence);
    expect(results.filter(isOther).map(({ check, reason }) => [check.id, reason])).toEqual([]);
    expect(verdictOf(results, evidence)).toBe('accepted');
  });

  it('one that does not is rejected for it, and for no other row', async () => {
    const without = tinyEngine('without', { rows: (rows) => rows.filter(({ left }) => left !== 'name') });
    const { plan: planned, evidence } = await recordCampaign({ engine: without, change, only: few });
    const results = judge(planned, evidence);
    const red = results.filter(({ check, status }) => status === 'failed' && check.group === 'properties');
    expect(new Set(red.flatMap(({ check }) => check.rows))).toEqual(new Set(['name → email']));
    expect(red.map(({ check }) => check.id)).toContain('crmoffice-companies/edit-left/name~email');
    expect(red.map(({ check }) => check.id)).toContain('crmoffice-companies/edit-right/name~email');
    expect(verdictOf(results, evidence)).toBe('rejected');
  });
});
