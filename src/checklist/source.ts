/** A document as lines, and what becomes of those that are not of the known form. */
import type { Unread } from '../domain/dataflow.ts';
import { ChecklistError } from './checklist-error.ts';

/** The lines of a document without their line ends; an index counts from 0, a line number from 1. */
export interface Source {
  file: string;
  lines: readonly string[];
  /** What was not of the known form, and kept as text; null where the first of it is to end the reading. */
  refused: ChecklistError[] | null;
}

/** Splits at LF, CRLF and CR; a byte order mark at the beginning is no text. */
export function sourceOf(text: string, file: string, refused: ChecklistError[] | null = null): Source {
  const body = text.startsWith('\u{FEFF}') ? text.slice(1) : text;
  return { file, lines: linesOf(body), refused };
}

/** Without a CR, as is mostly so, a plain split is several times as fast. */
export function linesOf(text: string): string[] {
  return text.includes('\r') ? text.split(/\r\n?|\n/) : text.split('\n');
}

/** The error for the line at `index`. */
export function faultAt(source: Source, index: number, detail: string): ChecklistError {
  return new ChecklistError(source.file, index + 1, detail);
}

/** Throws it, or notes it where what is not of the known form is kept as text. */
export function refuse(source: Source, error: ChecklistError): void {
  if (source.refused === null) throw error;
  source.refused.push(error);
}

/** What `read` gives; null where it refuses what it finds, and that is to be kept as text. */
export function unlessRefused<T>(source: Source, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (source.refused === null || !(error instanceof ChecklistError)) throw error;
    source.refused.push(error);
    return null;
  }
}

/** The lines up to the one at `end`, but for blank ones at their end, as they stand. */
export function unreadAt(source: Source, index: number, end: number): Unread {
  return { text: source.lines.slice(index, end).join('\n').trimEnd(), line: index + 1 };
}

/** The line at `index`; beyond the end, where everything is blank, the empty string. */
export function lineAt(source: Source, index: number): string {
  return source.lines[index] ?? '';
}
