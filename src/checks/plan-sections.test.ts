/** Which sections and rows of a document written by hand are tested, and what is said of the others. */
import { describe, expect, it } from 'vitest';
import type { Dataflow, Link, Row } from '../domain/dataflow.ts';
import { valueAt } from '../domain/record.ts';
import { NotVerified } from './check.ts';
import { plan, type Plan, planOf, type PlanOptions } from './plan.ts';
import { DEFAULT_POLICIES } from './policies.ts';
import { evidenceOf } from './testing/small-evidence.ts';
import { CODE, COUNTRY, linkOf, MIRROR } from './testing/topic-under-test.ts';

const COMPANIES = { source: 'Crmoffice Companies', target: 'Crmoffice Companies' };
const PERSONS = { source: 'A Persons', target: 'B Persons' };
/** Of companies, which are what contract 6.3 says, whatever a document says of them. */
const section = (change: Partial<Link> = {}): Link => ({ ...linkOf([COUNTRY]), ...COMPANIES, ...change });
/** Of records that are what the document says. */
const ofPersons = (change: Partial<Link> = {}): Link => section({ ...PERSONS, line: 50, ...change });
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
  it.each<[string, Link, string]>([
    [
      'without a merge rule',
      section({ merge: [] }),
      'lack: the section has no merge rule, so it does not say which records belong together',
    ],
    [
      'without a row',
      section({ rows: [] }),
      'lack: the section has no row, so it does not say what is kept equal',
    ],
    [
      'by what cannot be written on the left',
      section({ merge: [{ ...rule, left: 'vatNr' }] }),
      'lack: line 20: records cannot be arranged by vatNr → orgNr, which a Crmoffice company does not let be written',
    ],
    [
      'by what cannot be written on the right',
      section({ merge: [{ ...rule, right: 'id' }] }),
      'lack: line 20: records cannot be arranged by orgNr → id, which a Crmoffice company does not let be written',
    ],
    [
      'by a key that other records have of their tenant',
      ofPersons({ merge: [{ ...rule, right: '$original_id' }] }),
      'lack: line 20: records cannot be arranged by orgNr → $original_id, which records of A Persons to B Persons do not let be written, or cannot tell apart by',
    ],
    [
      'by what has two values',
      ofPersons({
        merge: [{ ...rule, right: 'isActive' }],
        rows: [{ left: 'active', right: 'isActive', type: 'boolean', line: 30 }],
      }),
      'lack: line 20: records cannot be arranged by orgNr → isActive, which records of A Persons to B Persons do not let be written, or cannot tell apart by',
    ],
    [
      'by what has seven values',
      ofPersons({
        merge: [{ ...rule, right: 'day' }],
        rows: [{ left: 'weekday', right: 'day', type: '["datetime-format","%A","_."]', line: 30 }],
      }),
      'lack: line 20: records cannot be arranged by orgNr → day, which records of A Persons to B Persons do not let be written, or cannot tell apart by',
    ],
  ])('%s is not verified, and why', (_, link, reason) => {
    const { batches, checks } = planned([link]);
    expect(batches).toEqual([]);
    expect(checks).toHaveLength(1);
    expect(Object.values(unverified({ batches, checks }))).toEqual([reason]);
  });

  it('is told as a check of its rows', () => {
    const [check] = planned([ofPersons({ merge: [], line: 10 })]).checks;
    expect(check).toMatchObject({
      id: 'a-persons-to-b-persons/section-line-10',
      kind: 'checklist',
      group: 'linking',
      title: 'A Persons to B Persons is kept in sync',
      section: 'A Persons to B Persons',
      direction: null,
      lines: [10],
      rows: ['postAddress.country → visitAddress.country'],
      scenarios: [],
    });
  });

  it('is one about companies after another', () => {
    const later = section({ line: 50 });
    const both = planned([section(), later]);
    expect(unverified(both)).toEqual({
      'crmoffice-companies/section-line-50':
        'the section at line 10 is about companies too, and of such only the first is run',
    });
    expect(both.checks.slice(0, -1).map(({ id }) => id)).toEqual(
      planned([section()]).checks.map(({ id }) => id),
    );
  });

  it('is, in one tenant, one of two types', () => {
    const { batches, checks } = planned([ofPersons()], { topology: 'one-tenant' });
    expect(batches).toEqual([]);
    expect(unverified({ batches, checks })).toEqual({
      'a-persons-to-b-persons/section-line-50':
        'in one tenant, only sections that link records of one type with each other are run',
    });
  });

  it('leaves the others to be run, of which a single one bears its plain names', () => {
    const without = ofPersons({ merge: [], line: 5 });
    const both = planned([without, section()]);
    expect(unverified(both)).toEqual({
      'a-persons-to-b-persons/section-line-5':
        'lack: the section has no merge rule, so it does not say which records belong together',
    });
    const alone = planned([section()]);
    expect(both.checks.slice(0, -1).map(({ id }) => id)).toEqual(alone.checks.map(({ id }) => id));
    expect(both.batches.map(({ id }) => id)).toEqual(alone.batches.map(({ id }) => id));
    expect(alone.checks.length).toBeGreaterThan(50);
  });
});

describe('sections about several record types', () => {
  const both = planned([section(), ofPersons()]);
  const ofSection = (name: string) => both.batches.filter(({ id }) => id.startsWith(`${name}/`));
  const [FIRST, SECOND] = ['crmoffice-companies', 'a-persons-to-b-persons'];

  it.each([
    [FIRST, section(), COMPANIES],
    [SECOND, ofPersons(), PERSONS],
  ])('are all run, each as if it were alone: %s', (name, link, { source, target }) => {
    const alone = planned([link]);
    const own = both.checks.filter(({ id }) => id.startsWith(`${name}/`));
    expect(own.map(({ id, title, lines, rows }) => ({ id, title, lines, rows }))).toEqual(
      alone.checks.map(({ id, title, lines, rows }) => ({
        id,
        title: `${source} to ${target}: ${title}`,
        lines,
        rows,
      })),
    );
    expect(ofSection(name).map(({ id, types }) => ({ id, types }))).toEqual(
      alone.batches.map(({ id }) => ({ id: `${name}/${id}`, types: { left: source, right: target } })),
    );
    expect(ofSection(name).flatMap(({ scenarios }) => scenarios)).toEqual(
      alone.batches.flatMap(({ scenarios }) =>
        scenarios.map((scenario) => ({ ...scenario, id: `${name}/${scenario.id}` })),
      ),
    );
    expect(own.map(({ scenarios }) => scenarios)).toEqual(
      alone.checks.map(({ scenarios }) => scenarios.map((id) => `${name}/${id}`)),
    );
    expect(own.length).toBeGreaterThan(50);
  });

  it('leave nothing that is of neither', () => {
    expect(unverified(both)).toEqual({});
    expect(both.batches).toHaveLength(ofSection(FIRST).length + ofSection(SECOND).length);
  });

  it('name no types where all records are companies', () => {
    expect(planned([section()]).batches.map(({ types }) => types)).not.toContainEqual(expect.anything());
    expect(planned([ofPersons()]).batches.map(({ types }) => types)).not.toContain(undefined);
  });

  it.each(['A Companies', 'Crmoffice Companies Sold', 'Crmoffice Subcompanies'])(
    '%s are no companies of a Crmoffice tenant, for all their name',
    (source) => {
      const rows = [{ left: 'fax', right: 'fax', type: 'string', line: 30 }];
      const { batches, checks } = planned([section({ source, target: source, rows })]);
      expect(unverified({ batches, checks })).toEqual({});
      expect(checks.filter((check) => check.rows.includes('fax → fax')).length).toBeGreaterThan(10);
      expect(batches[0]?.types).toEqual({ left: source, right: source });
    },
  );
});

describe('a row that cannot be shown', () => {
  const row = (change: Partial<Row>): Row => ({
    left: 'phone',
    right: 'phone',
    type: 'string',
    line: 40,
    ...change,
  });
  const A = 'crmoffice-companies/row';
  const P = 'a-persons-to-b-persons/row';

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

  it.each<[string, Row[], string, string]>([
    [
      'of a key of their tenant',
      [row({ right: '$original_id' })],
      'phone~$original-id',
      'lack: a record of B Persons has no property $original_id that can be written',
    ],
    [
      'of a type that does not say what is held',
      [row({ type: '["upper","_."]' })],
      'phone~phone',
      'lack: the data type ["upper","_."] does not say what values the property holds on both sides',
    ],
    [
      'of dates that cannot be told apart',
      [row({ type: '["datetime-format","%","_."]' })],
      'phone~phone',
      'lack: the data type ["datetime-format","%","_."] does not say what values the property holds on both sides',
    ],
  ])('of other records, %s is not verified, and why', (_, rows, slug, reason) => {
    const found = planned([ofPersons({ rows: [COUNTRY, ...rows] })]);
    expect(unverified(found)).toEqual({ [`${P}/${slug}`]: reason });
  });

  it('is each of two of other records that give one value two types', () => {
    const rows = [row({ left: 'mobile', type: 'integer' }), row({ type: 'boolean' })];
    const reason =
      'lack: rows that bring together what it holds with other properties give different data types';
    expect(unverified(planned([ofPersons({ rows: [COUNTRY, ...rows] })]))).toEqual({
      [`${P}/mobile~phone`]: reason,
      [`${P}/phone~phone`]: reason,
    });
  });

  it('is each that brings values to where other records would match by chance, and nothing is put there', () => {
    const merge = [
      { left: 'orgNr', right: 'orgNr', line: 20 },
      { left: 'active', right: 'isActive', line: 21 },
    ];
    const two = { type: 'boolean', left: 'active' };
    const rows = [row({ ...two, right: 'isActive' }), row({ ...two, left: 'marked', right: 'isActive' })];
    const found = planned([
      ofPersons({ merge, rows: [COUNTRY, ...rows, row({ left: 'on', right: 'isOn', type: 'boolean' })] }),
    ]);
    const reason =
      'lack: it brings values to where records are matched by active → isActive, which has too few to tell them apart';
    expect(unverified(found)).toEqual({ [`${P}/active~isActive`]: reason, [`${P}/marked~isActive`]: reason });
    const held = found.batches
      .flatMap(({ scenarios }) => scenarios.flatMap(({ rounds }) => rounds.flat()))
      .flatMap((action) => (action.do === 'create' ? [action.draft] : []))
      .filter((draft) => valueAt(draft, 'active') !== null || valueAt(draft, 'isActive') !== null);
    expect(held).toEqual([]);
  });

  it('is none of a property that a document alone knows, or of another type than text', () => {
    const rows = [row({ left: 'fax', right: 'faxNumber' }), row({ type: 'integer' })];
    expect(unverified(planned([ofPersons({ rows })]))).toEqual({});
  });

  it.each<[string, Row, Row[]]>([
    ['left', row({ left: COUNTRY.left }), [COUNTRY, row({ left: COUNTRY.left }), CODE]],
    ['right', row({ right: COUNTRY.right }), [COUNTRY, row({ right: COUNTRY.right }), CODE]],
  ])('is none that shares its %s property with one before it: it has pairs of its own', (_, own, rows) => {
    const found = planned([section({ rows })]);
    const slug = `${own.left}~${own.right}`;
    const about = found.checks.filter((check) => check.rows.includes(`${own.left} → ${own.right}`));
    expect(unverified(found)).toEqual({});
    expect(about.map(({ id }) => id.replace('crmoffice-companies/', ''))).toEqual([
      `first-link/empty-right/${slug}`,
      `edit-left/${slug}`,
      `edit-back-left/${slug}`,
      `clear-left/${slug}`,
      `fill-left/${slug}`,
      `first-link/empty-left/${slug}`,
      `edit-right/${slug}`,
      `edit-back-right/${slug}`,
      `clear-right/${slug}`,
      `fill-right/${slug}`,
    ]);
    expect(new Set(about.flatMap(({ scenarios }) => scenarios))).toEqual(
      new Set([`by itself/left first/${slug}`, `by itself/right first/${slug}`]),
    );
    expect(about.every(({ lines }) => lines.includes(own.line))).toBe(true);
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
