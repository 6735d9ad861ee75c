/**
 * Documents of the whole family, invented: each is planned, and nothing that it says is passed over in silence. `FAMILY`
 * says how many; `npm run family` takes 10,000.
 */
import { expect, it } from 'vitest';
import { readDocument } from '../checklist/parse.ts';
import { familyDocuments } from '../checklist/testing/family-document.ts';
import { headingOf, rowName } from '../domain/dataflow.ts';
import { plan } from './plan.ts';
import { DEFAULT_POLICIES } from './policies.ts';

const COUNT = Number(process.env['FAMILY'] ?? 30);

it(`of ${COUNT} documents each section and each row is in a check`, { timeout: 60_000 + COUNT * 500 }, () => {
  const options = { seed: 1, topology: 'two-tenants', policies: DEFAULT_POLICIES, faults: [] } as const;
  let [all, arranged] = [0, 0];
  for (const { name, text } of familyDocuments(COUNT)) {
    const { dataflow } = readDocument(text, name);
    const { batches, checks } = plan(dataflow, options);
    expect(new Set(checks.map(({ id }) => id)).size, name).toBe(checks.length);
    const lines = new Set(checks.flatMap((check) => check.lines));
    const rows = new Set(checks.flatMap((check) => check.rows));
    const headings = new Set(checks.map(({ section }) => section));
    for (const link of dataflow.sections) {
      expect(headings.has(headingOf(link)), `${name}:${link.line}`).toBe(true);
      for (const row of link.rows) expect(rows.has(rowName(row)), `${name}:${row.line}`).toBe(true);
    }
    // What is said twice is told where it is said first.
    const untold = dataflow.sections
      .filter(({ rows: own, merge }) => own.length > 0 && merge.length > 0)
      .filter(
        (link) =>
          !dataflow.sections
            .filter(({ source, target }) => source === link.source && target === link.target)
            .flatMap(({ merge, line }) => [line, ...merge.map((rule) => rule.line)])
            .some((line) => lines.has(line)),
      );
    expect(
      untold.map(({ line }) => line),
      name,
    ).toEqual([]);
    const ids = batches.flatMap((batch) => batch.scenarios.map(({ id }) => id));
    const known = new Set(ids);
    expect(known.size, name).toBe(ids.length);
    expect(
      checks.flatMap(({ scenarios }) => scenarios).filter((id) => !known.has(id)),
      name,
    ).toEqual([]);
    all += checks.length;
    arranged += batches.length > 0 ? 1 : 0;
  }
  expect(all).toBeGreaterThan(COUNT);
  // Nearly half have a section with a merge rule and a row.
  expect(arranged).toBeGreaterThan(COUNT / 4);
});
