/**
 * Reads the names in headings. A name may itself hold ` to `, so a heading alone can be ambiguous: the
 * column names of the tables below it decide, and without them the first ` to ` does.
 */
import type { Dataflow, Link } from '../domain/dataflow.ts';

const BETWEEN = ' to ';
const PROPERTY = 'Property';
const DATA_TYPE = 'Data Type';
const DATAFLOW = ' Dataflow';

/** The names that the columns of a table bear, null where there is none; one that fits the heading is enough. */
export interface Columns {
  left: string | null;
  right: string | null;
}

/** `S Property` gives `S`; a nameless `Property` gives the empty string; anything else null. */
export function propertyColumn(cell: string): string | null {
  return nameBefore(PROPERTY, cell);
}

/** `Y Data Type` gives `Y`; anything else null. */
export function dataTypeColumn(cell: string): string | null {
  return nameBefore(DATA_TYPE, cell);
}

export function propertyColumnOf(name: string): string {
  return `${name} ${PROPERTY}`.trim();
}

export function dataTypeColumnOf(name: string): string {
  return `${name} ${DATA_TYPE}`;
}

/** `X to Y Dataflow` → X and Y; null for a title of another form. */
export function systemsOf(title: string, columns: Columns): Pick<Dataflow, 'left' | 'right'> | null {
  if (!title.endsWith(DATAFLOW)) return null;
  const names = split(title.slice(0, -DATAFLOW.length), columns);
  return names && names.left !== '' && names.right !== '' ? names : null;
}

/** `S to T` → S and T; T can be empty, as some documents have it; null for a heading of another form. */
export function typesOf(heading: string, columns: Columns): Pick<Link, 'source' | 'target'> | null {
  // A heading comes trimmed, so one without T has lost the blank after its “to”.
  const names = split(`${heading} `, columns);
  return names && names.left !== '' ? { source: names.left, target: names.right } : null;
}

function split(text: string, columns: Columns): { left: string; right: string } | null {
  const { left, right } = columns;
  if (left !== null && text.startsWith(left + BETWEEN)) {
    return { left, right: text.slice(left.length + BETWEEN.length).trim() };
  }
  if (right !== null && text.trimEnd().endsWith(BETWEEN + right)) {
    return {
      left: text
        .trimEnd()
        .slice(0, -(BETWEEN + right).length)
        .trim(),
      right,
    };
  }
  const at = text.indexOf(BETWEEN);
  if (at === -1) return null;
  return { left: text.slice(0, at).trim(), right: text.slice(at + BETWEEN.length).trim() };
}

function nameBefore(suffix: string, cell: string): string | null {
  if (cell === suffix) return '';
  return cell.endsWith(` ${suffix}`) ? cell.slice(0, -suffix.length).trim() : null;
}
