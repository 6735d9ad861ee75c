/** The foot of each page: what the sheet belongs to, should it be printed and lie alone. */
import type { Report } from '../model.ts';
import { oneLine } from './lines.ts';
import { leading, type Sheet } from './sheet.ts';
import { BOTTOM, inColourOf, LEFT, RIGHT, STYLES, VERDICT_LOOK, WIDTH } from './style.ts';

interface Foot {
  /** Counting from 1. */
  page: number;
  report: Report;
  evidenceSha256: string | null;
}

/** Of the evidence's hash so many digits are shown. */
const SHORT = 16;
const SMALL = STYLES.small;
const DIGITS = { ...STYLES.id, size: 6.2 };

export function drawFoot(sheet: Sheet, { page, report, evidenceSha256 }: Foot): void {
  const { checklist, engine, verdict } = report.signoff;
  const { sign, colour } = VERDICT_LOOK[verdict];
  const number = `${page} / ${sheet.pages.length}`;
  const numberX = RIGHT - sheet.widthOf(number, STYLES.strong);
  let y = BOTTOM + 14;
  sheet.stroke([
    [LEFT, y - 5],
    [RIGHT, y - 5],
  ]);
  const [told, rest] = [`${sign} ${verdict}`, `  ·  ${checklist.title}  ·  ${engine.name}`];
  const toldWidth = sheet.widthOf(told, SMALL);
  sheet.write(told, LEFT, y, inColourOf(SMALL, { colour }));
  const room = WIDTH - toldWidth - 80;
  sheet.write(oneLine(rest, room, sheet.faces.regular, SMALL.size), LEFT + toldWidth, y, SMALL);
  sheet.write(number, numberX, y, STYLES.strong);
  y += leading(SMALL) + 1;
  const evidence = evidenceSha256 === null ? '' : `   evidence ${evidenceSha256.slice(0, SHORT)}…`;
  const hashes = `SHA-256 of the document ${checklist.sha256}${evidence}`;
  sheet.write(oneLine(hashes, WIDTH, sheet.faces.mono, DIGITS.size), LEFT, y, DIGITS);
}
