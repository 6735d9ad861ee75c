/** A document as lines, and what can be seen on one line without knowing its neighbours. */
import { ChecklistError } from './checklist-error.ts';

/** The lines of a document without their line ends; an index counts from 0, a line number from 1. */
export interface Source {
  file: string;
  lines: readonly string[];
}

const TAB_STOP = 8;

/** Splits at LF, CRLF and CR; a byte order mark at the beginning is no text. */
export function sourceOf(text: string, file: string): Source {
  const body = text.startsWith('\u{FEFF}') ? text.slice(1) : text;
  return { file, lines: body.split(/\r\n?|\n/) };
}

/** The error for the line at `index`. */
export function faultAt(source: Source, index: number, detail: string): ChecklistError {
  return new ChecklistError(source.file, index + 1, detail);
}

/** The line at `index`; beyond the end, where everything is blank, the empty string. */
export function lineAt(source: Source, index: number): string {
  return source.lines[index] ?? '';
}

export function isBlank(line: string): boolean {
  return line.trim() === '';
}

/** The column of the first character that is neither space nor tab; tabs reach to multiples of 8, as in RST. */
export function indentOf(line: string): number {
  let column = 0;
  for (const character of line) {
    if (character === '\t') column += TAB_STOP - (column % TAB_STOP);
    else if (character === ' ') column += 1;
    else break;
  }
  return column;
}

/** Whether a text begins with one of the punctuation marks that all of RST's markup begins with. */
export function beginsWithMark(text: string): boolean {
  return /^[!-/:-@[-`{-~]/.test(text);
}

/** A line of one repeated punctuation mark, as it stands above and below titles. */
export function isAdornment(line: string): boolean {
  if (!beginsWithMark(line)) return false;
  // No back-reference: on a line of millions of marks it runs out of stack.
  const text = line.trimEnd();
  return text === line.charAt(0).repeat(text.length);
}

/** What follows a table row's `* ` when the line (without its indentation) begins one: `- orgNr`. */
export function rowBullet(text: string): string | null {
  const afterStar = text.slice(1).trimStart();
  return /^\*\s/.test(text) && cellBullet(afterStar) !== null ? afterStar : null;
}

/** What follows a cell's `- ` when the text begins one; an empty cell gives the empty string. */
export function cellBullet(text: string): string | null {
  return text === '-' || /^-\s/.test(text) ? text.slice(1).trim() : null;
}
