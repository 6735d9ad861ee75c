/** White space at the ends of table cells: the reader takes none of it for text, but others who read the document may. */
import { type Dataflow, headingOf } from '../../domain/dataflow.ts';
import { cellBullet, rowBullet } from '../line.ts';
import { linesOf } from '../source.ts';
import type { Finding } from './finding.ts';

/** One finding a row, at the first of its cells that has any. `text` is what the document was read from. */
export function strayBlanks(text: string, { sections }: Dataflow): Finding[] {
  const lines = linesOf(text);
  return sections.flatMap((link) => {
    const { merge, rows, lone = [] } = link;
    const section = headingOf(link);
    return [...merge, ...rows, ...lone].flatMap(({ line: first }): Finding[] => {
      for (let line = first; line === first || isCell(lines[line - 1] ?? ''); line += 1) {
        const written = lines[line - 1] ?? '';
        if (!/\S[ \t]+$/.test(written) || isEmptyCell(written)) continue;
        return [
          {
            code: 'stray-blanks',
            severity: 'note',
            line,
            section,
            message: 'there are blanks behind the text of this cell, which were taken for no part of it',
            ask: 'Are the blanks part of the name?',
          },
        ];
      }
      return [];
    });
  });
}

function isCell(line: string): boolean {
  return cellBullet(line.trim()) !== null;
}

/** The blank behind the mark of an empty cell is the mark's. */
function isEmptyCell(line: string): boolean {
  const text = line.trim();
  return (rowBullet(text) ?? text) === '-';
}
