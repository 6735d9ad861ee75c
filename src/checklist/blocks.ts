/** Cuts a document into headings, paragraphs and list-tables. What they say is not known here. */
import { type ChecklistError, quote } from './checklist-error.ts';
import { headingAt, SHORTEST_UNDERLINE } from './headings.ts';
import { beginsExplicit, indentOf, isAdornment, isBlank, isMarked, rowBullet } from './line.ts';
import { beginsListTable, readListTable } from './list-table.ts';
import type { ListTable } from './list-table.ts';
import { faultAt, lineAt, lineCount, linesAt, refuse, unlessRefused } from './source.ts';
import type { Source } from './source.ts';

/** `index` is the line of a heading's text (which may have one above, at `start`), and a paragraph's first. Lines of a paragraph are joined by a space. */
export type Block =
  | { kind: 'heading'; text: string; index: number; start: number }
  | { kind: 'paragraph'; text: string; index: number }
  | { kind: 'table'; table: ListTable }
  /** What is not of the known form, up to the line at `end`, without blank lines behind it. */
  | { kind: 'unread'; index: number; end: number };

/** The first line that is neither blank nor part of a comment; the number of lines where there is none. */
export function firstLineOf(source: Source): number {
  let index = 0;
  while (index < lineCount(source)) {
    const line = lineAt(source, index);
    if (isBlank(line)) index += 1;
    else if (isComment(line.trim())) index = endOfComment(source, index);
    else break;
  }
  return index;
}

/** The blocks from the line at `start` on, each found when asked for. Throws `ChecklistError` where nothing is kept as text. */
export function* blocksOf(source: Source, start: number): Generator<Block> {
  let index = start;
  while (index < lineCount(source)) {
    const line = lineAt(source, index);
    if (isBlank(line)) {
      index += 1;
      continue;
    }
    const heading = isMarkup(line.trim()) ? null : headingAt(source, index);
    if (heading) {
      yield { kind: 'heading', text: heading.text, index: heading.index, start: index };
      index = heading.next;
    } else if (beginsListTable(line.trim())) {
      const at = index;
      const table = unlessRefused(source, () => readListTable(source, at));
      index = table === null ? endOfIndented(source, at) : table.next;
      yield table === null ? { kind: 'unread', index: at, end: index } : { kind: 'table', table };
    } else if (isComment(line.trim())) {
      const at = index;
      const end = unlessRefused(source, () => endOfComment(source, at));
      index = end ?? endOfIndented(source, at);
      if (end === null) yield { kind: 'unread', index: at, end: index };
    } else if (interrupts(line)) {
      const at = index;
      refuse(source, strange(source, at, line.trim()));
      index = endOfStrange(source, at);
      yield { kind: 'unread', index: at, end: index };
    } else {
      const at = index;
      index = endOfParagraph(source, at);
      const text = paragraphOf(source, at, index);
      // Lines that are markup once they are joined: a row's mark on one line, and its text on the next.
      if (!interrupts(text)) yield { kind: 'paragraph', text, index: at };
      else {
        refuse(source, strange(source, at, text));
        yield { kind: 'unread', index: at, end: index };
      }
    }
  }
}

/** Whether a line is something else than the text of a paragraph or a heading, whatever its neighbours are. */
export function interrupts(line: string): boolean {
  if (!isMarked(line)) return false;
  const text = line.trim();
  const isLongAdornment = isAdornment(line) && text.length >= SHORTEST_UNDERLINE;
  return isMarkup(text) || isLongAdornment || isOtherTable(text);
}

function isMarkup(text: string): boolean {
  return beginsExplicit(text) || rowBullet(text) !== null;
}

function isDirective(text: string): boolean {
  return /^\.\.\s+[\w-]+\s*::(?:\s|$)/.test(text);
}

function isComment(text: string): boolean {
  return beginsExplicit(text) && !isDirective(text);
}

/** The frame of a grid table, or of a simple table. */
function isOtherTable(text: string): boolean {
  return /^\+[-=]{2}[-=+]*$/.test(text) || (/^=[=\s]*=$/.test(text) && /\s/.test(text));
}

function paragraphOf(source: Source, start: number, end: number): string {
  const lines = linesAt(source, start, end);
  if (end === start + 1) return lines.trim();
  return lines
    .split('\n')
    .map((line) => line.trim())
    .join(' ');
}

function endOfParagraph(source: Source, start: number): number {
  let index = start + 1;
  while (index < lineCount(source)) {
    const line = lineAt(source, index);
    if (isBlank(line) || interrupts(line) || headingAt(source, index)) break;
    index += 1;
  }
  return index;
}

/** A comment is skipped; one with table rows in it is a misspelt directive, and skipping it would lose rows. */
function endOfComment(source: Source, start: number): number {
  const outer = indentOf(lineAt(source, start));
  let index = start + 1;
  for (; index < lineCount(source); index += 1) {
    const line = lineAt(source, index);
    if (isBlank(line)) continue;
    if (indentOf(line) <= outer) break;
    if (rowBullet(line.trim()) === null) continue;
    throw faultAt(
      source,
      start,
      `${quote(lineAt(source, start).trim())} makes the table row on line ${index + 1} part of a comment; expected “.. list-table::”. Correct the directive, or remove the rows.`,
    );
  }
  return index;
}

function strange(source: Source, index: number, text: string): ChecklistError {
  const [what, todo] = describe(text);
  return faultAt(source, index, `${quote(text)} is ${what}. ${todo}`);
}

/** A directive or a row goes on as far as it is indented; of the others nobody knows more than the line. */
function endOfStrange(source: Source, start: number): number {
  const isRow = rowBullet(lineAt(source, start).trim()) !== null;
  return isRow || isDirective(lineAt(source, start).trim()) ? endOfIndented(source, start) : start + 1;
}

/** The line behind the last one below `start` that is indented more deeply. */
function endOfIndented(source: Source, start: number): number {
  const outer = indentOf(lineAt(source, start));
  let end = start + 1;
  for (let index = end; index < lineCount(source); index += 1) {
    const line = lineAt(source, index);
    if (isBlank(line)) continue;
    if (indentOf(line) <= outer) break;
    end = index + 1;
  }
  return end;
}

function describe(text: string): [what: string, todo: string] {
  if (rowBullet(text) !== null) {
    return [
      'a table row outside of a table; expected it below “.. list-table::” with “:header-rows: 1”',
      'Put the directive above the rows, and indent them.',
    ];
  }
  if (isDirective(text)) {
    return [
      'a directive that a checklist does not know; expected “.. list-table::”',
      'Rewrite or remove it.',
    ];
  }
  if (isOtherTable(text)) {
    return ['a table of another form; expected “.. list-table::”', 'Write the table as a list-table.'];
  }
  return [
    'a line that underlines no heading; expected a heading right above it',
    'Add the heading, or remove the line.',
  ];
}
