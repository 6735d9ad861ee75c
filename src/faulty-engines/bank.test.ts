import { describe, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import { plan } from '../checks/plan.ts';
import { DEFAULT_POLICIES } from '../checks/policies.ts';
import { bankOf } from './bank.ts';
import { CLASSES } from './faulty.ts';
import { shortId } from './score.ts';

const { dataflow } = await readChecklist('checklists/crmoffice-crmoffice.rst');
const bank = bankOf(dataflow);
const { batches, checks } = plan(dataflow, {
  seed: 1,
  topology: 'two-tenants',
  policies: DEFAULT_POLICIES,
  faults: [],
});
const ids = checks.map(({ id }) => shortId(id));

describe('the fault bank', () => {
  it('has at least 250 engines, and some of each class', () => {
    expect(bank.length).toBeGreaterThanOrEqual(250);
    expect(CLASSES.length).toBeGreaterThanOrEqual(14);
    expect([...new Set(bank.map((engine) => engine.class))].toSorted()).toEqual([...CLASSES].toSorted());
  });

  it('expects of each engine what the plan has: checks, rows and batches', () => {
    const unknown = bank.flatMap(({ title, red, rows = [], batches: shownIn = [] }) => [
      ...red
        .filter((beginning) => !ids.some((id) => id.startsWith(beginning)))
        .map((one) => `${title}: ${one}`),
      ...rows
        .filter((row) => !checks.some((check) => check.rows.includes(row)))
        .map((one) => `${title}: ${one}`),
      ...shownIn.filter((one) => !batches.some(({ id }) => id === one)).map((one) => `${title}: ${one}`),
    ]);
    expect(unknown).toEqual([]);
  });

  it('expects nothing to be red that it says is about something else', () => {
    const contradictory = bank.filter(
      ({ red, within }) =>
        within !== undefined &&
        red.some((beginning) => !ids.some((id) => id.startsWith(beginning) && within.test(id))),
    );
    expect(contradictory.map(({ title }) => title)).toEqual([]);
  });

  it('grows with the document: a row more brings its engines', () => {
    const [section, ...others] = dataflow.sections;
    if (!section) throw new Error('the document has no section');
    const phone = { left: 'phone', right: 'phone', type: 'string', line: section.line };
    const more = bankOf({
      ...dataflow,
      sections: [{ ...section, rows: [...section.rows, phone] }, ...others],
    });
    expect(more.map(({ title }) => title)).toContain('phone → phone is left out');
    expect(more.map(({ title }) => title)).not.toContain('phone is kept equal as well');
  });
});
