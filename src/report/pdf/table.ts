/** Tables whose rows go over pages, with the head of the columns on each of them. */
import { ascent, leading, type Sheet } from './sheet.ts';
import { BOTTOM, LEFT, RIGHT, type Style, STYLES, WIDTH } from './style.ts';

export interface Column {
  head: string;
  /** A share of the table's width. */
  share: number;
}

export interface Cell {
  text: string;
  style?: Style;
  /** The colour behind it. */
  fill?: string;
}

export interface TableOptions {
  x?: number;
  /** Of cells that say nothing else. */
  style?: Style;
  /** Without lines between the rows, and close together. */
  dense?: boolean;
}

/** Between a column's text and the next column. */
const GUTTER = 8;
const PADDING = 2;
const DENSE_PADDING = 0.3;
/** A row that is not higher stays on one page. */
const WHOLE = 200;
/** Of a dense table so many rows stay together. */
const SMALL = 16;

export function drawTable(
  sheet: Sheet,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { x = LEFT, style = STYLES.body, dense = false }: TableOptions = {},
): void {
  const layout = { x, style, dense, places: placesOf(columns, x) };
  const drawHead = (): void => {
    const heads = columns.map(({ head }) => ({ text: head, style: STYLES.label }));
    if (columns.some(({ head }) => head !== '')) drawRow(sheet, heads, { ...layout, dense: false }, () => {});
  };
  // A dense table is small, and is read at a glance; of others the head does not stand alone.
  const together = rows.slice(0, dense ? SMALL : 1).map((row) => heightOf(cellLines(sheet, row, layout)));
  const height = together.reduce((sum, one) => sum + one, 0);
  sheet.keep(leading(STYLES.label) + 4 * PADDING + Math.min(WHOLE, height));
  drawHead();
  for (const row of rows) drawRow(sheet, row, layout, drawHead);
}

interface Layout {
  places: Place[];
  x: number;
  style: Style;
  dense: boolean;
}

interface CellLines {
  place: Place;
  style: Style;
  fill: string | undefined;
  lines: string[];
}

interface Place {
  x: number;
  width: number;
}

function placesOf(columns: readonly Column[], x: number): Place[] {
  const whole = WIDTH - (x - LEFT);
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  let at = x;
  return columns.map(({ share }) => {
    const width = (whole * share) / shares;
    const place = { x: at, width: width - GUTTER };
    at += width;
    return place;
  });
}

function cellLines(sheet: Sheet, row: readonly Cell[], { places, x, style: usual }: Layout): CellLines[] {
  return row.map(({ text, fill, style = usual }, i) => {
    const place = places[i] ?? { x, width: 0 };
    return { place, style, fill, lines: sheet.lines(text, place.width, style) };
  });
}

function heightOf(cells: readonly CellLines[]): number {
  return Math.max(0, ...cells.map(({ lines, style }) => lines.length * leading(style)));
}

function drawRow(sheet: Sheet, row: readonly Cell[], layout: Layout, onNewPage: () => void): void {
  const cells = cellLines(sheet, row, layout);
  const padding = layout.dense ? DENSE_PADDING : PADDING;
  const step = Math.max(...cells.map(({ style }) => leading(style)));
  const base = Math.max(...cells.map(({ style }) => ascent(style)));
  const count = Math.max(...cells.map(({ lines }) => lines.length));
  const turn = (height: number): void => {
    if (sheet.y + height <= BOTTOM) return;
    sheet.newPage();
    onNewPage();
  };
  turn(Math.min(count * step, WHOLE) + 2 * padding);
  sheet.skip(padding);
  for (let i = 0; i < count; i++) {
    turn(step);
    for (const { place, style, fill, lines } of cells) {
      const line = lines[i];
      if (line === undefined) continue;
      if (fill) sheet.box({ x: place.x - 2, y: sheet.y, width: place.width + 4, height: step }, fill);
      sheet.write(line, place.x, sheet.y + base - ascent(style), style);
    }
    sheet.skip(step);
  }
  sheet.skip(padding);
  if (layout.dense) return;
  sheet.stroke([
    [layout.x, sheet.y],
    [RIGHT, sheet.y],
  ]);
}
