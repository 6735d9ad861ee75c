/** Headings of parts, with their bookmarks. */
import { leading, type Sheet } from './sheet.ts';
import { INK, LEFT, RIGHT, STYLES } from './style.ts';

/** The room that has to be left below a heading, so that it does not stand alone. */
const BELOW = 60;

export function drawPart(sheet: Sheet, title: string, about?: string): void {
  sheet.skip(16);
  sheet.keep(leading(STYLES.part) + (about === undefined ? 1 : 2) * BELOW);
  sheet.bookmark(title, 0);
  sheet.paragraph(title, STYLES.part);
  sheet.skip(2);
  sheet.stroke(
    [
      [LEFT, sheet.y],
      [RIGHT, sheet.y],
    ],
    INK,
    0.8,
  );
  sheet.skip(6);
  if (about === undefined) return;
  sheet.paragraph(about, STYLES.body);
  sheet.skip(4);
}

export function drawHeading(sheet: Sheet, title: string, { bookmarked = false } = {}): void {
  sheet.skip(8);
  sheet.keep(leading(STYLES.heading) + BELOW);
  if (bookmarked) sheet.bookmark(title, 1);
  sheet.paragraph(title, STYLES.heading);
  sheet.skip(3);
}

/** What an empty part says. */
export function drawNothing(sheet: Sheet, sentence: string): void {
  sheet.paragraph(sentence, { ...STYLES.body, colour: STYLES.small.colour });
}
