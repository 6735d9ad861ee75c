/**
 * Reads a list-table by its structure: the directive, its options, `* - ` rows and `- ` cells, in any
 * indentation that RST takes. What the cells mean is not known here.
 * See https://docutils.sourceforge.io/docs/ref/rst/directives.html#list-table
 */
import { type ChecklistError, quote } from './checklist-error.ts';
import { beginsExplicit, cellBullet, indentOf, isBlank, rowBullet } from './line.ts';
import { faultAt, lineAt, lineCount, refuse } from './source.ts';
import type { Source } from './source.ts';

export interface Cell {
  text: string;
  index: number;
}

/**
 * `index` is the line of the row's `* -`, `end` the one behind its last. A row has at least one cell; `isOutside` says
 * that the last of them stands outside of the table.
 */
export interface TableRow {
  cells: readonly Cell[];
  index: number;
  end: number;
  isOutside: boolean;
}

/** `index` is the directive's line, `next` the first line after the table; `unread` are lines of no row. */
export interface ListTable {
  header: TableRow;
  rows: readonly TableRow[];
  unread: readonly number[];
  index: number;
  next: number;
}

/** What was read of a table so far, and where its marks stand: all rows in one column, the cells of the last in one. */
interface OpenTable {
  rows: OpenRow[];
  rowColumn: number;
  cellColumn: number;
}

interface OpenRow extends TableRow {
  cells: Cell[];
}

/** Whether the text of a line, without its indentation, is the directive. */
export function beginsListTable(text: string): boolean {
  return beginsExplicit(text) && /^\.\.\s+list-table\s*::(?:\s|$)/.test(text);
}

/** Reads the table whose directive stands on the line at `start`. Throws `ChecklistError`. */
export function readListTable(source: Source, start: number): ListTable {
  const outer = indentOf(lineAt(source, start));
  let index = readOptions(source, start);
  const table: OpenTable = { rows: [], rowColumn: 0, cellColumn: 0 };
  const unread: number[] = [];
  for (; index < lineCount(source); index += 1) {
    const line = lineAt(source, index);
    if (isBlank(line)) continue;
    const column = indentOf(line);
    if (column <= outer) {
      if (!isCellOutside(source, index, table)) break;
      takeCellOutside(source, index, table);
      continue;
    }
    const trouble = readContent(source, index, column, table);
    if (trouble === null) continue;
    refuse(source, trouble);
    unread.push(index);
  }
  const [header] = table.rows;
  if (!header) {
    throw faultAt(
      source,
      start,
      'this table has no rows; expected its column names as “* - ” and “- ” lines, indented below the directive. Add the header row, or remove the table.',
    );
  }
  return { header, rows: table.rows.slice(1), unread, index: start, next: index };
}

/** Returns the line after the options; only a table with exactly one header row is of the known form. */
function readOptions(source: Source, start: number): number {
  const outer = indentOf(lineAt(source, start));
  let headerRows: string | null = null;
  let index = start + 1;
  for (; indentOf(lineAt(source, index)) > outer; index += 1) {
    const option = /^:([\w-]+):(.*)$/s.exec(lineAt(source, index).trim());
    if (!option) break;
    if (option[1] === 'header-rows') headerRows = (option[2] ?? '').trim();
  }
  if (headerRows === '1') return index;
  const found = headerRows === null ? 'no “:header-rows:”' : `“:header-rows:” ${quote(headerRows)}`;
  throw faultAt(
    source,
    start,
    `this table has ${found}; expected “:header-rows: 1”, indented on the line below. Give the table one row of column names and say so.`,
  );
}

/**
 * Some documents have a row's data type in the first column of the line behind the row. It can mean nothing else where
 * the row is short of just that cell, the text is one of a type, and the table goes on or ends behind it.
 */
function isCellOutside(source: Source, index: number, { rows, rowColumn }: OpenTable): boolean {
  const [header, row] = [rows[0], rows.at(-1)];
  if (header === undefined || row === undefined || row === header || row.end !== index) return false;
  if (header.cells.length !== 3 || row.cells.length !== 2) return false;
  if (!/^["[]\S|^N\/A$/.test(lineAt(source, index).trim())) return false;
  const next = lineAt(source, index + 1);
  return isBlank(next) || (indentOf(next) === rowColumn && rowBullet(next.trim()) !== null);
}

function takeCellOutside(source: Source, index: number, { rows }: OpenTable): void {
  const row = rows.at(-1);
  if (row === undefined) return;
  row.cells.push({ text: lineAt(source, index).trim(), index });
  row.end = index + 1;
  row.isOutside = true;
}

/** Adds a line to the rows; what is wrong with it where it belongs to none. */
function readContent(source: Source, index: number, column: number, table: OpenTable): ChecklistError | null {
  const text = lineAt(source, index).trim();
  const current = table.rows.at(-1);

  const firstCell = rowBullet(text);
  if (firstCell !== null) {
    if (current && column !== table.rowColumn) return misaligned(source, index, text);
    if (current) fit(current);
    table.rowColumn = column;
    table.cellColumn = column + text.length - firstCell.length;
    const cell = { text: cellBullet(firstCell) ?? '', index };
    table.rows.push({ cells: [cell], index, end: index + 1, isOutside: false });
    return null;
  }
  if (!current || column < table.cellColumn) return misaligned(source, index, text);
  const cell = cellBullet(text);
  if (cell === null) {
    // More text of the cell above; RST wants it to the right of the cell's mark.
    if (column === table.cellColumn) return misaligned(source, index, text);
    const last = current.cells.at(-1);
    if (last) last.text = last.text === '' ? text : `${last.text} ${text}`;
    current.end = index + 1;
    return null;
  }
  if (column !== table.cellColumn) return misaligned(source, index, text);
  current.cells.push({ text: cell, index });
  current.end = index + 1;
  return null;
}

/** A list that is added to has room for more than a dozen: too much for each of a million rows. */
function fit(row: OpenRow): void {
  row.cells = row.cells.slice();
}

function misaligned(source: Source, index: number, text: string): ChecklistError {
  return faultAt(
    source,
    index,
    `${quote(text)} is no row or cell of this table; expected “* - ” for a row and “- ” for a cell, all rows beginning in one column, and a row's cells in one column. Correct the marks or the indentation of this line.`,
  );
}
