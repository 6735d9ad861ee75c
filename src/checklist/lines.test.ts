/** What can be seen on one line, or on a heading's two or three, without the rest of a document. */
import { describe, expect, it } from 'vitest';
import { blocksOf, firstLineOf, interrupts } from './blocks.ts';
import { headingAt } from './headings.ts';
import {
  beginsExplicit,
  beginsWithMark,
  cellBullet,
  indentOf,
  isAdornment,
  isBlank,
  isMarked,
  rowBullet,
} from './line.ts';
import { beginsListTable } from './list-table.ts';
import { propertyColumn, propertyColumnOf, dataTypeColumn, systemsOf, typesOf } from './names.ts';
import { lineAt, lineCount, linesAt, linesOf, sourceOf } from './source.ts';

const source = (...lines: string[]) => sourceOf(lines.join('\n'), 'd.rst');

describe('lines', () => {
  it('end with LF, CRLF or CR, and begin after a byte order mark', () => {
    const text = '\u{FEFF}a\nb\r\nc\rd\n\re';
    const lines = ['a', 'b', 'c', 'd', '', 'e'];
    const read = sourceOf(text, 'd.rst');
    expect(lines.map((_, index) => lineAt(read, index))).toEqual(lines);
    expect([read.file, lineCount(read), linesAt(read, 1, 3)]).toEqual(['d.rst', 6, 'b\nc']);
    expect(linesOf(text)).toEqual(lines);
    expect(lineAt(sourceOf('a\u{FEFF}', 'd.rst'), 0)).toBe('a\u{FEFF}');
  });

  it('beyond the end are blank', () => {
    expect([lineAt(source('a'), 0), lineAt(source('a'), 1)]).toEqual(['a', '']);
    expect([isBlank(''), isBlank(' \t'), isBlank(' a')]).toEqual([true, true, false]);
  });

  it.each([
    ['', 0],
    ['a b', 0],
    ['  a', 2],
    ['\ta', 8],
    ['   \ta', 8],
    ['\t a', 9],
    ['         \ta', 16],
    ['\u{A0}a', 0],
  ])('%j is indented to column %i', (line, column) => {
    expect(indentOf(line)).toBe(column);
  });

  it('begin with a mark of RST or not', () => {
    for (const mark of '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~')
      expect(beginsWithMark(`${mark}a`), mark).toBe(true);
    for (const other of ['', 'a!', '0', 'Z', 'æ', ' -', '“'])
      expect(beginsWithMark(other), other).toBe(false);
  });

  it('are told by each character as a trimmed text and a pattern would tell them', () => {
    const wrong = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
      (character) =>
        isBlank(` ${character}`) !== (character.trim() === '') ||
        isBlank(` ${character}a`) ||
        isMarked(` ${character}`) !== /^[!-/:-@[-`{-~]/.test(character) ||
        (cellBullet(`-${character}a`) === null) === /\s/.test(character) ||
        (rowBullet(`*${character}-`) === null) === /\s/.test(character) ||
        beginsExplicit(`..${character}`) !== /\s/.test(character) ||
        isAdornment(`--${character}`) !== /^[-\s]$/.test(character),
    );
    expect(wrong).toEqual([]);
  });

  it('are adornments where one mark is repeated to the end', () => {
    for (const line of ['-', '====', '~~~  ', '....']) expect(isAdornment(line), line).toBe(true);
    for (const line of ['', '  ', ' ---', '-=-', '--a', 'aaa', '- -'])
      expect(isAdornment(line), line).toBe(false);
  });

  it.each([
    ['* - a', '- a'],
    ['*   -', '-'],
    ['*\t- a', '- a'],
    ['* a', null],
    ['*- a', null],
    ['- a', null],
    ['a * - a', null],
    ['* ', null],
  ])('%j as a row begins with the cell %j', (text, cell) => {
    expect(rowBullet(text)).toBe(cell);
  });

  it.each([
    ['- a', 'a'],
    ['-', ''],
    ['-   a ', 'a'],
    ['-a', null],
    ['a - b', null],
    ['', null],
  ])('%j as a cell holds %j', (text, held) => {
    expect(cellBullet(text)).toBe(held);
  });

  it.each([
    ['.. list-table::', true],
    ['..  list-table ::  A title', true],
    ['.. list-table::x', false],
    ['.. list-table:', false],
    ['a .. list-table::', false],
    ['.. csv-table::', false],
    ['..list-table::', false],
  ])('%j is a list-table’s directive: %s', (text, begins) => {
    expect(beginsListTable(text)).toBe(begins);
  });

  it.each([
    ['..', true],
    ['.. a comment', true],
    ['..a', false],
    ['a .. b', false],
    ['  * - a', true],
    ['* a', false],
    ['----', true],
    ['---', false],
    ['+--', true],
    ['+==+', true],
    ['+-', false],
    ['+--a', false],
    ['a+--', false],
    ['== ==', true],
    ['=  =', true],
    ['==', false],
    ['== a ==', false],
    ['a== ==', false],
    ['text', false],
  ])('%j interrupts a paragraph: %s', (line, does) => {
    expect(interrupts(line)).toBe(does);
  });
});

describe('a heading', () => {
  it.each([
    ['text and a line below', ['Text', '----'], { text: 'Text', index: 0, next: 2 }],
    ['a line that is longer', ['Text ', '------  '], { text: 'Text', index: 0, next: 2 }],
    ['four marks under a longer text', ['Longer', '----'], { text: 'Longer', index: 0, next: 2 }],
    ['three under three', ['abc', '---'], { text: 'abc', index: 0, next: 2 }],
    ['a text with a blank after it', ['ab ', '--'], { text: 'ab', index: 0, next: 2 }],
    ['an indented text between lines', ['==', ' ab ', '=='], { text: 'ab', index: 1, next: 3 }],
    ['lines above and below', ['====', ' Text ', '===='], { text: 'Text', index: 1, next: 3 }],
    ['short lines above and below', ['==', 'ab', '=='], { text: 'ab', index: 1, next: 3 }],
  ])('is %s', (_, lines, heading) => {
    expect(headingAt(source(...lines), 0)).toEqual(heading);
  });

  it.each([
    ['three under four', ['Text', '---']],
    ['three and a blank under four', ['Text', '--- ']],
    ['no line below', ['Text', 'Text']],
    ['nothing', ['', '----']],
    ['an indented text', [' Text', '-----']],
    ['a line under a line', ['----', '----']],
    ['another mark below than above', ['====', 'Text', '----', '']],
    ['a line above that is too short', ['===', 'Text', '====']],
    ['a line below that is too short', ['====', 'Text', '===']],
    ['a blank between two lines', ['====', '', '====']],
    ['three lines', ['====', '====', '====']],
    ['what only begins as a line', ['====', 'Text', '==== a']],
  ])('is not %s', (_, lines) => {
    expect(headingAt(source(...lines), 0)).toBeNull();
  });
});

describe('blocks', () => {
  const blocks = (...lines: string[]) => [...blocksOf(source(...lines), 0)];

  it('begin after blank lines and comments', () => {
    expect(firstLineOf(source('', '.. a remark', '   more', '', '   and more', '..', 'Text'))).toBe(6);
    expect(firstLineOf(source('Text'))).toBe(0);
    expect(firstLineOf(source('.. list-table::'))).toBe(0);
    expect(firstLineOf(source('', ' ..', '   more'))).toBe(3);
  });

  it('are paragraphs of lines up to a blank, markup or a heading', () => {
    expect(
      blocks('One', ' two ', '', 'Three', '.. a remark', '  more', 'Four', 'Five', '----', 'Six'),
    ).toEqual([
      { kind: 'paragraph', text: 'One two', index: 0 },
      { kind: 'paragraph', text: 'Three', index: 3 },
      { kind: 'paragraph', text: 'Four', index: 6 },
      { kind: 'heading', text: 'Five', index: 7, start: 7 },
      { kind: 'paragraph', text: 'Six', index: 9 },
    ]);
  });

  it('are no comment’s lines, which end at its own indentation', () => {
    expect(blocks('  .. a remark', '     more', '', '     more', '  Text')).toEqual([
      { kind: 'paragraph', text: 'Text', index: 4 },
    ]);
    expect(blocks('.. ', '  = no heading', '  ------------', 'Text')).toHaveLength(1);
  });

  it('are tables, which end at their directive’s indentation', () => {
    const table = ['.. list-table::', '   :header-rows: 1', '', '   * - a', '', 'Text'];
    expect(blocks(...table)).toEqual([
      {
        kind: 'table',
        table: {
          header: { cells: [{ text: 'a', index: 3 }], index: 3, end: 4, isOutside: false },
          rows: [],
          unread: [],
          index: 0,
          next: 5,
        },
      },
      { kind: 'paragraph', text: 'Text', index: 5 },
    ]);
    const indented = table.map((line) => (line === '' ? line : `  ${line}`));
    expect(blocks(...indented)).toEqual(blocks(...table));
  });

  it('of a table whose cells go on hold all their text', () => {
    const [block] = blocks(
      '.. list-table::',
      '   :header-rows: 1',
      '   * -   a',
      '       b',
      '',
      '       c',
      '     - ',
      '       d',
    );
    expect(block?.kind === 'table' && block.table.header.cells).toEqual([
      { text: 'a b c', index: 2 },
      { text: 'd', index: 6 },
    ]);
  });
});

describe('names', () => {
  const none = { left: null, right: null };

  it.each([
    ['S Property', 'S'],
    ['A to B  Property', 'A to B'],
    ['Property', ''],
    ['SProperty', null],
    ['S Property name', null],
    ['S property', null],
  ])('of the column %j is %j', (cell, name) => {
    expect(propertyColumn(cell)).toBe(name);
  });

  it('of a column of types, or of no type, and of a column to be written', () => {
    expect([dataTypeColumn('Y Data Type'), dataTypeColumn('Data Type'), dataTypeColumn('Type')]).toEqual([
      'Y',
      '',
      null,
    ]);
    expect([propertyColumnOf('S'), propertyColumnOf('')]).toEqual(['S Property', 'Property']);
  });

  it('of the systems stand in the title', () => {
    expect(systemsOf('X to Y Dataflow', none)).toEqual({ left: 'X', right: 'Y' });
    expect(systemsOf('X to Y to Z Dataflow', none)).toEqual({ left: 'X', right: 'Y to Z' });
    expect(systemsOf('X to Y to Z Dataflow', { left: null, right: 'Z' })).toEqual({
      left: 'X to Y',
      right: 'Z',
    });
    expect(systemsOf('X to Y to Z Dataflow', { left: null, right: 'Q' })).toEqual({
      left: 'X',
      right: 'Y to Z',
    });
    expect(systemsOf('X to Y Dataflows', none)).toBeNull();
    expect(systemsOf('X and Y Dataflow', none)).toBeNull();
    expect(systemsOf(' to Y Dataflow', none)).toBeNull();
    expect(systemsOf('X to  Dataflow', none)).toBeNull();
  });

  it('of the record types stand in the heading, told apart by a column', () => {
    expect(typesOf('S to T', none)).toEqual({ source: 'S', target: 'T' });
    expect(typesOf('S to', none)).toEqual({ source: 'S', target: '' });
    expect(typesOf('S', none)).toBeNull();
    expect(typesOf('to T', none)).toBeNull();
    expect(typesOf('A to B to C', { left: 'A to B', right: null })).toEqual({
      source: 'A to B',
      target: 'C',
    });
    expect(typesOf('A to B to C', { left: 'B', right: 'C' })).toEqual({ source: 'A to B', target: 'C' });
    expect(typesOf('A to B to C', { left: 'A to', right: null })).toEqual({ source: 'A', target: 'B to C' });
  });
});
