import { expect, it } from 'vitest';
import { readDocument } from '../parse.ts';
import { familyDocuments } from '../testing/family-document.ts';
import { strayBlanks } from './blanks.ts';

/** White space behind what stands in a cell; a cell of a malformed row that stands outside of the table has none. */
function linesWithBlanks(text: string): number[] {
  return text
    .split(/\r?\n/)
    .flatMap((line, index) => (/^ {3}(?:\* | {2})- *[^ -].*[ \t]$/.test(line) ? [index + 1] : []));
}

it('one note for each row that has any, at its first cell with them', () => {
  let all = 0;
  for (const { text, name } of familyDocuments(300)) {
    const { dataflow } = readDocument(text, name);
    const found = strayBlanks(text, dataflow).map(({ line }) => line);
    const rows = dataflow.sections
      .flatMap(({ merge, rows: ofTable, lone = [] }) => [...merge, ...ofTable, ...lone])
      .map(({ line }) => line)
      .toSorted((a, b) => a - b);
    const ofRow = (line: number): number => rows.findLast((first) => first <= line) ?? 0;
    const expected = new Map(
      linesWithBlanks(text)
        .toReversed()
        .map((line) => [ofRow(line), line]),
    );
    expect(
      found.toSorted((a, b) => a - b),
      name,
    ).toEqual([...expected.values()].toSorted((a, b) => a - b));
    all += found.length;
  }
  expect(all).toBeGreaterThan(100);
});
