import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import { CHECKLIST } from '../cli/testing/record.ts';
import { agree, type Company, isEmpty, patched, valueAt } from '../domain/company.ts';
import { type Dataflow, type Link, type Row, rowName } from '../domain/dataflow.ts';
import { plan, type Plan, type PlanOptions } from './plan.ts';
import { DEFAULT_POLICIES } from './policies.ts';
import type { Action } from './scenario.ts';

const { dataflow } = await readChecklist(CHECKLIST);
const [section] = dataflow.sections;
if (!section) throw new RangeError(`${CHECKLIST} has no section`);
const ROWS = section.rows;

const options: PlanOptions = { seed: 1, topology: 'two-tenants', policies: DEFAULT_POLICIES, faults: [] };
const shipped = plan(dataflow, options);
const row = (left: string, right: string, type = 'string'): Row => ({ left, right, type, line: 900 });
const withRows = (rows: Row[]): Dataflow => ({ ...dataflow, sections: [{ ...link(), rows }] });

function link(): Link {
  if (!section) throw new RangeError('no section');
  return section;
}

function checkIds({ checks }: Plan): string[] {
  return checks.map(({ id }) => id);
}

function scenariosOf({ batches }: Plan) {
  return batches.flatMap(({ scenarios }) => scenarios);
}

function scenarioIds(planned: Plan): string[] {
  return scenariosOf(planned).map(({ id }) => id);
}

/** Scenarios in which a row is edited together with another one: with which depends on their order. */
function isOfTwoRows(id: string): boolean {
  return id.startsWith('independent edits') || id.startsWith('at work');
}

/** The plan as data: what a check expects is a function, and functions cannot be compared. */
function asData({ batches, checks }: Plan): unknown {
  return { batches, checks: checks.map((check) => ({ ...check, judge: null })) };
}

it('says of a fault that was asked for and cannot be tried that it was not', () => {
  const ids = (topology: PlanOptions['topology']): string[] =>
    plan(dataflow, { ...options, topology, faults: ['clocks-apart'] })
      .checks.map(({ id }) => id)
      .filter((id) => id.includes('/faults/clocks'));
  expect(ids('one-tenant')).toEqual(['crmoffice-companies/faults/clocks-apart']);
  expect(ids('two-tenants')).toHaveLength(8);
});

describe('the plan of the shipped document', () => {
  it('has at least 110 checks, of every kind and group', () => {
    expect(shipped.checks.length).toBeGreaterThanOrEqual(110);
    expect(new Set(shipped.checks.map(({ kind }) => kind)).size).toBe(3);
    expect(new Set(shipped.checks.map(({ group }) => group)).size).toBe(5);
  });

  it('names no two checks and no two scenarios alike', () => {
    for (const names of [checkIds(shipped), shipped.checks.map(({ title }) => title), scenarioIds(shipped)]) {
      expect([...new Set(names)]).toEqual(names);
    }
  });

  it('has no scenario that nothing reads, and no check of a scenario that is not there', () => {
    const read = new Set(shipped.checks.flatMap(({ scenarios }) => scenarios));
    expect(read).toEqual(new Set(scenarioIds(shipped)));
  });

  it('verifies every row in both directions, and every sentence that promises something', () => {
    for (const one of ROWS) {
      const own = shipped.checks.filter(({ rows }) => rows.includes(rowName(one)));
      expect(new Set(own.map(({ direction }) => direction)), rowName(one)).toContain('left');
      expect(new Set(own.map(({ direction }) => direction)), rowName(one)).toContain('right');
      expect(own.every(({ lines }) => lines.includes(one.line))).toBe(true);
    }
    const lines = new Set(shipped.checks.flatMap((check) => check.lines));
    const promises = new Set(['a link comes first', 'keeps in sync', 'introduces the rows']);
    for (const { meaning, line } of link().sentences.filter((one) => promises.has(one.meaning))) {
      expect(lines, meaning).toContain(line);
    }
    for (const { line } of link().merge) expect(lines).toContain(line);
  });

  it('is the same for the same options', () => {
    expect(asData(plan(dataflow, options))).toEqual(asData(shipped));
  });

  it('has other data for another seed, but the same checks and scenarios', () => {
    const other = plan(dataflow, { ...options, seed: 2 });
    expect(checkIds(other)).toEqual(checkIds(shipped));
    expect(other.checks.map(({ title }) => title)).toEqual(shipped.checks.map(({ title }) => title));
    expect(scenarioIds(other)).toEqual(scenarioIds(shipped));
    expect(other.batches).not.toEqual(shipped.batches);
  });

  it('names nothing by where it stands: rows in another order give the same checks', () => {
    const reversed = plan(withRows(ROWS.toReversed()), options);
    expect(checkIds(reversed).toSorted()).toEqual(checkIds(shipped).toSorted());
    const [before, after] = [shipped, reversed].map((one) =>
      scenarioIds(one).filter((id) => !isOfTwoRows(id)),
    );
    expect(after?.toSorted()).toEqual(before?.toSorted());
  });

  it('tells pairs apart in every row before they are linked, so that a first link can be seen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (seed) => {
        const planned = plan(dataflow, { ...options, seed });
        // What is edited and taken back is held by both sides from the beginning.
        const pairs = scenariosOf(planned)
          .filter(({ id }) => !id.startsWith('taking back'))
          .flatMap(({ id, rounds }) => pairOf(id, rounds.flat()));
        const alike = pairs.flatMap(({ id, left, right }) =>
          ROWS.filter(({ left: path }) => path !== 'id')
            .map((one) => [rowName(one), valueAt(left, one.left), valueAt(right, one.right)] as const)
            .filter(([, a, b]) => agree(a, b) && !isEmpty(a))
            .map(([name]) => `${id}: ${name}`),
        );
        expect(pairs.length).toBeGreaterThan(100);
        expect(alike).toEqual([]);
      }),
      { seed: 3, numRuns: 5 },
    );
  });
});

describe('a row that is added to the document', () => {
  it.each([row('phone', 'phone'), row('name', 'email')])('is tested: $left with $right', (added) => {
    const planned = plan(withRows([...ROWS, added]), options);
    const slug = `${added.left}~${added.right}`;
    const own = planned.checks.filter(({ rows }) => rows.includes(rowName(added)));
    for (const name of ['edit-left', 'edit-right', 'clear-left', 'fill-right', 'alternate', 'both-edited']) {
      expect(own.map(({ id }) => id)).toContain(`crmoffice-companies/${name}/${slug}`);
    }
    expect(own.every(({ lines }) => lines.includes(added.line))).toBe(true);
    expect(scenarioIds(planned).filter((id) => id.includes(slug)).length).toBeGreaterThan(5);
    const gone = checkIds(shipped).filter((id) => !checkIds(planned).includes(id));
    // On the side on which it is listed it is no longer a property that must be left alone.
    expect(gone).toEqual(added.left === added.right ? [`crmoffice-companies/unlisted/${added.left}`] : []);
  });

  it('is tested once, though it stands there twice', () => {
    expect(checkIds(plan(withRows([...ROWS, ...ROWS]), options))).toEqual(checkIds(shipped));
  });
});

describe('a row that is removed', () => {
  it('disappears, and the others stay', () => {
    for (const removed of ROWS) {
      const rest = ROWS.filter((one) => one !== removed);
      const planned = plan(withRows(rest), options);
      const about = planned.checks.filter(({ rows }) => rows.includes(rowName(removed)));
      expect(about, rowName(removed)).toEqual([]);
      const expected = shipped.checks.filter(({ rows }) => rows.some((one) => one !== rowName(removed)));
      expect(checkIds(planned)).toEqual(expect.arrayContaining(expected.map(({ id }) => id)));
    }
  });

  it('whatever rows are left, the checks are about these and no others', () => {
    fc.assert(
      fc.property(fc.subarray(ROWS), (rows) => {
        const planned = plan(withRows(rows), options);
        const named = new Set(planned.checks.flatMap((check) => check.rows));
        expect([...named].toSorted()).toEqual(rows.map(rowName).toSorted());
        const read = planned.checks.flatMap(({ scenarios }) => scenarios);
        expect(read.filter((id) => !scenarioIds(planned).includes(id))).toEqual([]);
      }),
      { seed: 5, numRuns: 15 },
    );
  });
});

describe('in one tenant', () => {
  const one = plan(dataflow, { ...options, topology: 'one-tenant' });

  it('blame names a row together with its mirror', () => {
    const check = one.checks.find(({ id }) =>
      id.endsWith('/edit-left/postAddress.country~visitAddress.country'),
    );
    const names = [
      'postAddress.country → visitAddress.country',
      'visitAddress.country → postAddress.country',
    ];
    expect(check?.rows).toEqual(names);
    const lines = ROWS.filter((each) => names.includes(rowName(each))).map(({ line }) => line);
    expect(check?.lines).toEqual(expect.arrayContaining(lines));
  });

  it('has the same checks as in two tenants', () => {
    expect(checkIds(one)).toEqual(checkIds(shipped));
  });
});

/** The records of a scenario that belong together from the beginning, as they were drafted. */
function pairOf(id: string, actions: Action[]): { id: string; left: Company; right: Company }[] {
  const drafted = (record: string): Company | null => {
    const found = actions.find((action) => action.do === 'create' && action.record === record);
    return found?.do === 'create' ? patched(BLANK, found.draft) : null;
  };
  const [left, right] = [drafted('left'), drafted('right')];
  if (!left || !right || isEmpty(left.orgNr) || left.orgNr !== right.orgNr) return [];
  return [{ id, left, right }];
}

const BLANK: Company = {
  id: 'none',
  orgNr: null,
  name: null,
  phone: null,
  email: null,
  website: null,
  postAddress: null,
  visitAddress: null,
  modifiedAt: '1970-01-01T00:00:00Z',
};
