/** Which sections and rows of a document written by hand are tested, and what is said of the others. */
import { describe, expect, it } from 'vitest';
import type { Dataflow, Link, Row } from '../domain/dataflow.ts';
import { valueAt } from '../domain/record.ts';
import { NotVerified } from './check.ts';
import { plan, type Plan, planOf, type PlanOptions } from './plan.ts';
import { DEFAULT_POLICIES } from './policies.ts';
import { evidenceOf } from './testing/small-evidence.ts';
import { CODE, COUNTRY, linkOf, MIRROR } from './testing/topic-under-test.ts';

const section = (change: Partial<Link> = {}): Link => ({
  ...linkOf([COUNTRY]),
  source: 'A Companies',
  target: 'B Companies',
  ...change,
});
const documentOf = (...sections: Link[]): Dataflow => ({
  title: 'A to B Dataflow',
  left: 'A',
  right: 'B',
  generated: null,
  introduction: [],
  sections,
});
const planned = (sections: Link[], change: Partial<PlanOptions> = {}): Plan =>
  plan(documentOf(...sections), {
    seed: 1,
    topology: 'two-tenants',
    policies: DEFAULT_POLICIES,
    faults: [],
    ...change,
  });

/** What the plan says of what it does not test, by the check's name. */
function unverified({ checks }: Plan): Record<string, string> {
  const said = checks.flatMap((check): [string, string][] => {
    if (check.scenarios.length > 0 || !/section-line|\/row\//.test(check.id)) return [];
    try {
      check.judge(evidenceOf([]));
    } catch (error) {
      if (error instanceof NotVerified)
        return [[check.id, `${error.declaredLack ? 'lack: ' : ''}${error.message}`]];
    }
    throw new Error(`${check.id} was judged`);
  });
  return Object.fromEntries(said);
}

describe('a section that cannot be run', () => {
  const rule = { left: 'orgNr', right: 'orgNr', line: 20 };
  it.each<[string, Partial<Link>, string]>([
    ['of other records on the left', { source: 'A Persons' }, 'a Crmoffice tenant has companies only'],
    ['of other records on the right', { target: 'B Persons' }, 'a Crmoffice tenant has companies only'],
    [
      'of what is only named after them',
      { source: 'A Companies Sold' },
      'a Crmoffice tenant has companies only',
    ],
    ['of what only ends like them', { source: 'A Subcompanies' }, 'a Crmoffice tenant has companies only'],
    [
      'without a merge rule',
      { merge: [] },
      'the section has no merge rule, so it does not say which records belong together',
    ],
    ['without a row', { rows: [] }, 'the section has no row, so it does not say what is kept equal'],
    [
      'by what cannot be written on the left',
      { merge: [{ ...rule, left: 'vatNr' }] },
      'line 20: records cannot be arranged by vatNr → orgNr, which a Crmoffice company does not let be written',
    ],
    [
      'by what cannot be written on the right',
      { merge: [{ ...rule, right: 'id' }] },
      'line 20: records cannot be arranged by orgNr → id, which a Crmoffice company does not let be written',
    ],
  ])('%s is not verified, and why', (_, change, reason) => {
    const { batches, checks } = planned([section(change)]);
    expect(batches).toEqual([]);
    expect(checks).toHaveLength(1);
    expect(Object.values(unverified({ batches, checks }))).toEqual([reason]);
  });

  it('is told as a check of its rows', () => {
    const [check] = planned([section({ source: 'A Persons' })]).checks;
    expect(check).toMatchObject({
      id: 'a-persons-to-b-companies/section-line-10',
      kind: 'checklist',
      group: 'linking',
      title: 'A Persons to B Companies is kept in sync',
      section: 'A Persons to B Companies',
      direction: null,
      lines: [10],
      rows: ['postAddress.country → visitAddress.country'],
      scenarios: [],
    });
  });

  it('leaves the others to be run, of which the first is', () => {
    const persons = section({ source: 'A Persons', line: 5 });
    const later = section({ source: 'C companies', line: 50 });
    const both = planned([persons, section(), later]);
    expect(unverified(both)).toEqual({
      'a-persons-to-b-companies/section-line-5': 'a Crmoffice tenant has companies only',
      'c-companies-to-b-companies/section-line-50': 'only one section about companies can be run at a time',
    });
    expect(both.checks.slice(0, -2).map(({ id }) => id)).toEqual(
      planned([section()]).checks.map(({ id }) => id),
    );
    expect(planned([section()]).checks.length).toBeGreaterThan(50);
  });
});

describe('a row that cannot be shown', () => {
  const row = (change: Partial<Row>): Row => ({
    left: 'phone',
    right: 'phone',
    type: 'string',
    line: 40,
    ...change,
  });
  const A = 'a-companies-to-b-companies/row';

  it.each<[string, Row, string, string]>([
    [
      'of what there is not on the left',
      row({ left: 'fax' }),
      'fax~phone',
      'a Crmoffice company has no property fax that can be written',
    ],
    [
      'of what there is not on the right',
      row({ right: 'id' }),
      'phone~id',
      'a Crmoffice company has no property id that can be written',
    ],
    [
      'of an id on the left',
      row({ left: 'id' }),
      'id~phone',
      'a Crmoffice company has no property id that can be written',
    ],
    [
      'of another type',
      row({ type: 'integer' }),
      'phone~phone',
      'a Crmoffice company has no property of data type integer',
    ],
  ])('%s is not verified, and why', (_, hidden, slug, reason) => {
    const found = planned([section({ rows: [COUNTRY, hidden] })]);
    expect(unverified(found)).toEqual({ [`${A}/${slug}`]: reason });
    expect(found.checks.at(-1)).toMatchObject({
      kind: 'checklist',
      group: 'properties',
      title: `${hidden.left} → ${hidden.right} is kept in sync`,
      rows: [`${hidden.left} → ${hidden.right}`],
      lines: [40],
      scenarios: [],
    });
    expect(found.checks.filter(({ rows }) => rows.includes(`${hidden.left} → ${hidden.right}`))).toHaveLength(
      1,
    );
  });

  it('is one that shares a property with another, and so is that one', () => {
    const why = (line: number): string =>
      `it shares a property with line ${line}, and rows that do cannot yet be judged`;
    const left = row({ left: COUNTRY.left });
    expect(unverified(planned([section({ rows: [COUNTRY, left, CODE] })]))).toEqual({
      [`${A}/postAddress.country~visitAddress.country`]: why(40),
      [`${A}/postAddress.country~phone`]: why(30),
    });
    const right = row({ right: COUNTRY.right });
    expect(unverified(planned([section({ rows: [right, COUNTRY, CODE] })]))).toEqual({
      [`${A}/phone~visitAddress.country`]: why(30),
      [`${A}/postAddress.country~visitAddress.country`]: why(40),
    });
  });

  it('is, in one tenant, one without a mirror: by declaration', () => {
    const rows = [COUNTRY, MIRROR, CODE];
    expect(unverified(planned([section({ rows })]))).toEqual({});
    expect(unverified(planned([section({ rows })], { topology: 'one-tenant' }))).toEqual({
      [`${A}/postAddress.postCode~visitAddress.postCode`]:
        'lack: the row has no mirror, and in one tenant the engine chooses which record is the left one',
    });
  });

  it('leaves nothing of rows to be arranged where there is no other: not under faults either', () => {
    const { batches, checks } = planned([section({ rows: [row({ type: 'integer' })] })], {
      faults: ['garbage'],
    });
    const scenarios = batches.map(({ id, scenarios: own }) => [id, own.map((one) => one.id)]);
    expect(scenarios).toMatchObject([['main', expect.arrayContaining(['unmatched/on the left'])]]);
    expect(checks.filter(({ id }) => id.includes('/faults/') || id.includes('/match/'))).toEqual([]);
  });

  it('is not the row of ids, which is judged by itself', () => {
    const id = row({ left: 'id', right: 'id' });
    const { checks } = planned([section({ rows: [id, COUNTRY] })]);
    const ofIds = checks.filter(({ rows }) => rows.includes('id → id'));
    expect(ofIds.map((check) => check.id.split('/')[1])).toEqual([
      'id-stays-left',
      'id-one-to-one-left',
      'id-stays-right',
      'id-one-to-one-right',
    ]);
    const main = planned([section({ rows: [id, COUNTRY] })]).batches.find((batch) => batch.id === 'main');
    expect(ofIds[0]?.scenarios).toEqual(main?.scenarios.map((one) => one.id));
  });
});

it('a settle is missed in each round of the longest scenario of its batch', () => {
  const { batches, checks } = planned([section()]);
  const settles = batches.flatMap((batch) =>
    Array.from({ length: Math.max(...batch.scenarios.map(({ rounds }) => rounds.length)) }, (_, at) => ({
      batch: batch.id,
      at,
    })),
  );
  const edits = checks.find(({ id }) => id.endsWith('/quiet/after-edits'));
  const told = (without?: { batch: string; at: number }) =>
    evidenceOf([], {
      settles: settles
        .filter((one) => one !== without)
        .map(({ batch, at }) => ({
          kind: 'settle' as const,
          batch,
          round: at,
          settled: true,
          faultyPasses: [],
          faults: [],
          passes: [],
          arrivals: [],
          idle: [],
          strangers: [],
        })),
    });
  expect(edits?.judge(told())).toEqual([]);
  for (const last of settles.filter(
    ({ batch, at }) => at > 0 && !settles.some((one) => one.batch === batch && one.at > at),
  )) {
    expect(() => edits?.judge(told(last))).toThrow(
      `the evidence has no settle ${last.at} of batch ${last.batch}`,
    );
  }
});

describe('the plan that evidence was gathered by', () => {
  const headerOf = (live: { tag: string; left: string; right: string } | null) => {
    const { header } = evidenceOf([]);
    return planOf({ ...header, live, checklist: { ...header.checklist, dataflow: documentOf(section()) } });
  };
  const nameOf = ({ batches }: Plan): string => {
    const action = batches[0]?.scenarios[0]?.rounds[0]?.[0];
    return action?.do === 'create' ? (valueAt(action.draft, 'name') ?? '') : '';
  };

  it('is that of its header, its companies’ tag included', () => {
    expect(headerOf(null).checks.length).toBe(planned([section()]).checks.length);
    expect(nameOf(headerOf({ tag: 'run-7', left: 'http://a', right: 'http://b' }))).toMatch(/ \[run-7\]$/);
    expect(nameOf(headerOf(null))).toMatch(/\w \d+$/);
  });
});
