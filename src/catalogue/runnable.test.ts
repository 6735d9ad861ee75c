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
const every = {
  text: 'Every Plim Persons will be synchronized with a Quor Persons.',
  meaning: 'every record is synchronised',
  place: 'before merge rules',
  line: 3,
} as const;
const link: Link = {
  source: 'Plim Persons',
  target: 'Quor Persons',
  line: 1,
  sentences: [],
  merge: [rule],
  rows: [row],
};

it.each<[string, Link, string | null]>([
  ['as it is', link, null],
  ['without a name of the target', { ...link, target: '' }, null],
  [
    'without a merge rule',
    { ...link, merge: [] },
    'the section has no merge rule, so it does not say which records belong together',
  ],
  ['that creates, without a merge rule', { ...link, merge: [], sentences: [every] }, null],
  ['without a row', { ...link, rows: [] }, 'the section has no row, so it does not say what is kept equal'],
  ['of which one rule can be arranged', { ...link, merge: [{ ...rule, right: 'id' }, rule] }, null],
  [
    'by ids alone',
    { ...link, merge: [{ ...rule, right: 'id' }] },
    'line 10: records cannot be arranged by orgNr → id, which records of Plim Persons to Quor Persons do not let be written, or cannot tell apart by',
  ],
])('a section %s', (_, given, why) => {
  const dataflow = {
    left: 'Plim',
    right: 'Quor',
    title: 'x',
    generated: null,
    introduction: [],
    sections: [given],
  };
  expect(runnable(dataflow)(given)).toEqual(why === null ? { runs: true } : { runs: false, why });
});

it('of the sections of documents of the family, those can be run of which a run plans more than that it is not run', () => {
  const terms = { seed: 1, topology: 'two-tenants', policies: DEFAULT_POLICIES, faults: [] } as const;
  const differing: string[] = [];
  let [runs, all] = [0, 0];
  for (const { name, text } of familyDocuments(30)) {
    const { dataflow } = readDocument(text, name);
    const run = runnable(dataflow);
    const { checks } = plan(dataflow, terms);
    const unrun = new Set(
      checks.filter(({ id }) => id.includes('/section-line-')).map(({ section }) => section),
    );
    for (const section of dataflow.sections) {
      all += 1;
      runs += run(section).runs ? 1 : 0;
      const isRun = !unrun.has(`${section.source} to ${section.target}`);
      if (isRun !== run(section).runs) differing.push(`${name}:${section.line}`);
    }
  }
  expect(differing).toEqual([]);
  expect(all).toBeGreaterThan(100);
  expect(runs).toBeGreaterThan(all / 5);
});
