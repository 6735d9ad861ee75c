/** A document as lines, and what becomes of those that are not of the known form. */
import type { Unread } from '../domain/dataflow.ts';
import { ChecklistError } from './checklist-error.ts';

/**
 * A document's text, and where its lines are in it: a text for each would be kept for as long as the document is read.
 * An index counts lines from 0, a line number from 1.
 */
export interface Source {
  file: string;
  /** With LF as its only line end. */
  text: string;
  /** Where each line begins, and last where one behind the end would. */
  begins: readonly number[];
  /** What was not of the known form, and kept as text; null where the first of it is to end the reading. */
  refused: ChecklistError[] | null;
}

/** Lines end with LF, CRLF or CR; a byte order mark at the beginning is no text. */
export function sourceOf(text: string, file: string, refused: ChecklistError[] | null = null): Source {
  const plain = plainOf(text);
  const begins = [0];
  for (let end = plain.indexOf('\n'); end !== -1; end = plain.indexOf('\n', end + 1)) begins.push(end + 1);
  begins.push(plain.length + 1);
  return { file, text: plain, begins, refused };
}

/** The lines of a document, without their line ends. */
export function linesOf(text: string): string[] {
  return plainOf(text).split('\n');
}

function plainOf(text: string): string {
  const body = text.startsWith('\u{FEFF}') ? text.slice(1) : text;
  return body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body;
}

export function lineCount(source: Source): number {
  return source.begins.length - 1;
}

/** The error for the line at `index`. */
export function faultAt(source: Source, index: number, detail: string): ChecklistError {
  if (source.refused === null) return new ChecklistError(source.file, index + 1, detail);
  // Where errors are collected there can be a million of them: to note for each where in the code it was made takes
  // ten times as long as all else about it, and a kilobyte.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const error = new ChecklistError(source.file, index + 1, detail);
  Error.stackTraceLimit = stackTraceLimit;
  return error;
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
  return { text: linesAt(source, index, end).trimEnd(), line: index + 1 };
}

/** The lines from the one at `index` up to the one at `end`, as one text. */
export function linesAt({ text, begins }: Source, index: number, end: number): string {
  const begin = begins[index];
  const next = begins[end];
  return begin === undefined || next === undefined ? '' : text.slice(begin, next - 1);
}

/** The line at `index`; beyond the end, where everything is blank, the empty string. */
export function lineAt(source: Source, index: number): string {
  return linesAt(source, index, index + 1);
}
