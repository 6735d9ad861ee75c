/** The checklist: the document's rows, one line each, with what became of them in both directions. */
import type { Report, ReportRow } from '../../model.ts';
import { drawHeading, drawNothing, drawPart } from '../heading.ts';
import type { Sheet } from '../sheet.ts';
import { inColourOf, signed, STATUS_LOOK, STYLES } from '../style.ts';
import { type Cell, drawTable } from '../table.ts';

const COLUMNS = [
  { head: 'line', share: 1.1 },
  { head: 'left', share: 5.1 },
  { head: 'right', share: 5.1 },
  { head: 'type', share: 1.7 },
  { head: 'left → right', share: 3.5 },
  { head: 'right → left', share: 3.5 },
  { head: 'checks', share: 1.6 },
];

export function drawChecklist(sheet: Sheet, { sections }: Report): void {
  drawPart(
    sheet,
    'Checklist',
    'Row by row. The last column tells how many of the row’s checks passed, or were only to be recorded, of how many.',
  );
  if (sections.length === 0) drawNothing(sheet, 'The document has no section.');
  for (const { heading, line, merge, rows } of sections) {
    drawHeading(sheet, `${heading}, line ${line}`, { bookmarked: true });
    if (merge.length > 0) {
      const columns = [
        { head: 'line', share: 1.1 },
        { head: 'merges on, left', share: 5.1 },
        { head: 'merges on, right', share: 15.4 },
      ];
      drawTable(
        sheet,
        columns,
        merge.map((one) => [{ text: String(one.line) }, code(one.left), code(one.right)]),
      );
      sheet.skip(6);
    }
    if (rows.length === 0) drawNothing(sheet, 'The section has no row.');
    else drawTable(sheet, COLUMNS, rows.map(cellsOf));
  }
}

function cellsOf({ line, left, right, type, directions, passed, checks }: ReportRow): Cell[] {
  const direction = (status: ReportRow['status']): Cell => ({
    text: signed(status),
    style: inColourOf({ ...STYLES.strong, size: 8 }, STATUS_LOOK[status]),
  });
  return [
    { text: String(line) },
    code(left),
    code(right),
    { text: type },
    direction(directions.left),
    direction(directions.right),
    { text: `${passed}/${checks.length}` },
  ];
}

function code(text: string): Cell {
  return { text, style: STYLES.code };
}
