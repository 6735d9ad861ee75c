/**
 * How a document is written where that is not the family's own form: blank lines, indentation, comments, a table that
 * is left out. With it a `Dataflow` is written back as it was read, but for blanks at the ends of lines and for line
 * ends. What a document says is never kept here alone: it is in the `Dataflow`, as what it means or as unread text.
 */
import type { Dataflow } from '../domain/dataflow.ts';
import { partsOf, wholeOf } from './render.ts';
import { linesOf } from './source.ts';

/** The parts that are written otherwise, by their number in the document, each up to where the next one begins. */
export type Layout = ReadonlyMap<number, string>;

/** Of the text that was read as this `Dataflow`. */
export function layoutOf(text: string, dataflow: Dataflow): Layout {
  const lines = linesOf(text).map((line) => line.trimEnd());
  const pieces = piecesOf(dataflow);
  const layout = new Map<number, string>();
  for (const [number, piece] of pieces.entries()) {
    const begin = number === 0 ? 0 : piece.line - 1;
    const next = pieces[number + 1];
    const written = lines.slice(begin, next === undefined ? lines.length : next.line - 1).join('\n');
    const isLast = next === undefined;
    if (
      (isLast ? written.trimEnd() : written) !== (isLast ? piece.text.trimEnd() : piece.text.slice(0, -1))
    ) {
      layout.set(number, written);
    }
  }
  return layout;
}

/** The document as it was read. Throws `RangeError` as `renderChecklist` does. */
export function renderAsRead(dataflow: Dataflow, layout: Layout): string {
  const pieces = piecesOf(dataflow).map(({ text }, number) => {
    const written = layout.get(number);
    return { text: written === undefined ? text : `${written}\n` };
  });
  return wholeOf(pieces);
}

export interface Piece {
  /** That of its first thing; 1 of the front matter. */
  line: number;
  text: string;
}

/** A part with a line, and those behind it that have none. */
export function piecesOf(dataflow: Dataflow): Piece[] {
  const pieces: Piece[] = [{ line: 1, text: '' }];
  for (const { line, text } of partsOf(dataflow)) {
    const last = pieces.at(-1);
    if (line !== null) pieces.push({ line, text });
    else if (last !== undefined) last.text += text;
  }
  return pieces;
}
