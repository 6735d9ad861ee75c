/** Reads the cells of the property tables: paths and data types. */
import { isPropertyPath, type PropertyPath } from '../domain/path.ts';
import { quote } from './checklist-error.ts';
import type { Cell, TableRow } from './list-table.ts';
import { faultAt } from './source.ts';
import type { Source } from './source.ts';

/** Real paths have up to five segments; the bound keeps matching one within any machine's stack. */
const LONGEST_PATH = 10_000;

/** The cells under `columns`, one each and none of them empty. Throws `ChecklistError`. */
export function cellsOf(source: Source, row: TableRow, columns: readonly string[]): readonly Cell[] {
  if (row.cells.length !== columns.length) {
    const [size, todo] =
      row.cells.length < columns.length
        ? ['short', 'Add the missing cells, each on a line of its own that begins with “- ”.']
        : ['long', 'Remove the cells too many, or begin a new row with “* - ”.'];
    throw faultAt(
      source,
      row.index,
      `this row is too ${size}: it has ${count(row.cells.length)}; expected ${columns.length}, one for each of ${columns.map(quote).join(', ')}. ${todo}`,
    );
  }
  const empty = row.cells.findIndex((cell) => cell.text === '');
  const cell = row.cells[empty];
  if (!cell) return row.cells;
  throw faultAt(
    source,
    cell.index,
    `this cell is empty; expected a text under ${quote(columns[empty] ?? '')}. Fill it in, or remove the row.`,
  );
}

/** A property path, such as `postAddress.country`. Throws `ChecklistError`. */
export function pathOf(source: Source, cell: Cell): PropertyPath {
  const { text } = cell;
  if (text.length <= LONGEST_PATH && isPropertyPath(text)) return text;
  const problem =
    text.length > LONGEST_PATH
      ? `is longer than ${LONGEST_PATH} characters`
      : text.split('.').some((segment) => segment.trim() === '')
        ? 'has an empty segment'
        : 'has white space around a segment';
  throw faultAt(
    source,
    cell.index,
    `the path ${quote(text)} ${problem}; expected names with single dots between them, such as “postAddress.country”. Correct the path.`,
  );
}

/** A data type without its quotes where it is one quoted word; any other text as it stands. */
export function dataTypeOf(cell: string): string {
  return /^"[A-Za-z][\w-]*"$/.test(cell) ? cell.slice(1, -1) : cell;
}

function count(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`;
}
