/** What the catalogue says can be run is what a run plans, section by section; and each reason is told. */
import { expect, it } from 'vitest';
import { readDocument } from '../checklist/parse.ts';
import { familyDocuments } from '../checklist/testing/family-document.ts';
import { plan } from '../checks/plan.ts';
import { DEFAULT_POLICIES } from '../checks/policies.ts';
import type { Link } from '../domain/dataflow.ts';
import { runnable } from './runnable.ts';

const row = { left: 'name', right: 'name', type: 'string', line: 20 };
const rule = { left: 'orgNr', right: 'orgNr', line: 10 };
const link: Link = {
  source: 'Plim Companies',
  target: 'Quor Companies',
  line: 1,
  sentences: [],
  merge: [rule],
  rows: [row],
};

it.each<[Link, string | null]>([
  [link, null],
  [{ ...link, source: 'Plim Persons' }, 'it does not link companies with companies'],
  [{ ...link, target: '' }, 'it does not link companies with companies'],
  [{ ...link, merge: [] }, 'no merge rule says which records belong together'],
  [{ ...link, rows: [] }, 'no row says what is kept equal'],
  [{ ...link, merge: [rule, { ...rule, left: 'email', line: 11 }] }, null],
  [
    { ...link, merge: [{ ...rule, right: 'id' }] },
    'its merge rule orgNr → id is of a property of companies that cannot be written',
  ],
])('a section that has all it needs but one thing says which: %#', (given, why) => {
  expect(runnable(given)).toEqual(why === null ? { runs: true } : { runs: false, why });
});

it('of the sections of 1,152 documents, those can be run that a run plans batches for', () => {
  const terms = { seed: 1, topology: 'two-tenants', policies: DEFAULT_POLICIES, faults: [] } as const;
  const differing: string[] = [];
  let [runs, all] = [0, 0];
  for (const { name, text } of familyDocuments(1152)) {
    const { dataflow } = readDocument(text, name);
    for (const section of dataflow.sections) {
      const { checks } = plan({ ...dataflow, sections: [section] }, terms);
      const isRun = checks.some(({ id }) => !id.includes('/section-line-'));
      all += 1;
      runs += isRun ? 1 : 0;
      if (isRun !== runnable(section).runs) differing.push(`${name}:${section.line}`);
    }
  }
  expect(differing).toEqual([]);
  expect(all).toBeGreaterThan(5000);
  expect(runs).toBeGreaterThan(0);
});
