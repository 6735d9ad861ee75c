/** Reads the rows of a section's two tables: merge rules, rows, and rows that name a property on one side alone. */
import type { LoneRow, MergeRule, Row, Unread } from '../domain/dataflow.ts';
import { cellsOf, dataTypeOf, pathOf } from './cells.ts';
import type { ListTable, TableRow } from './list-table.ts';
import { faultAt, unlessRefused, unreadAt } from './source.ts';
import type { Source } from './source.ts';

/** The rows of a table as `read` makes them. One that is not of the known form is kept as text, with the others. */
export function rowsOf<T>(
  source: Source,
  table: ListTable | null,
  unread: Unread[],
  read: (source: Source, row: TableRow, columns: readonly string[]) => T,
): T[] {
  if (table === null) return [];
  const columns = table.header.cells.map(({ text }) => text);
  const all: T[] = [];
  for (const row of table.rows) {
    const one = unlessRefused(source, () => read(source, row, columns));
    if (one === null) unread.push(unreadAt(source, row.index, row.end));
    else all.push(one);
  }
  return all;
}

/** Throws `ChecklistError`, as the next. */
export function mergeRuleOf(source: Source, row: TableRow, columns: readonly string[]): MergeRule {
  const [left, right] = cellsOf(source, row, columns);
  if (!left || !right) throw faultAt(source, row.index, 'this row has no two properties; expected two.');
  return { left: pathOf(source, left), right: pathOf(source, right), line: row.index + 1 };
}

export function rowOf(source: Source, row: TableRow, columns: readonly string[]): Row {
  const { left, right, line } = mergeRuleOf(source, row, columns);
  const type = typeOf(row);
  const typeLine = typeLineOf(row);
  return typeLine === null ? { left, right, type, line } : { left, right, type, typeLine, line };
}

/** Nothing can be kept equal with what is not named, so such a row is read where a document is looked at, not run. */
export function loneRowsOf(table: ListTable): LoneRow[] {
  const all: LoneRow[] = [];
  for (const row of table.rows) {
    if (!isLone(row)) continue;
    const [left, right] = row.cells;
    const said = { left: left?.text ?? '', right: right?.text ?? '', type: typeOf(row) };
    const typeLine = typeLineOf(row);
    all.push({ ...said, ...(typeLine === null ? {} : { typeLine }), line: row.index + 1 });
  }
  return all;
}

/** The table without its lone rows. */
export function withoutLone(table: ListTable): ListTable {
  return { ...table, rows: table.rows.filter((row) => !isLone(row)) };
}

function isLone({ cells }: TableRow): boolean {
  const [left, right, type] = cells;
  if (left === undefined || right === undefined || type === undefined || cells.length !== 3) return false;
  return (left.text === '' || right.text === '') && type.text !== '';
}

function typeOf({ cells }: TableRow): string {
  return dataTypeOf(cells[2]?.text ?? '');
}

function typeLineOf({ cells, isOutside }: TableRow): number | null {
  const [, , cell] = cells;
  return isOutside && cell !== undefined ? cell.index + 1 : null;
}
