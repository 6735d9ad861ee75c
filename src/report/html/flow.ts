/** The data flow as a picture: the properties of both sides, and each row as an arrow in each direction. Pure. */
import type { Side } from '../../checks/scenario.ts';
import type { ReportRow, ReportSection } from '../model.ts';
import { markup, type Markup } from '../../html/markup.ts';
import { part, sentence, wide } from '../../html/parts.ts';
import { DIRECTIONS } from './parts.ts';
import { markOf, toneOf } from './status.ts';

const [SLOT, TOP, WIDTH, BOX, GAP] = [34, 34, 720, 232, 6];
/** Longer names are cut in the picture; the table and the arrow's title have them whole. */
const LONGEST = 30;

export function flowPart(sections: readonly ReportSection[]): Markup {
  if (sections.length === 0)
    return part('flow', 'The data flow', sentence('The document has no section: nothing flows.'));
  return part('flow', 'The data flow', [
    markup`<p class="legend">Each row of the document is two arrows, one a direction. ${(
      ['passed', 'failed', 'not verified', 'excluded'] as const
    ).map(
      (status) =>
        markup`<span class="key ${toneOf(status)}"><svg width="34" height="10" aria-hidden="true">
<line class="flow ${toneOf(status)}" x1="1" y1="5" x2="33" y2="5"/></svg><i aria-hidden="true">${markOf(status)}</i> ${status}</span> `,
    )}</p>`,
    ...sections.map(sectionFigure),
  ]);
}

function sectionFigure(section: ReportSection, index: number): Markup {
  const { heading, merge, rows, line, left, right } = section;
  const merged = merge.map((one) => `${one.left} = ${one.right} (line ${one.line})`).join(', ');
  return markup`<figure>
<figcaption><b>${heading}</b>, line ${line}. ${merge.length > 0 ? `Records belong together where ${merged}.` : 'It says of no property that records belong together by it.'}</figcaption>
${rows.length === 0 ? sentence('It has no row: no property is kept in sync.') : wide(`Data flow of ${heading}`, picture(rows, left, right, index + 1))}
</figure> `;
}

interface Port {
  row: ReportRow;
  y: number;
}

function picture(rows: readonly ReportRow[], left: string, right: string, number: number): Markup {
  const order = [...new Set(rows.map((row) => row.left))];
  const lefts = portsOf(rows, (row) => row.left, order);
  const rights = portsOf(rows, (row) => row.right, order);
  const height = TOP + rows.length * SLOT + 8;
  return markup`<svg class="picture" role="img" aria-labelledby="flow-${number}-title flow-${number}-text" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">
<title id="flow-${number}-title">Data flow from ${left} to ${right}</title>
<desc id="flow-${number}-text">
${rows.map(({ name, directions }) => `${name}: ${DIRECTIONS.left} ${directions.left}, ${DIRECTIONS.right} ${directions.right}. `).join('')}
</desc>
<text class="side" x="${BOX / 2}" y="18" text-anchor="middle">left: ${shortened(left)}</text>
<text class="side" x="${WIDTH - BOX / 2}" y="18" text-anchor="middle">right: ${shortened(right)}</text>
${boxes(lefts, (row) => row.left, 1)}${boxes(rights, (row) => row.right, WIDTH - BOX - 1)}
${rows.map((row) => arrows(row, yOf(lefts, row), yOf(rights, row)))}
</svg>`;
}

/** Where a row begins and ends: properties in the order of the left column, so that what crosses is seen to. */
function portsOf(
  rows: readonly ReportRow[],
  nameOf: (row: ReportRow) => string,
  order: readonly string[],
): Port[] {
  const rank = (row: ReportRow): number =>
    order.includes(nameOf(row)) ? order.indexOf(nameOf(row)) : order.length;
  return rows
    .toSorted(
      (a, b) =>
        rank(a) - rank(b) || (rank(a) === order.length && nameOf(a) !== nameOf(b) ? byName(a, b, nameOf) : 0),
    )
    .map((row, i) => ({ row, y: TOP + i * SLOT }));
}

function byName(a: ReportRow, b: ReportRow, nameOf: (row: ReportRow) => string): number {
  return nameOf(a) < nameOf(b) ? -1 : 1;
}

function yOf(ports: readonly Port[], row: ReportRow): number {
  return (ports.find((port) => port.row === row)?.y ?? 0) + SLOT / 2;
}

/** One box a property, as high as its rows are many. */
function boxes(ports: readonly Port[], nameOf: (row: ReportRow) => string, x: number): Markup[] {
  return [...new Set(ports.map(({ row }) => nameOf(row)))].map((name) => {
    const own = ports.filter(({ row }) => nameOf(row) === name);
    const [top, height] = [own[0]?.y ?? 0, own.length * SLOT];
    return markup`<g><title>${name}</title><rect class="box" x="${x}" y="${top + GAP / 2}" width="${BOX}" height="${height - GAP}" rx="6"/><text class="name" x="${x + BOX / 2}" y="${top + height / 2 + 5}" text-anchor="middle">${shortened(name)}</text></g> `;
  });
}

function arrows(row: ReportRow, fromY: number, toY: number): Markup {
  const [near, far] = [BOX + 2, WIDTH - BOX - 2];
  return markup`<g>${arrow(row, 'left', { x: near, y: fromY - 5 }, { x: far, y: toY - 5 })}${arrow(row, 'right', { x: far, y: toY + 6 }, { x: near, y: fromY + 6 })}</g> `;
}

interface Point {
  x: number;
  y: number;
}

/** The sign of its status stands where it arrives. */
function arrow({ name, line, directions }: ReportRow, side: Side, from: Point, to: Point): Markup {
  const status = directions[side];
  const inwards = Math.sign(to.x - from.x);
  const tip = `${to.x - 1 * inwards},${to.y} ${to.x - 9 * inwards},${to.y - 4} ${to.x - 9 * inwards},${to.y + 4}`;
  const [start, end] = [from.x + 26 * inwards, to.x - 26 * inwards];
  return markup`<g class="${toneOf(status)}"><title>${name} (line ${line}), ${DIRECTIONS[side]}: ${status}</title><path class="flow ${toneOf(status)}" d="M${from.x},${from.y} H${start} L${end},${to.y} H${to.x - 9 * inwards}"/><polygon points="${tip}"/><circle class="sign" cx="${to.x - 20 * inwards}" cy="${to.y}" r="6.5"/><text class="sign" x="${to.x - 20 * inwards}" y="${to.y + 3.5}" text-anchor="middle">${markOf(status)}</text></g>`;
}

function shortened(name: string): string {
  const signs = Array.from(name);
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join('')}…` : name;
}
