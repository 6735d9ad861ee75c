/**
 * Reads a list-table by its structure: the directive, its options, `* - ` rows and `- ` cells, in any
 * indentation that RST takes. What the cells mean is not known here.
 * See https://docutils.sourceforge.io/docs/ref/rst/directives.html#list-table
 */
import { quote } from './checklist-error.ts';
import { cellBullet, faultAt, indentOf, isBlank, lineAt, rowBullet } from './source.ts';
import type { Source } from './source.ts';

export interface Cell {
  text: string;
  index: number;
}

/** `index` is the line of the row's `* -`. A row has at least one cell. */
export interface TableRow {
  cells: readonly Cell[];
  index: number;
}

/** `index` is the directive's line, `next` the first line after the table. */
export interface ListTable {
  header: TableRow;
  rows: readonly TableRow[];
  index: number;
  next: number;
}

interface OpenRow {
  index: number;
  rowColumn: number;
  cellColumn: number;
  cells: { parts: string[]; index: number }[];
}

/** Whether the text of a line, without its indentation, is the directive. */
export function beginsListTable(text: string): boolean {
  return /^\.\.\s+list-table\s*::(?:\s|$)/.test(text);
}

/** Reads the table whose directive stands on the line at `start`. Throws `ChecklistError`. */
export function readListTable(source: Source, start: number): ListTable {
  const outer = indentOf(lineAt(source, start));
  const inTable = (index: number) =>
    index < source.lines.length &&
    (isBlank(lineAt(source, index)) || indentOf(lineAt(source, index)) > outer);

  let index = readOptions(source, start);
  const open: OpenRow[] = [];
  for (; inTable(index); index += 1) {
    if (!isBlank(lineAt(source, index))) readContent(source, index, open);
  }
  const [header, ...rows] = open.map(closed);
  if (!header) {
    throw faultAt(
      source,
      start,
      'this table has no rows; expected its column names as “* - ” and “- ” lines, indented below the directive. Add the header row, or remove the table.',
    );
  }
  return { header, rows, index: start, next: index };
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

function readContent(source: Source, index: number, rows: OpenRow[]): void {
  const line = lineAt(source, index);
  const text = line.trim();
  const column = indentOf(line);
  const current = rows.at(-1);

  const firstCell = rowBullet(text);
  if (firstCell !== null) {
    if (current && column !== current.rowColumn) throw misaligned(source, index, text);
    const cellColumn = column + text.length - firstCell.length;
    const cell = { parts: [cellBullet(firstCell) ?? ''], index };
    rows.push({ index, rowColumn: column, cellColumn, cells: [cell] });
    return;
  }
  if (!current || column < current.cellColumn) throw misaligned(source, index, text);
  const cell = cellBullet(text);
  if (cell === null) {
    // More text of the cell above; RST wants it to the right of the cell's mark.
    if (column === current.cellColumn) throw misaligned(source, index, text);
    current.cells.at(-1)?.parts.push(text);
    return;
  }
  if (column !== current.cellColumn) throw misaligned(source, index, text);
  current.cells.push({ parts: [cell], index });
}

function misaligned(source: Source, index: number, text: string) {
  return faultAt(
    source,
    index,
    `${quote(text)} is no row or cell of this table; expected “* - ” for a row and “- ” for a cell, all rows beginning in one column, and a row's cells in one column. Correct the marks or the indentation of this line.`,
  );
}

function closed({ cells, index }: OpenRow): TableRow {
  return {
    index,
    cells: cells.map((cell) => ({
      text: cell.parts.filter((part) => part !== '').join(' '),
      index: cell.index,
    })),
  };
}
