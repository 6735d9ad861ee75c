/** Finds headings by their structure: a text with a line of punctuation below it, and perhaps above. */
import { indentOf, isAdornment, isBlank } from './line.ts';
import { lineAt } from './source.ts';
import type { Source } from './source.ts';

/** `index` is the text's line, `next` the first line after the heading. */
export interface Heading {
  text: string;
  index: number;
  next: number;
}

/** docutils takes a line shorter than this for an underline only where it covers the text. */
export const SHORTEST_UNDERLINE = 4;

/** The heading that begins on the line at `index`, or null. */
export function headingAt(source: Source, index: number): Heading | null {
  return overlined(source, index) ?? underlined(source, index);
}

function overlined(source: Source, index: number): Heading | null {
  const above = lineAt(source, index);
  if (!isAdornment(above)) return null;
  const text = lineAt(source, index + 1);
  const below = lineAt(source, index + 2);
  if (isBlank(text) || isAdornment(text) || above[0] !== below[0]) return null;
  if (!isUnderlineOf(above, text.trim()) || !isUnderlineOf(below, text.trim())) return null;
  return { text: text.trim(), index: index + 1, next: index + 3 };
}

function underlined(source: Source, index: number): Heading | null {
  if (!isAdornment(lineAt(source, index + 1))) return null;
  const text = lineAt(source, index);
  if (isBlank(text) || indentOf(text) > 0 || isAdornment(text)) return null;
  if (!isUnderlineOf(lineAt(source, index + 1), text.trim())) return null;
  return { text: text.trim(), index, next: index + 2 };
}

function isUnderlineOf(line: string, text: string): boolean {
  const { length } = line.trimEnd();
  return isAdornment(line) && (length >= text.length || length >= SHORTEST_UNDERLINE);
}
