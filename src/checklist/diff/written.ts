/** The text of a document as it is compared, line by line: what stands where, and how its lines end. */
import { layoutOf, piecesOf } from '../layout.ts';
import { linesOf } from '../source.ts';
import type { Version } from './things.ts';

/** The lines from a thing on, up to the next one. */
export interface Piece {
  line: number;
  lines: readonly string[];
  /** Whether that is just how the family writes what it says. */
  isUsual: boolean;
}

/** By their first lines. */
export function writtenOf({ text, dataflow }: Version): ReadonlyMap<number, Piece> {
  const lines = linesOf(hasMark(text) ? text.slice(1) : text);
  const layout = layoutOf(text, dataflow);
  const pieces = piecesOf(dataflow);
  return new Map(
    pieces.map(({ line }, number) => {
      const end = pieces[number + 1]?.line ?? Infinity;
      return [line, { line, lines: lines.slice(line - 1, end - 1), isUsual: !layout.has(number) }];
    }),
  );
}

/** Without what is told by itself: blanks at the ends of lines, and the date. */
export function textIn(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .filter((line) => !line.startsWith('Generated:'))
    .join('\n');
}

/** How many lines end with blanks. */
export function trailing({ lines }: Piece): number {
  return lines.filter((line) => line !== line.trimEnd()).length;
}

export function hasMark(text: string): boolean {
  return text.startsWith('\u{FEFF}');
}

/** `CRLF`; where there are several, how often each. */
export function lineEndsOf(text: string): string {
  const counts = new Map([
    ['CRLF', count(text, /\r\n/g)],
    ['LF', count(text, /(?<!\r)\n/g)],
    ['CR', count(text, /\r(?!\n)/g)],
  ]);
  const used = [...counts].filter(([, times]) => times > 0);
  return used.map(([name, times]) => (used.length > 1 ? `${times} ${name}` : name)).join(', ') || 'none';
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
