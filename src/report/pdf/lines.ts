/** Text cut into lines that fit a width, each letter one that the font has. Pure; time grows with the text's length. */
import type { Typeface } from './typeface.ts';

/** Signs after which a word that is too long by itself may go on in the next line. */
const JOINTS = new Set(['/', '.', ',', '-', '~', ':', ';', '=', '_']);
const PLAIN = /^[ -~]*$/;
const LINE_END = /\r\n|[\n\r\u2028\u2029]/;
const UNSEEN = /(?! )[\p{Z}\p{C}\p{M}]/u;

/** As `show` of the checks does: what cannot be seen, and what the font lacks, by its code point. */
export function legible(text: string, typeface: Pick<Typeface, 'has'>): string {
  if (PLAIN.test(text)) return text;
  return Array.from(text, (letter) => {
    if (letter === '\t') return '    ';
    return UNSEEN.test(letter) || !typeface.has(letter) ? codePoint(letter) : letter;
  }).join('');
}

/** `width` is in points. There is at least one line, be it empty; a letter wider than the width has one of its own. */
export function linesOf(text: string, width: number, typeface: Typeface, size: number): string[] {
  const room = (width * 1000) / size;
  return text.split(LINE_END).flatMap((paragraph) => {
    const shown = legible(paragraph, typeface);
    return fits(shown, room, typeface) ? [shown.trimEnd()] : brokenLines(Array.from(shown), room, typeface);
  });
}

/** The text in one line, cut off with `…` where it is too long. */
export function oneLine(text: string, width: number, typeface: Typeface, size: number): string {
  const letters = Array.from(legible(text.split(LINE_END).join(' '), typeface));
  const room = (width * 1000) / size;
  let [used, end] = [0, 0];
  for (const [index, letter] of letters.entries()) {
    used += typeface.width(letter);
    if (used > room) return `${letters.slice(0, end).join('')}…`;
    if (used + typeface.width('…') <= room) end = index + 1;
  }
  return letters.join('');
}

export function widthOf(line: string, typeface: Typeface, size: number): number {
  let sum = 0;
  for (const letter of line) sum += typeface.width(letter);
  return (sum * size) / 1000;
}

/** Most texts do, and need no more than that. */
function fits(text: string, room: number, typeface: Typeface): boolean {
  let used = 0;
  for (const letter of text) {
    used += typeface.width(letter);
    if (used > room) return false;
  }
  return true;
}

function brokenLines(letters: readonly string[], room: number, typeface: Typeface): string[] {
  const lines: string[] = [];
  let [start, used, blank, joint] = [0, 0, -1, -1];
  for (let i = 0; i < letters.length; i++) {
    const letter = letters[i] ?? '';
    used += typeface.width(letter);
    if (used > room && letter !== ' ' && i > start) {
      const end = blank > start ? blank : joint > start ? joint : i;
      lines.push(letters.slice(start, end).join('').trimEnd());
      // Back to where the line was broken: never more than a line's letters, so that all of it stays linear.
      start = letters[end] === ' ' ? end + 1 : end;
      [i, used, blank, joint] = [start - 1, 0, -1, -1];
      continue;
    }
    if (letter === ' ') blank = i;
    if (JOINTS.has(letter)) joint = i + 1;
  }
  return [...lines, letters.slice(start).join('').trimEnd()];
}

function codePoint(sign: string): string {
  const code = (sign.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
