/** Who signs: what each signature means, and lines to be filled in. */
import type { Report } from '../../model.ts';
import { drawNothing, drawPart } from '../heading.ts';
import type { Sheet } from '../sheet.ts';
import { GREY, LEFT, RIGHT, STYLES, WIDTH } from '../style.ts';

const FIELDS = [
  { name: 'Name', share: 0.38 },
  { name: 'Date', share: 0.18 },
  { name: 'Signature', share: 0.44 },
];
const GAP = 14;

export function drawSignatures(sheet: Sheet, { signatures, signoff }: Report): void {
  drawPart(
    sheet,
    'Signatures',
    `Each signature is for the document whose SHA-256 is at the foot of this page, and the verdict “${signoff.verdict}”.`,
  );
  if (signatures.length === 0) drawNothing(sheet, 'Nobody is asked to sign.');
  for (const { role, meaning } of signatures) {
    sheet.keep(92);
    sheet.skip(6);
    sheet.paragraph(role, STYLES.strong);
    sheet.paragraph(meaning, STYLES.body);
    sheet.keep(50);
    sheet.skip(34);
    let x = LEFT;
    for (const { name, share } of FIELDS) {
      const width = WIDTH * share;
      const end = Math.min(RIGHT, x + width - (x + width < RIGHT - 1 ? GAP : 0));
      sheet.stroke(
        [
          [x, sheet.y],
          [end, sheet.y],
        ],
        GREY,
        0.7,
      );
      sheet.write(name, x, sheet.y + 3, STYLES.small);
      x += width;
    }
    sheet.skip(18);
  }
}
