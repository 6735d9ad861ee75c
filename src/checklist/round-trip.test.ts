import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dataflow, headingOf } from '../domain/dataflow.ts';
import { arbitraryDataflow, NO_LINE } from './arbitrary.ts';
import { parseChecklist } from './parse.ts';
import { renderChecklist } from './render.ts';

/** Mutants are put to fewer: each of some thousand meets these tests. */
const RUNS = { seed: 2024, numRuns: process.env['QA_MUTANTS'] === undefined ? 500 : 20 };
const BYTE_ORDER_MARK = '\u{FEFF}';

const inEachLineEnd = (text: string) => [
  text,
  text.replaceAll('\n', '\r\n'),
  BYTE_ORDER_MARK + text,
  text.replaceAll(/\n(?= {3})/g, '\n  '),
];

function unplaced<T extends { line: number }>(thing: T): T {
  return { ...thing, line: NO_LINE };
}

function withoutLines(dataflow: Dataflow): Dataflow {
  return {
    ...dataflow,
    sections: dataflow.sections.map((link) => ({
      ...unplaced(link),
      sentences: link.sentences.map(unplaced),
      merge: link.merge.map(unplaced),
      rows: link.rows.map(unplaced),
    })),
  };
}

describe('a rendered checklist', () => {
  it('reads as the same Dataflow, with LF, CRLF, a byte order mark, deeper tables', () => {
    fc.assert(
      fc.property(arbitraryDataflow, (dataflow) => {
        expect(Dataflow.parse(dataflow)).toEqual(dataflow);
        for (const text of inEachLineEnd(renderChecklist(dataflow))) {
          expect(withoutLines(parseChecklist(text, 'any.rst'))).toEqual(dataflow);
        }
      }),
      RUNS,
    );
  });

  it('has each thing on the line that its number names', () => {
    fc.assert(
      fc.property(arbitraryDataflow, (dataflow) => {
        for (const text of inEachLineEnd(renderChecklist(dataflow))) {
          const lines = text.split(/\r?\n/);
          const at = (line: number) => (lines[line - 1] ?? '').trim();
          const seen: number[] = [];
          for (const link of parseChecklist(text, 'any.rst').sections) {
            expect(at(link.line)).toBe(headingOf(link).trim());
            for (const sentence of link.sentences) expect(at(sentence.line)).toBe(sentence.text);
            for (const { left, right, line } of [...link.merge, ...link.rows]) {
              expect([at(line), at(line + 1)]).toEqual([`* - ${left}`, `- ${right}`]);
            }
            seen.push(...[link, ...link.sentences, ...link.merge, ...link.rows].map(({ line }) => line));
          }
          expect(new Set(seen).size).toBe(seen.length);
        }
      }),
      RUNS,
    );
  });
});

describe('renderChecklist', () => {
  const row = { left: 'a', right: 'b', type: 'string', line: 1 };
  const link = { source: 'S', target: 'T', line: 1, sentences: [], merge: [], rows: [row] };
  const plain: Dataflow = {
    title: 'X to Y Dataflow',
    left: 'X',
    right: 'Y',
    generated: null,
    introduction: [],
    sections: [link],
  };
  const withRow = (changed: Partial<typeof row>): Dataflow => ({
    ...plain,
    sections: [{ ...link, rows: [{ ...row, ...changed }] }],
  });

  it('writes the form of the family', () => {
    expect(renderChecklist(plain)).toBe(
      [
        '===============',
        'X to Y Dataflow',
        '===============',
        '',
        'Introduction',
        '------------',
        '',
        'S to T',
        '------',
        '.. list-table::',
        '   :header-rows: 1',
        '',
        '   * - S Property',
        '     - T Property',
        '     - Y Data Type',
        '   * - a',
        '     - b',
        '     - "string"',
        '',
      ].join('\n'),
    );
  });

  const UNREADABLE = 'it is empty, or has white space around it';
  it.each<[what: string, text: string, why: string, Dataflow]>([
    [
      'a path with a line break',
      'a\u{FFFD}b',
      'it has a line break or a NUL character',
      withRow({ left: 'a\nb' }),
    ],
    ['a path with white space around it', ' b', UNREADABLE, withRow({ right: ' b' })],
    ['an empty path', '', UNREADABLE, withRow({ right: '' })],
    [
      'a type in quotes of its own',
      '"string"',
      'its quotes would be taken for the cell’s own',
      withRow({ type: '"string"' }),
    ],
    [
      'a paragraph that would be markup',
      '.. list-table::',
      'it would be read as markup',
      { ...plain, introduction: ['.. list-table::'] },
    ],
    [
      'a title of other systems',
      'X to Y Dataflow',
      'as a title it would not be read as “Z” to “Y”',
      { ...plain, left: 'Z' },
    ],
    [
      'a title of no systems',
      'X and Y',
      'as a title it would not be read as “X” to “Y”',
      { ...plain, title: 'X and Y' },
    ],
    [
      'a title of another right system',
      'X to Y Dataflow',
      'as a title it would not be read as “X” to “Z”',
      { ...plain, right: 'Z' },
    ],
    [
      'systems that a title alone cannot tell apart',
      'X to Z to Y Dataflow',
      'as a title it would not be read as “X to Z” to “Y”',
      { ...plain, title: 'X to Z to Y Dataflow', left: 'X to Z', sections: [] },
    ],
    [
      'a record type with white space around it',
      'S ',
      UNREADABLE,
      { ...plain, sections: [{ ...link, source: 'S ' }] },
    ],
  ])('refuses %s', (_, text, why, dataflow) => {
    expect(() => renderChecklist(dataflow)).toThrow(
      new RangeError(`“${text}” cannot be written into a checklist: ${why}`),
    );
  });
});
