import { describe, expect, it } from 'vitest';
import { ChecklistError } from './checklist-error.ts';
import { parseChecklist } from './parse.ts';

const TITLE = ['===============', 'X to Y Dataflow', '===============', ''];
const TABLE = ['.. list-table::', '   :header-rows: 1', ''];
const COLUMNS = ['   * - S Property', '     - T Property', '     - Y Data Type'];
/** The section's heading stands on line 5, its table's directive on line 8, its columns on 11 to 13. */
const head = [...TITLE, 'S to T', '------', '', ...TABLE];
const withRows = (...rows: string[]) => [...head, ...COLUMNS, ...rows];

function read(lines: readonly string[]) {
  return parseChecklist(lines.join('\n'), 'd.rst');
}

function sectionOf(heading: string, left: string, right: string): string[] {
  const columns = [`   * - ${left}`, `     - ${right}`, '     - B to C Data Type'];
  return [heading, '-'.repeat(heading.length), '', ...TABLE, ...columns, ''];
}

function placesIn(lines: readonly string[]) {
  return read(lines).sections[0]?.sentences.map(({ text, place, line }) => [text, place, line]);
}

function failure(text: string): ChecklistError {
  try {
    parseChecklist(text, 'd.rst');
  } catch (error) {
    if (error instanceof ChecklistError) return error;
    throw error;
  }
  throw new Error('the document was taken');
}

describe('parseChecklist', () => {
  it('takes a document without sections', () => {
    expect(
      read([...TITLE, 'Generated: today', '', 'Introduction.', '-------------', 'One', 'two.', '', 'Three.']),
    ).toEqual({
      title: 'X to Y Dataflow',
      left: 'X',
      right: 'Y',
      generated: 'today',
      introduction: ['One two.', 'Three.'],
      sections: [],
    });
  });

  it('joins the lines of a cell, and takes tabs, blank lines and further options in a table', () => {
    const lines = [
      ...TITLE,
      'S to T',
      '------',
      '.. list-table:: A title',
      '\t:header-rows: 1',
      '\t:widths: auto',
      '',
      '\t* - S',
      '\t    Property',
      '',
      '   \t  - T Property',
      '\t  - Y Data Type',
      '\t* -',
      '\t      ps:P297',
      '\t  - $original_id \t',
      '\t  - ["datetime-format",',
      '',
      '\t    "%Y"]',
    ];
    expect(read(lines).sections[0]?.rows).toEqual([
      { left: 'ps:P297', right: '$original_id', type: '["datetime-format", "%Y"]', line: 16 },
    ]);
  });

  it.each([
    ['"string"', 'string'],
    ['N/A', 'N/A'],
    ['"replace"," ","", "string"]', '"replace"," ","", "string"]'],
    ['string', 'string'],
    ['a "string"', 'a "string"'],
    ['"string" b', '"string" b'],
  ])('reads the data type %s as %s', (cell, type) => {
    const lines = withRows('   * - a', '     - b', `     - ${cell}`);
    expect(read(lines).sections[0]?.rows[0]?.type).toBe(type);
  });

  it('tells names with “ to ” in them apart by the columns, and by the first “ to ” without', () => {
    const title = ['====', 'A to B to C Dataflow', '===='];
    const dataflow = read([
      ...title,
      '',
      ...sectionOf('K to L to M', 'K to L Property', 'M Property'),
      ...sectionOf('K to L to M', 'K Property', 'L to M Property'),
      ...sectionOf('K to', 'K Property', 'Property'),
      ...sectionOf('K to L to M', 'Odd Property', 'M Property'),
      ...sectionOf('K to L to M', 'K to L Property', 'Odd Property'),
      'N to O to P',
      '-----------',
      '',
    ]);
    expect(dataflow).toMatchObject({ left: 'A', right: 'B to C' });
    expect(dataflow.sections.map(({ source, target }) => [source, target])).toEqual([
      ['K to L', 'M'],
      ['K', 'L to M'],
      ['K', ''],
      ['K to L', 'M'],
      ['K to L', 'M'],
      ['N', 'O to P'],
    ]);
  });

  it('passes over a comment', () => {
    expect(read([...TITLE, '.. a remark', '   on two lines', '', 'Text.']).introduction).toEqual(['Text.']);
  });

  it('places sentences among the tables', () => {
    const merge = ['   * - S Property', '     - T Property', '   * - k', '     - k', ''];
    const both = [
      ...TITLE,
      'S to T',
      '------',
      'One.',
      '',
      ...TABLE,
      ...merge,
      'Two.',
      '',
      ...TABLE,
      ...COLUMNS,
      '',
      'Three.',
    ];
    expect(placesIn(both)).toEqual([
      ['One.', 'before merge rules', 7],
      ['Two.', 'before rows', 17],
      ['Three.', 'after rows', 26],
    ]);
    expect(placesIn([...TITLE, 'S to T', '------', 'One.', '', ...TABLE, ...COLUMNS])).toEqual([
      ['One.', 'before rows', 7],
    ]);
  });
});

describe('one error names file, line, what was found and expected', () => {
  it.each<[what: string, lines: string[], line: number, message: RegExp]>([
    ['an empty document', [''], 1, /no title.*it is empty.*expected “X to Y Dataflow”/],
    ['no RST', ['', '# Markdown', '', '- a'], 2, /no title.*“# Markdown”/],
    ['another heading first', ['Introduction', '------------'], 1, /no title.*“Introduction”/],
    ['a title without two systems', ['====', 'Big Dataflow', '===='], 2, /no title.*“Big Dataflow”/],
    ['a table first', [...TABLE, ...COLUMNS], 1, /no title.*“\.\. list-table::”/],
    ['a heading without “to”', [...TITLE, 'Companies', '---------'], 5, /“Companies”.*expected “S to T”/],
    [
      'a second introduction',
      [...TITLE, 'Introduction', '----', '', 'Introduction', '----'],
      8,
      /expected “S to T”/,
    ],
    ['a table above the sections', [...TITLE, ...TABLE, ...COLUMNS], 5, /above the first section/],
    ['a short row', withRows('   * - a', '     - b'), 14, /too short: it has 2 cells; expected 3/],
    ['a short row, and text behind it', withRows('   * - a', '     - b', 'string'), 14, /too short/],
    ['a long row', withRows('   * - a', '     - b', '     - c', '     - d'), 14, /too long: it has 4 cells/],
    [
      'an empty cell',
      withRows('   * - a', '     -', '     - "string"'),
      15,
      /empty; expected a text under “T Property”/,
    ],
    [
      'an empty segment',
      withRows('   * - a', '     - b..c', '     - "string"'),
      15,
      /“b\.\.c” has an empty segment/,
    ],
    ['white space in a path', withRows('   * - a. b', '     - b', '     - "string"'), 14, /white space/],
    [
      'an endless path',
      withRows(`   * - ${'a.'.repeat(9999)}a`, '     - b', '     - x'),
      14,
      /longer than 10000/,
    ],
    [
      'an unknown column',
      [...head, '   * - S Property', '     - Other'],
      12,
      /unknown column “Other”.*“ Property”/,
    ],
    [
      'an unknown third column',
      [...head, ...COLUMNS.slice(0, 2), '     - Note'],
      13,
      /unknown column “Note”.*“ Data Type”/,
    ],
    ['a nameless column', [...head, '   * - S Property', '     -'], 12, /no name/],
    ['one column', [...head, '   * - S Property'], 11, /has 1 columns/],
    ['four columns', [...head, ...COLUMNS, '     - More'], 11, /has 4 columns/],
    ['a table without rows', head, 8, /has no rows/],
    [
      'a table without header',
      [...TITLE, 'S to T', '------', '.. list-table::', '', ...COLUMNS],
      7,
      /no “:header-rows:”/,
    ],
    [
      'two header rows',
      [...TITLE, 'S to T', '----', '.. list-table::', '  :header-rows: 2', ...COLUMNS],
      7,
      /“:header-rows:” “2”/,
    ],
    ['two tables of rows', [...withRows(''), ...TABLE, ...COLUMNS], 15, /after the one on line 8/],
    [
      'merge rules after the rows',
      [...withRows(''), ...TABLE, ...COLUMNS.slice(0, 2)],
      15,
      /after the one on line 8/,
    ],
    [
      'a cell out of its column',
      withRows('   * - a', '      - b', '     - "string"'),
      15,
      /“- b” is no row or cell/,
    ],
    [
      'a row out of its column',
      withRows('    * - a', '      - b', '      - "string"'),
      14,
      /“\* - a” is no row/,
    ],
    ['text under a cell’s mark', withRows('   * - a', '     b', '     - c'), 15, /“b” is no row or cell/],
    ['a row outside of a table', [...TITLE, 'S to T', '------', '   * - a'], 7, /row outside of a table/],
    [
      'a misspelt directive',
      [...TITLE, 'S to T', '----', '.. list-table:', ...TABLE.slice(1), ...COLUMNS],
      7,
      /part of a comment/,
    ],
    [
      'another directive',
      [...TITLE, '.. csv-table::', '   a,b'],
      5,
      /directive that a checklist does not know/,
    ],
    ['a grid table', [...TITLE, '+---+---+', '| a | b |', '+---+---+'], 5, /table of another form/],
    ['a simple table', [...TITLE, '=== ===', 'a   b', '=== ==='], 5, /table of another form/],
    ['a line under nothing', [...TITLE, '', '-----', ''], 6, /underlines no heading/],
    ['binary', [...TITLE, 'a\0b'], 5, /binary.*UTF-8/],
  ])('%s', (_, lines, line, message) => {
    for (const text of [lines.join('\n'), lines.join('\r\n')]) {
      const error = failure(text);
      expect(error.line).toBe(line);
      expect(error.message).toMatch(message);
      expect(error.message.startsWith(`d.rst:${line}: `)).toBe(true);
      expect(error.message).not.toMatch(/\p{Cc}/u);
    }
  });
});
