/**
 * A font as one PDF uses it: how wide each letter is and how it is written in a page's content.
 *
 * Letters are looked up one by one and remembered, since pdfkit's own text lays out every word anew, which takes
 * most of a long report's time. Only words that are written from right to left go through the font's layout, which
 * joins and turns them.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type PdfKit from 'pdfkit';

export type Face = 'regular' | 'bold' | 'mono';

export interface Typeface {
  /** What page contents call it. */
  id: string;
  /** What a page's resources have to list it as. */
  dictionary: unknown;
  has: (letter: string) => boolean;
  /** In thousandths of the size. */
  width: (letter: string) => number;
  /** As a PDF string, in the order to be seen. */
  encoded: (line: string) => string;
}

/** What pdfkit knows of the font that was chosen last; its types do not tell. */
interface EmbeddedFont {
  id: string;
  font: { hasGlyphForCodePoint: (codePoint: number) => boolean };
  ref: () => unknown;
  encode: (text: string) => [glyphs: string[], positions: { advanceWidth: number }[]];
}

const require = createRequire(import.meta.url);
const FILES: Record<Face, Buffer> = {
  regular: readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
  bold: readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
  mono: readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf')),
};

const FROM_RIGHT = String.raw`[\u0590-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]`;
/** Words from right to left with the blanks between them. */
const RUN_FROM_RIGHT = new RegExp(`${FROM_RIGHT}+(?: +${FROM_RIGHT}+)*`, 'g');

/** Each face as this document's own font. */
export function typefacesOf(document: typeof PdfKit.prototype): Record<Face, Typeface> {
  return {
    regular: typefaceOf(document, 'regular'),
    bold: typefaceOf(document, 'bold'),
    mono: typefaceOf(document, 'mono'),
  };
}

function typefaceOf(document: typeof PdfKit.prototype, face: Face): Typeface {
  document.font(FILES[face]);
  const embedded: EmbeddedFont = Reflect.get(document, '_font');
  const known = new Map<string, { code: string; width: number }>();
  const inFont = new Map<string, boolean>();
  const glyphOf = (letter: string): { code: string; width: number } => {
    const found = known.get(letter);
    if (found) return found;
    const [glyphs, positions] = embedded.encode(letter);
    const width = positions.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0);
    const glyph = { code: glyphs.map(literal).join(''), width };
    known.set(letter, glyph);
    return glyph;
  };
  const lettersOf = (text: string): string => {
    let code = '';
    for (const letter of text) code += glyphOf(letter).code;
    return code;
  };
  const turned = (run: string): string =>
    run
      .split(/( +)/)
      .toReversed()
      .map((word) =>
        word.startsWith(' ') ? lettersOf(word) : embedded.encode(word)[0].map(literal).join(''),
      )
      .join('');
  return {
    id: embedded.id,
    dictionary: embedded.ref(),
    has: (letter) => {
      const found = inFont.get(letter) ?? embedded.font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
      inFont.set(letter, found);
      return found;
    },
    width: (letter) => glyphOf(letter).width,
    encoded: (line) => {
      if (line.search(RUN_FROM_RIGHT) === -1) return `(${lettersOf(line)})`;
      let [code, end] = ['', 0];
      for (const { 0: run, index } of line.matchAll(RUN_FROM_RIGHT)) {
        code += lettersOf(line.slice(end, index)) + turned(run);
        end = index + run.length;
      }
      return `(${code}${lettersOf(line.slice(end))})`;
    },
  };
}

/** Two bytes of a glyph's number, as they stand in a literal string: half of what hexadecimal digits take. */
function literal(hex: string): string {
  const bytes = [Number.parseInt(hex.slice(0, 2), 16), Number.parseInt(hex.slice(2), 16)];
  return bytes
    .map((byte) =>
      String.fromCharCode(byte).replace(/[\\()\r]/, (sign) => (sign === '\r' ? '\\r' : `\\${sign}`)),
    )
    .join('');
}
