/** The picture of the data flow: each row as two arrows between the sides, in colour and sign of what became of them. */
import type { Side } from '../../../checks/scenario.ts';
import type { Report, ReportRow, ReportSection } from '../../model.ts';
import { drawHeading, drawNothing, drawPart } from '../heading.ts';
import { oneLine } from '../lines.ts';
import { leading, type Sheet } from '../sheet.ts';
import { inColourOf, LEFT, RIGHT, SHADE, STATUS_LOOK, STYLES } from '../style.ts';

/** How wide the column of a side is; the arrows are between. */
const COLUMN = 165;
const STEP = 25;
const [FROM, TO] = [LEFT + COLUMN + 4, RIGHT - COLUMN - 4];

export function drawFlow(sheet: Sheet, { sections }: Report): void {
  drawPart(
    sheet,
    'Data flow',
    'Each row of the document in both directions. ✓ passed, ✗ failed, ? not verified, – excluded.',
  );
  if (sections.length === 0) drawNothing(sheet, 'The document has no section.');
  for (const section of sections) drawSection(sheet, section);
}

function drawSection(sheet: Sheet, section: ReportSection): void {
  drawHeading(sheet, section.heading);
  const merges = section.merge.map(({ left, right, line }) => `${left} ↔ ${right} (line ${line})`);
  sheet.paragraph(
    merges.length === 0 ? 'Nothing says which records belong together.' : `Linked by ${merges.join(', ')}.`,
    STYLES.small,
  );
  sheet.skip(4);
  if (section.rows.length === 0) return drawNothing(sheet, 'The section has no row.');
  sheet.keep(18 + 3 * STEP);
  drawSides(sheet, section);
  for (const row of section.rows) {
    const { length } = sheet.pages;
    sheet.keep(STEP);
    if (sheet.pages.length > length) drawSides(sheet, section);
    drawRow(sheet, row);
  }
}

function drawSides(sheet: Sheet, { left, right }: ReportSection): void {
  const style = STYLES.label;
  const cut = (side: string): string => oneLine(side, COLUMN - 8, sheet.faces[style.face], style.size);
  sheet.write(cut(`${left} (left)`), LEFT + 6, sheet.y, style);
  sheet.write(cut(`${right} (right)`), TO + 10, sheet.y, style);
  sheet.skip(leading(style) + 3);
}

function drawRow(sheet: Sheet, { left, right, line, directions }: ReportRow): void {
  const height = STEP - 4;
  for (const [x, name] of [
    [LEFT, left],
    [RIGHT - COLUMN, right],
  ] as const) {
    sheet.box({ x, y: sheet.y, width: COLUMN, height }, SHADE);
    const fitting = oneLine(name, COLUMN - 12, sheet.faces.mono, 8);
    sheet.write(fitting, x + 6, sheet.y + 5.5, { ...STYLES.code, size: 8 });
  }
  drawArrow(sheet, sheet.y + 5.5, 'left', directions.left);
  drawArrow(sheet, sheet.y + 15.5, 'right', directions.right);
  const number = `line ${line}`;
  const width = sheet.widthOf(number, STYLES.small);
  const x = (FROM + TO - width) / 2;
  sheet.box({ x: x - 3, y: sheet.y + 3, width: width + 6, height: 15 }, 'ffffff');
  sheet.write(number, x, sheet.y + 6, STYLES.small);
  sheet.skip(STEP);
}

/** From the side that values come from. A dashed look would be lost in print: the sign beside the arrow's tail tells. */
function drawArrow(sheet: Sheet, y: number, from: Side, status: ReportRow['status']): void {
  const look = STATUS_LOOK[status];
  const [tail, tip] = from === 'left' ? [FROM, TO] : [TO, FROM];
  const ahead = Math.sign(tip - tail);
  const line = status === 'passed' ? 1 : 1.6;
  sheet.stroke(
    [
      [tail + ahead * 13, y],
      [tip - ahead * 5, y],
    ],
    look.colour,
    line,
  );
  sheet.shape(
    [
      [tip, y],
      [tip - ahead * 7, y - 3.2],
      [tip - ahead * 7, y + 3.2],
    ],
    look.colour,
  );
  const style = inColourOf({ ...STYLES.strong, size: 8 }, look);
  const signWidth = sheet.widthOf(look.sign, style);
  sheet.write(look.sign, tail + ahead * 6 - signWidth / 2, y - 5, style);
}
