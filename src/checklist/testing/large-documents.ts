/** Documents of any size, for what has to hold whatever the size: of the known form, and what none is but by mistake. */

const TITLE = '===============\nX to Y Dataflow\n===============\n\n';
const SECTION = 'S to T\n------\n\n';
const TABLE =
  '.. list-table::\n   :header-rows: 1\n\n   * - S Property\n     - T Property\n     - Y Data Type\n';

/** A document with its sections, which begin at the heading, over and over. */
export function repeated(text: string, heading: string, times: number): string {
  const begin = text.indexOf(`\n${heading}\n`) + 1;
  return `${text.slice(0, begin)}${`${text.slice(begin).trimEnd()}\n\n`.repeat(times)}`;
}

/** One table; a row takes three lines, the first of them line 14. */
export function tableOf(rows: number): string {
  return `${TITLE}${SECTION}${TABLE}${'   * - a.b\n     - c\n     - "string"\n'.repeat(rows)}`;
}

/** A text with `size` of what it is named for, and how much of it the reading refuses. */
export interface Odd {
  name: string;
  text: (size: number) => string;
  refused: (size: number) => number;
}

/** Those in which a single line is as long. A cell that is no path for its length counts as such from 10,001 on. */
export const LONG_LINES: readonly Odd[] = [
  inSection('characters of a line', (size) => 'a'.repeat(size), none),
  inSection('words of a line', (size) => 'abc '.repeat(size), none),
  inSection('marks of a line', (size) => '-'.repeat(size), one),
  inSection('marks and blanks of a line', (size) => `${'= '.repeat(size)}=`, one),
  inSection('marks of a frame', (size) => `+--${'-='.repeat(size)}+`, one),
  inSection('blanks of a comment', (size) => `.. ${' '.repeat(size)}a`, none),
  inSection('letters of a directive', (size) => `.. ${'a-'.repeat(size)}::`, one),
  inSection('blanks between the marks of a row', (size) => `*${' '.repeat(size)}- a`, one),
  inSection('tabs', (size) => `${'\t'.repeat(size)}a`, none),
  inTable('letters of a cell', (size) => row('a'.repeat(size)), one),
  inTable('segments of a path', (size) => row('a.'.repeat(size)), one),
  inTable('blanks before a cell', (size) => row(`${' '.repeat(size)}a`), none),
  odd('letters of a heading', (size) => `${TITLE}S to ${'a'.repeat(size)}\n${'-'.repeat(size + 5)}\n`, none),
];

/** Those in which a reader that goes back, or looks far ahead, at each line would never come to an end. */
export const MANY_LINES: readonly Odd[] = [
  inSection('blank lines', (size) => '\n'.repeat(size), none),
  inSection('lines of blanks', (size) => '   \n'.repeat(size), none),
  inSection('line ends without a line feed', (size) => '\r'.repeat(size), none),
  inSection('lines of a paragraph', (size) => 'and more\n'.repeat(size), none),
  inSection('lines of a mark', (size) => '-\n'.repeat(size), none),
  inSection('underlines of nothing', (size) => '----\n'.repeat(size), each),
  inSection('tables without rows', (size) => '.. list-table::\n'.repeat(size), each),
  inSection('comments with rows', (size) => '.. x\n   * - a\n'.repeat(size), each),
  inSection('headings', (size) => 'A to B\n------\n'.repeat(size), none),
  inSection('headings of no section', (size) => 'Some\n----\n'.repeat(size), each),
  inSection('spaces of nested tables', (size) => nested(size, '.. list-table::'), one),
  inSection('spaces of nested comments', (size) => nested(size, '.. a'), none),
  inTable('lines of a cell', (size) => row(`a${'\n       more'.repeat(size)}`), one),
  inTable('cells of a row', (size) => `   * - a\n${'     - a\n'.repeat(size)}`, one),
  inTable('rows that are too short', (size) => '   * - a\n     - b\n'.repeat(size), each),
  inTable('rows without a name', (size) => '   * - a\n     -\n     - "string"\n'.repeat(size), none),
  inTable('rows with a type outside', (size) => '   * - a\n     - b\n"string"\n'.repeat(size), none),
  inTable('lines of no row', (size) => '   - \n'.repeat(size), each),
  // The first of them is a row.
  inTable(
    'spaces of nested rows',
    (size) => nested(size, '   * - a'),
    (size) => depthOf(size),
  ),
];

function odd(name: string, text: Odd['text'], refused: Odd['refused']): Odd {
  return { name, text, refused };
}

function inSection(name: string, text: Odd['text'], refused: Odd['refused']): Odd {
  return odd(name, (size) => `${TITLE}${SECTION}${text(size)}\n`, refused);
}

function inTable(name: string, text: Odd['text'], refused: Odd['refused']): Odd {
  return odd(name, (size) => `${TITLE}${SECTION}${TABLE}${text(size)}\n`, refused);
}

function each(size: number): number {
  return size;
}

function none(): number {
  return 0;
}

function one(): number {
  return 1;
}

function row(cell: string): string {
  return `   * - ${cell}\n     - b\n     - "string"\n`;
}

/** Each line deeper than the one above; they are as many as come to the size. */
function nested(size: number, line: string): string {
  return Array.from({ length: depthOf(size) }, (_, depth) => `${' '.repeat(depth)}${line}\n`).join('');
}

function depthOf(size: number): number {
  return Math.floor(Math.sqrt(2 * size));
}
