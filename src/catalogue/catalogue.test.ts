/** The catalogue says of invented documents what their writer noted, and loses no finding. */
import { expect, it } from 'vitest';
import { lintDocument } from '../checklist/lint/lint.ts';
import { readDocument } from '../checklist/parse.ts';
import { familyDocuments } from '../checklist/testing/family-document.ts';
import type { Facts } from '../checklist/testing/family-facts.ts';
import { catalogueOf, documentOf, findingsOf } from './catalogue.ts';
import { Catalogue } from './model.ts';

const COUNT = 200;
const written = [...familyDocuments(COUNT)];
const read = written.map(({ name, text }) => ({ file: name, text, ...readDocument(text, name) }));
const documents = read.map(documentOf);
const catalogue = catalogueOf('docs', documents, [{ file: 'broken.rst', line: 3, why: 'why' }]);

it('each document has the sections, rows and merge rules that were written, on their lines', () => {
  const lines = (own: readonly { left: string; right: string; line: number }[]): unknown[] =>
    own.map(({ left, right, line }) => [line, left, right]);
  const told = (
    sections: readonly { source: string; target: string; line: number; merge: Side[]; rows: Side[] }[],
  ) =>
    sections.map(({ source, target, line, merge, rows }) => ({
      source,
      target,
      line,
      merge: lines(merge),
      rows: lines(rows),
    }));
  type Side = { left: string; right: string; line: number };
  for (const [i, { facts }] of written.entries()) {
    const document = documents[i];
    expect(document).toMatchObject({ title: facts.title, left: facts.left, right: facts.right });
    expect(told(document?.sections ?? [])).toEqual(told(facts.sections));
  }
});

it('the totals are those of what was written', () => {
  const facts = written.map((one) => one.facts);
  const sections = facts.flatMap((one) => one.sections);
  expect(catalogue.totals).toMatchObject({
    documents: COUNT,
    systems: new Set(facts.flatMap(({ left, right }) => [left, right])).size,
    sections: sections.length,
    rows: sections.flatMap(({ rows }) => rows).length,
    unreadable: 1,
  });
  const found = read.flatMap(lintDocument);
  for (const [name, severity] of [
    ['errors', 'error'],
    ['warnings', 'warning'],
    ['notes', 'note'],
  ] as const)
    expect(catalogue.totals[name]).toBe(found.filter((one) => one.severity === severity).length);
});

it('findings that the writer can tell are there, and no other of their kind', () => {
  const linesOf = (code: string): number[][] =>
    documents.map((document) =>
      findingsOf(document)
        .filter((finding) => finding.code === code)
        .map(({ line }) => line)
        .toSorted((a, b) => a - b),
    );
  const expected = (of: (facts: Facts) => number[]): number[][] => written.map(({ facts }) => of(facts));
  expect(linesOf('no-sections')).toEqual(expected(({ sections }) => (sections.length === 0 ? [1] : [])));
  // A row that names one side alone keeps nothing equal.
  const isWhole = ({ left, right }: { left: string; right: string }): boolean => left !== '' && right !== '';
  expect(linesOf('no-rows')).toEqual(
    expected(({ sections }) => sections.filter(({ rows }) => !rows.some(isWhole)).map(({ line }) => line)),
  );
  expect(linesOf('no-merge-rule')).toEqual(
    expected(({ sections }) => sections.filter(({ merge }) => merge.length === 0).map(({ line }) => line)),
  );
  expect(linesOf('row-without-partner')).toEqual(
    expected(({ sections }) =>
      sections.flatMap(({ rows }) => rows.filter((row) => !isWhole(row)).map(({ line }) => line)),
    ),
  );
});

it('every finding of lint is there once, in a section that reaches over its line', () => {
  for (const [i, reading] of read.entries()) {
    const document = documents[i];
    if (document === undefined) throw new Error('a document is missing');
    expect(findingsOf(document).toSorted(byLine)).toEqual(
      lintDocument(reading)
        .map(({ code, severity, line, message, ask }) => ({ code, severity, line, message, ask }))
        .toSorted(byLine),
    );
    for (const [at, section] of document.sections.entries()) {
      const end = document.sections[at + 1]?.line ?? Infinity;
      const outside = section.findings.filter(({ line }) => line < section.line || line >= end);
      expect(outside).toEqual([]);
    }
  }
});

it('what a section lacks is told of it; one that lacks nothing is held up by what a run refuses elsewhere', () => {
  const [head, section] = [
    '====================\nPlim to Quor Dataflow\n====================\n',
    sectionText,
  ];
  const whole = `${head}\n${section('Companies')}`;
  const lone = whole.replace('   * - name\n     - name\n', '   * - \n     - name\n');
  const of = (text: string) =>
    documentOf({ file: 'a.rst', text, ...readDocument(text, 'a.rst') }).sections[0]?.run;
  expect(of(whole)).toEqual({ runs: true });
  const mergeless = whole.replace('   * - orgNr\n     - orgNr\n', '');
  expect(of(mergeless)).toMatchObject({ why: expect.stringContaining('no merge rule') });
  expect(of(lone)).toEqual({ runs: false, why: 'a run refuses its document, on line 25' });
});

it('is of the shape that it says, also after it went through JSON', () => {
  expect(Catalogue.parse(JSON.parse(JSON.stringify(catalogue)))).toEqual(catalogue);
});

function byLine(a: { line: number; message: string }, b: { line: number; message: string }): number {
  return a.line - b.line || (a.message < b.message ? -1 : 1);
}

function sectionText(type: string): string {
  const heading = `Plim ${type} to Quor ${type}`;
  return `${heading}
${'-'.repeat(heading.length)}

.. list-table::
   :header-rows: 1

   * - Plim Property
     - Quor Property
   * - orgNr
     - orgNr

.. list-table::
   :header-rows: 1

   * - Plim Property
     - Quor Property
     - Plim Data Type
   * - description
     - description
     - "string"
   * - name
     - name
     - "string"
`;
}
