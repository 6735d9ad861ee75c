/** What each error says, word for word: it is all that the author of a document has to go by. */
import { describe, expect, it } from 'vitest';
import { ChecklistError, quote } from './checklist-error.ts';
import { parseChecklist } from './parse.ts';

const TITLE = ['====', 'X to Y Dataflow', '====', ''];
const TABLE = ['.. list-table::', '   :header-rows: 1', ''];
const COLUMNS = ['   * - S Property', '     - T Property', '     - Y Data Type'];
const head = [...TITLE, 'S to T', '------', '', ...TABLE];
const withRows = (...rows: string[]) => [...head, ...COLUMNS, ...rows];

const NO_TITLE =
  'expected “X to Y Dataflow” with a line of “=” above and below. Give a dataflow document, or add its title.';
const NO_ROW =
  "is no row or cell of this table; expected “* - ” for a row and “- ” for a cell, all rows beginning in one column, and a row's cells in one column. Correct the marks or the indentation of this line.";
const ONE_HEADER =
  'expected “:header-rows: 1”, indented on the line below. Give the table one row of column names and say so.';
const PATH = 'expected names with single dots between them, such as “postAddress.country”. Correct the path.';
const TWO_TABLES =
  'this table comes after the one on line 8; expected a section to have at most one table of merge rules (two columns) and then at most one of rows (three columns). Join the tables, or give each a section of its own.';

function failure(lines: readonly string[]): ChecklistError {
  try {
    parseChecklist(lines.join('\n'), 'd.rst');
  } catch (error) {
    if (error instanceof ChecklistError) return error;
    throw error;
  }
  throw new Error('the document was taken');
}

describe('the error says what was found, what was expected, and what to do', () => {
  it.each<[what: string, lines: string[], line: number, detail: string]>([
    ['nothing', [''], 1, `the document has no title: it begins with nothing, as it is empty; ${NO_TITLE}`],
    ['no heading', ['  # Text'], 1, `the document has no title: it begins with “# Text”; ${NO_TITLE}`],
    [
      'another title',
      ['====', 'X and Y', '===='],
      2,
      `the document has no title: it begins with the heading “X and Y”; ${NO_TITLE}`,
    ],
    [
      'a title of one system',
      ['====', ' to Y Dataflow', '===='],
      2,
      `the document has no title: it begins with the heading “to Y Dataflow”; ${NO_TITLE}`,
    ],
    [
      'binary data',
      [...TITLE, 'a', '\0'],
      6,
      'this is binary data (a NUL character); expected a dataflow document as UTF-8 text. Give the .rst file itself.',
    ],
    [
      'a table above the sections',
      [...TITLE, 'Text.', '', ...TABLE, ...COLUMNS],
      7,
      'this table stands above the first section; expected it below a heading “S to T”. Add the heading that it belongs to.',
    ],
    [
      'a heading of no two types',
      [...TITLE, 'Companies', '---------'],
      5,
      'the heading “Companies” names no two record types; expected “S to T”. Correct the heading, or remove the section.',
    ],
    ['two tables of rows', [...withRows(''), ...TABLE, ...COLUMNS], 15, TWO_TABLES],
    ['merge rules after rows', [...withRows(''), ...TABLE, ...COLUMNS.slice(0, 2)], 15, TWO_TABLES],
    [
      'two tables of merge rules',
      [...head, ...COLUMNS.slice(0, 2), '', ...TABLE, ...COLUMNS.slice(0, 2)],
      14,
      TWO_TABLES,
    ],
    [
      'a column without a name',
      [...head, '   * - S Property', '     -'],
      12,
      'this column has no name; expected “… Property” or “… Data Type”. Name it.',
    ],
    [
      'too few columns',
      [...head, '   * - S Property'],
      11,
      'this table has 1 columns; expected two (merge rules) or three (rows with their data types). Add or remove columns.',
    ],
    [
      'an unknown column',
      [...head, '   * - S Property', '     - Other'],
      12,
      'unknown column “Other”; expected a name that ends in “ Property” as column 2. Rename the column, or remove it.',
    ],
    [
      'an unknown third column',
      [...head, ...COLUMNS.slice(0, 2), '     - T Property'],
      13,
      'unknown column “T Property”; expected a name that ends in “ Data Type” as column 3. Rename the column, or remove it.',
    ],
    [
      'a short row',
      withRows('   * - a'),
      14,
      'this row is too short: it has 1 cell; expected 3, one for each of “S Property”, “T Property”, “Y Data Type”. Add the missing cells, each on a line of its own that begins with “- ”.',
    ],
    [
      'a long row',
      withRows('   * - a', '     - b', '     - c', '     - d'),
      14,
      'this row is too long: it has 4 cells; expected 3, one for each of “S Property”, “T Property”, “Y Data Type”. Remove the cells too many, or begin a new row with “* - ”.',
    ],
    [
      'an empty cell',
      withRows('   * - a', '     - b', '     -'),
      16,
      'this cell is empty; expected a text under “Y Data Type”. Fill it in, or remove the row.',
    ],
    [
      'a path with an empty segment',
      withRows('   * - a', '     - b. .c', '     - c'),
      15,
      `the path “b. .c” has an empty segment; ${PATH}`,
    ],
    [
      'a path with white space',
      withRows('   * - a. b', '     - b', '     - c'),
      14,
      `the path “a. b” has white space around a segment; ${PATH}`,
    ],
    [
      'a path that is too long',
      withRows(`   * - ${'a'.repeat(10_001)}`, '     - b', '     - c'),
      14,
      `the path “${'a'.repeat(60)}…” is longer than 10000 characters; ${PATH}`,
    ],
    [
      'a table without rows',
      [...head, '', 'Text.'],
      8,
      'this table has no rows; expected its column names as “* - ” and “- ” lines, indented below the directive. Add the header row, or remove the table.',
    ],
    [
      'no header row',
      [...TITLE, 'S to T', '------', '.. list-table::', '   :widths: 1', ...COLUMNS],
      7,
      `this table has no “:header-rows:”; ${ONE_HEADER}`,
    ],
    [
      'two header rows',
      [...TITLE, 'S to T', '------', '.. list-table::', '   :header-rows:   2  ', ...COLUMNS],
      7,
      `this table has “:header-rows:” “2”; ${ONE_HEADER}`,
    ],
    ['a row out of its column', withRows('    * - a', '      - b'), 14, `“* - a” ${NO_ROW}`],
    ['a cell out of its column', withRows('   * - a', '      - b'), 15, `“- b” ${NO_ROW}`],
    ['a cell left of its column', withRows('   * - a', '    - b'), 15, `“- b” ${NO_ROW}`],
    ['text in the column of the cells', withRows('   * - a', '     b'), 15, `“b” ${NO_ROW}`],
    ['text above the first row', [...head, '   text', ...COLUMNS], 11, `“text” ${NO_ROW}`],
    [
      'a misspelt directive',
      [...TITLE, '.. list-table:', '', '   * - S Property'],
      5,
      '“.. list-table:” makes the table row on line 7 part of a comment; expected “.. list-table::”. Correct the directive, or remove the rows.',
    ],
    [
      'a row outside of a table',
      [...TITLE, '* - a'],
      5,
      '“* - a” is a table row outside of a table; expected it below “.. list-table::” with “:header-rows: 1”. Put the directive above the rows, and indent them.',
    ],
    [
      'another directive',
      [...TITLE, '  .. csv-table:: a'],
      5,
      '“.. csv-table:: a” is a directive that a checklist does not know; expected “.. list-table::”. Rewrite or remove it.',
    ],
    [
      'another directive, with blanks',
      [...TITLE, '..  csv-table ::'],
      5,
      '“..  csv-table ::” is a directive that a checklist does not know; expected “.. list-table::”. Rewrite or remove it.',
    ],
    [
      'a grid table',
      [...TITLE, '+---+'],
      5,
      '“+---+” is a table of another form; expected “.. list-table::”. Write the table as a list-table.',
    ],
    [
      'a simple table',
      [...TITLE, '===  ==='],
      5,
      '“===  ===” is a table of another form; expected “.. list-table::”. Write the table as a list-table.',
    ],
    [
      'a line under nothing',
      [...TITLE, '', '-----'],
      6,
      '“-----” is a line that underlines no heading; expected a heading right above it. Add the heading, or remove the line.',
    ],
  ])('%s', (_, lines, line, detail) => {
    const error = failure(lines);
    expect(error.detail).toBe(detail);
    expect(error.line).toBe(line);
    expect(error.message).toBe(`d.rst:${line}: ${detail}`);
    expect([error.name, error.file]).toEqual(['ChecklistError', 'd.rst']);
  });
});

describe('a text in a message', () => {
  it('stands in quotes, with what cannot be seen made visible', () => {
    expect(quote('a\tb\0')).toBe('“a\u{FFFD}b\u{FFFD}”');
  });

  it('is cut where it is longer than 60 characters', () => {
    expect(quote('a'.repeat(60))).toBe(`“${'a'.repeat(60)}”`);
    expect(quote('a'.repeat(61))).toBe(`“${'a'.repeat(60)}…”`);
  });
});

it('the error of a whole file has no line', () => {
  const cause = new Error('of the system');
  const error = new ChecklistError('d.rst', null, 'gone', { cause });
  expect(error.message).toBe('d.rst: gone');
  expect(error.cause).toBe(cause);
});
