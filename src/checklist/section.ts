/** Makes one section of the document from its heading and the blocks below it. */
import type { Link, Sentence, Unread } from '../domain/dataflow.ts';
import type { Block } from './blocks.ts';
import { quote } from './checklist-error.ts';
import type { ListTable } from './list-table.ts';
import { meaningOf } from './meaning.ts';
import { dataTypeColumn, propertyColumn, typesOf } from './names.ts';
import type { Columns } from './names.ts';
import { loneRowsOf, mergeRuleOf, rowOf, rowsOf, withoutLone } from './rows.ts';
import { faultAt, refuse, unlessRefused, unreadAt } from './source.ts';
import type { Source } from './source.ts';

/** A heading with everything up to the next one, which begins on the line at `end`. */
export interface RawSection {
  heading: string;
  index: number;
  end: number;
  blocks: readonly Block[];
}

/** A section, and the system that its data types are said to be of, where it has a table of rows. */
export interface ReadSection {
  link: Link;
  dataTypeSystem: string | null;
}

/** Throws `ChecklistError` where the heading is not of the known form, and where nothing else is kept as text. */
export function readSection(source: Source, section: RawSection): ReadSection {
  const tables = tablesOf(source, section);
  const { merge, rows } = tables;
  const names = typesOf(section.heading, columnNames(rows ?? merge));
  if (!names) {
    throw faultAt(
      source,
      section.index,
      `the heading ${quote(section.heading)} names no two record types; expected “S to T”. Correct the heading, or remove the section.`,
    );
  }
  const unread = unreadBlocks(source, section.blocks, tables);
  const lone = source.refused === null || rows === null ? [] : loneRowsOf(rows);
  const named = rows !== null && lone.length > 0 ? withoutLone(rows) : rows;
  const link: Link = {
    ...names,
    line: section.index + 1,
    sentences: sentencesOf(section.blocks, merge, rows),
    merge: rowsOf(source, merge, unread, mergeRuleOf),
    rows: rowsOf(source, named, unread, rowOf),
  };
  if (lone.length > 0) link.lone = lone;
  if (unread.length > 0) link.unread = unread.toSorted((a, b) => a.line - b.line);
  return { link, dataTypeSystem: dataTypeColumn(rows?.header.cells[2]?.text ?? '') };
}

/** Blocks that are not of the known form, tables that have no place, and lines of tables that are no row. */
function unreadBlocks(source: Source, blocks: readonly Block[], { merge, rows }: Tables): Unread[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'unread') return [unreadAt(source, block.index, block.end)];
    if (block.kind !== 'table') return [];
    const { table } = block;
    if (table !== merge && table !== rows) return [unreadAt(source, table.index, table.next)];
    return table.unread.map((index) => unreadAt(source, index, index + 1));
  });
}

interface Tables {
  merge: ListTable | null;
  rows: ListTable | null;
}

/** Two columns make a table of merge rules, three one of rows; each comes at most once, in this order. */
function tablesOf(source: Source, section: RawSection): Tables {
  const found: Tables = { merge: null, rows: null };
  for (const block of section.blocks) {
    if (block.kind !== 'table') continue;
    const kind = unlessRefused(source, () => kindOf(source, block.table));
    if (kind === null) continue;
    const first = found[kind] ?? found.rows;
    if (first === null) found[kind] = block.table;
    else {
      refuse(
        source,
        faultAt(
          source,
          block.table.index,
          `this table comes after the one on line ${first.index + 1}; expected a section to have at most one table of merge rules (two columns) and then at most one of rows (three columns). Join the tables, or give each a section of its own.`,
        ),
      );
    }
  }
  return found;
}

function kindOf(source: Source, { header }: ListTable): 'merge' | 'rows' {
  const { cells } = header;
  const empty = cells.find((cell) => cell.text === '');
  if (empty) {
    throw faultAt(
      source,
      empty.index,
      'this column has no name; expected “… Property” or “… Data Type”. Name it.',
    );
  }
  if (cells.length !== 2 && cells.length !== 3) {
    throw faultAt(
      source,
      header.index,
      `this table has ${cells.length} columns; expected two (merge rules) or three (rows with their data types). Add or remove columns.`,
    );
  }
  for (const [position, cell] of cells.entries()) {
    const isKnown = position === 2 ? dataTypeColumn(cell.text) : propertyColumn(cell.text);
    if (isKnown !== null) continue;
    const expected = position === 2 ? 'Data Type' : 'Property';
    throw faultAt(
      source,
      cell.index,
      `unknown column ${quote(cell.text)}; expected a name that ends in “ ${expected}” as column ${position + 1}. Rename the column, or remove it.`,
    );
  }
  return cells.length === 2 ? 'merge' : 'rows';
}

function columnNames(table: ListTable | null): Columns {
  const [left, right] = table?.header.cells ?? [];
  return { left: left ? propertyColumn(left.text) : null, right: right ? propertyColumn(right.text) : null };
}

/** In a section without merge rules, what stands before the rows stands just there. */
function sentencesOf(blocks: readonly Block[], merge: ListTable | null, rows: ListTable | null): Sentence[] {
  return blocks.flatMap((block) => {
    if (block.kind !== 'paragraph') return [];
    const { text, index } = block;
    const place =
      merge && index < merge.index
        ? 'before merge rules'
        : !rows || index < rows.index
          ? 'before rows'
          : 'after rows';
    return [{ text, meaning: meaningOf(text), place, line: index + 1 }];
  });
}
