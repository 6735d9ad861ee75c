/**
 * What can be seen on one line without knowing its neighbours. Each line of a document is asked several of these:
 * they look at the characters that decide, and only where these are not of ASCII at a trimmed text or by a pattern.
 */

const TAB_STOP = 8;

const TAB = 0x09;
const SPACE = 0x20;
const STAR = 0x2a;
const DASH = 0x2d;
const DOT = 0x2e;
const DELETE = 0x7f;

export function isBlank(line: string): boolean {
  const code = line.charCodeAt(beginOf(line));
  // Most lines are told from blank ones by one character, without making a text of what is trimmed.
  return !isPlain(code) && line.trim() === '';
}

/** The column of the first character that is neither space nor tab; tabs reach to multiples of 8, as in RST. */
export function indentOf(line: string): number {
  let column = 0;
  for (let index = 0; index < line.length; index += 1) {
    const code = line.charCodeAt(index);
    if (code === SPACE) column += 1;
    else if (code === TAB) column += TAB_STOP - (column % TAB_STOP);
    else break;
  }
  return column;
}

/** Whether a text begins with one of the punctuation marks that all of RST's markup begins with. */
export function beginsWithMark(text: string): boolean {
  return isMark(text.charCodeAt(0));
}

/** The same of a line, whatever its indentation. */
export function isMarked(line: string): boolean {
  const code = line.charCodeAt(beginOf(line));
  return isPlain(code) ? isMark(code) : beginsWithMark(line.trim());
}

/** A line of one repeated punctuation mark, as it stands above and below titles. */
export function isAdornment(line: string): boolean {
  const mark = line.charCodeAt(0);
  if (!isMark(mark)) return false;
  let end = 1;
  while (line.charCodeAt(end) === mark) end += 1;
  return end === line.length || isBlank(line.slice(end));
}

/** What follows a table row's `* ` when the line (without its indentation) begins one: `- orgNr`. */
export function rowBullet(text: string): string | null {
  if (text.charCodeAt(0) !== STAR || !isWhiteAt(text, 1)) return null;
  const afterStar = textFrom(text, 2);
  return beginsCell(afterStar) ? afterStar : null;
}

/** What follows a cell's `- ` when the text begins one; an empty cell gives the empty string. */
export function cellBullet(text: string): string | null {
  return beginsCell(text) ? textFrom(text, 2).trimEnd() : null;
}

/** Whether a text begins a comment or a directive. */
export function beginsExplicit(text: string): boolean {
  if (text.charCodeAt(0) !== DOT || text.charCodeAt(1) !== DOT) return false;
  return text.length === 2 || isWhiteAt(text, 2);
}

function beginsCell(text: string): boolean {
  return text.charCodeAt(0) === DASH && (text.length === 1 || isWhiteAt(text, 1));
}

/** What stands from there on, without white space before it. */
function textFrom(text: string, at: number): string {
  const rest = text.slice(at);
  return isPlain(rest.charCodeAt(0)) ? rest : rest.trimStart();
}

/** Where the spaces and tabs at its beginning end. */
function beginOf(line: string): number {
  let index = 0;
  for (; index < line.length; index += 1) {
    const code = line.charCodeAt(index);
    if (code !== SPACE && code !== TAB) break;
  }
  return index;
}

/** Whether it is a character of ASCII that can be seen. */
function isPlain(code: number): boolean {
  return code > SPACE && code < DELETE;
}

function isMark(code: number): boolean {
  if (!isPlain(code)) return false;
  const isDigit = code >= 0x30 && code <= 0x39;
  // Small letters stand 32 behind the large ones.
  const large = code & ~0x20;
  return !isDigit && !(large >= 0x41 && large <= 0x5a);
}

function isWhiteAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === SPACE || (!isPlain(code) && /^\s/.test(text.charAt(at)));
}
