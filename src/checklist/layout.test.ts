import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDataflow } from './arbitrary.ts';
import { layoutOf, renderAsRead } from './layout.ts';
import { readDocument } from './parse.ts';
import { renderChecklist } from './render.ts';

const RUNS = { seed: 31, numRuns: process.env['QA_MUTANTS'] === undefined ? 500 : 20 };

/** But for blanks at the ends of lines, and for line ends. */
const plain = (text: string): string =>
  `${text
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd()}\n`;

function again(text: string): { text: string; differs: number } {
  const { dataflow } = readDocument(text, 'd.rst');
  const layout = layoutOf(text, dataflow);
  return { text: renderAsRead(dataflow, layout), differs: layout.size };
}

describe('a document is written back as it was read', () => {
  it('without any layout of its own, where it has the form of the family', () => {
    fc.assert(
      fc.property(arbitraryDataflow, (dataflow) => {
        const text = renderChecklist(dataflow);
        expect(again(text)).toEqual({ text, differs: 0 });
        expect(again(text.replaceAll('\n', ' \t\r\n'))).toEqual({ text, differs: 0 });
      }),
      RUNS,
    );
  });

  it('with more blank lines, comments, deeper tables, paragraphs over several lines', () => {
    const strange = fc.constantFrom<[string | RegExp, string]>(
      [/\n\n/g, '\n\n\n'],
      [/\n\n/g, '\n\n.. a remark\n   of two lines\n\n'],
      [/\n {3}/g, '\n     '],
      [/ with /g, '\nwith '],
      [/-\n\.\. list/g, '-\n\n.. list'],
      [/^/, '\n\n.. a remark\n\n'],
      [/$/, '\n\n\n.. a remark'],
      [/-----+\n/g, '----\n'],
    );
    fc.assert(
      fc.property(
        arbitraryDataflow,
        fc.array(strange, { minLength: 1, maxLength: 3 }),
        (dataflow, changes) => {
          const text = changes.reduce((so, [from, to]) => so.replace(from, to), renderChecklist(dataflow));
          expect(again(text).text).toBe(plain(text));
        },
      ),
      RUNS,
    );
  });

  it('where only that part is kept apart that differs', () => {
    const lines = renderChecklist({
      title: 'X to Y Dataflow',
      left: 'X',
      right: 'Y',
      generated: null,
      introduction: [],
      sections: [
        {
          source: 'S',
          target: 'T',
          line: 1,
          sentences: [],
          merge: [],
          rows: ['a', 'b', 'c'].map((path) => ({ left: path, right: path, type: 'string', line: 1 })),
        },
      ],
    }).split('\n');
    const at = lines.indexOf('   * - b');
    const text = lines.toSpliced(at, 1, '   * -  b').join('\n');
    const { dataflow } = readDocument(text, 'd.rst');
    expect([...layoutOf(text, dataflow).values()]).toEqual(['   * -  b\n     - b\n     - "string"']);
  });
});
