/** What the families of the bank have in common: names of rows, and documents that are understood otherwise. */
import type { Link, Row } from '../../domain/dataflow.ts';
import type { PropertyPath } from '../../domain/path.ts';

/** As ids of checks name a row. */
export function slugOf({ left, right }: Pick<Row, 'left' | 'right'>): string {
  return `${left}~${right}`;
}

/** `country` of `postAddress.country`. */
export function leafOf(path: PropertyPath): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

export function onlyRows(sections: readonly Link[], keep: (row: Row) => boolean): Link[] {
  return sections.map((section) => ({ ...section, rows: section.rows.filter(keep) }));
}

export function rowsMapped(sections: readonly Link[], map: (row: Row) => Row): Link[] {
  return sections.map((section) => ({ ...section, rows: section.rows.map(map) }));
}

export function withRows(sections: readonly Link[], more: readonly Omit<Row, 'type' | 'line'>[]): Link[] {
  return sections.map((section) => ({
    ...section,
    rows: [...section.rows, ...more.map((row) => ({ ...row, type: 'string', line: section.line }))],
  }));
}
