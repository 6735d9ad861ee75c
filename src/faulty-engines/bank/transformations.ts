/** What becomes of a value on its way, in the ways in which programs are known to spoil text. Pure. */

/** Never null or empty; what comes back may be. */
export type Transform = (text: string) => string | null;

export interface Transformation {
  /** What is done to a value: `is trimmed`. */
  title: string;
  transform: Transform;
  /** The leaves that it is done to, by their names; all, where it is left out. */
  leaves?: readonly string[];
}

const cut =
  (length: number): Transform =>
  (text) =>
    text.slice(0, length);
const accents = /\p{M}/gu;

export const TRANSFORMATIONS: readonly Transformation[] = [
  { title: 'is trimmed', transform: (text) => text.trim() },
  { title: 'is trimmed in front', transform: (text) => text.trimStart() },
  { title: 'is trimmed behind', transform: (text) => text.trimEnd() },
  { title: 'has its inner spaces made one', transform: (text) => text.replaceAll(/ {2,}/g, ' ') },
  { title: 'has all white space made one blank', transform: (text) => text.replaceAll(/\s+/g, ' ') },
  { title: 'loses its blanks', transform: (text) => text.replaceAll(' ', '') },
  { title: 'has no-break spaces made blanks', transform: (text) => text.replaceAll('\u00A0', ' ') },
  { title: 'has tabs made blanks', transform: (text) => text.replaceAll('\t', ' ') },
  { title: 'loses its control characters', transform: (text) => text.replaceAll(/\p{Cc}/gu, '') },
  { title: 'loses characters of no width', transform: (text) => text.replaceAll(/\p{Cf}/gu, '') },
  { title: 'is put in upper case', transform: (text) => text.toUpperCase() },
  { title: 'is put in lower case', transform: (text) => text.toLowerCase() },
  {
    title: 'gets a capital letter in front',
    transform: (text) => text.slice(0, 1).toUpperCase() + text.slice(1),
  },
  {
    title: 'is put in lower case but for first letters',
    transform: (text) => text.toLowerCase().replaceAll(/(^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase()),
  },
  { title: 'loses leading zeros', transform: (text) => text.replace(/^0+(?=\d)/, '') },
  {
    title: 'is read as a number where it looks like one',
    transform: (text) => (/^\d+$/.test(text) ? String(Number(text)) : text),
  },
  {
    title: 'is read as a number where four digits do',
    transform: (text) => (/^\d{4}$/.test(text) ? String(Number(text)) : text),
    leaves: ['postCode'],
  },
  {
    title: 'is padded to four digits',
    transform: (text) => (/^\d+$/.test(text) ? text.padStart(4, '0') : text),
  },
  {
    title: 'is parsed as a number with an exponent',
    transform: (text) => (/^\d+e\d+$/i.test(text) ? String(Number(text)) : text),
  },
  { title: 'is null where it says null', transform: (text) => (text === 'null' ? null : text) },
  {
    title: 'is null where it says undefined or null',
    transform: (text) => (/^(?:undefined|null)$/i.test(text) ? null : text),
  },
  { title: 'is a truth value where it says NO', transform: (text) => (text === 'NO' ? 'false' : text) },
  {
    title: 'is a truth value where it says true or false',
    transform: (text) =>
      /^(?:true|false)$/i.test(text) ? (text.toLowerCase() === 'true' ? '1' : '0') : text,
  },
  {
    title: 'is Norway where it says NO',
    transform: (text) => (text === 'NO' ? 'Norway' : text),
    leaves: ['country'],
  },
  {
    title: 'is Norge where it says NO',
    transform: (text) => (text === 'NO' ? 'Norge' : text),
    leaves: ['country'],
  },
  {
    title: 'is NOR where it says NO',
    transform: (text) => (text === 'NO' ? 'NOR' : text),
    leaves: ['country'],
  },
  { title: 'is put in NFC', transform: (text) => text.normalize('NFC') },
  { title: 'is put in NFD', transform: (text) => text.normalize('NFD') },
  { title: 'is put in NFKC', transform: (text) => text.normalize('NFKC') },
  { title: 'loses its accents', transform: (text) => text.normalize('NFD').replaceAll(accents, '') },
  {
    title: 'has æøå written with other letters',
    transform: (text) => text.replaceAll('æ', 'ae').replaceAll('ø', 'o').replaceAll('å', 'aa'),
  },
  {
    title: 'has question marks for what is not ASCII',
    transform: (text) => text.replaceAll(/[^\0-\x7F]/g, '?'),
  },
  { title: 'loses what is not ASCII', transform: (text) => text.replaceAll(/[^\0-\x7F]/g, '') },
  {
    title: 'has UTF-8 read as Latin-1',
    // What is spoilt already is left, or it would grow from pass to pass without end.
    transform: (text) => (/[Ãâð]/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1')),
  },
  { title: 'is cut down to Latin-1', transform: (text) => Buffer.from(text, 'latin1').toString('latin1') },
  {
    title: 'loses half of what is beyond the basic plane',
    transform: (text) => text.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, '\uFFFD'),
  },
  {
    title: 'loses what is beyond the basic plane',
    transform: (text) => text.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, ''),
  },
  { title: 'is cut at 10 characters', transform: cut(10) },
  { title: 'is cut at 50 characters', transform: cut(50) },
  { title: 'is cut at 100 characters', transform: cut(100) },
  { title: 'is cut at 255 characters', transform: cut(255) },
  { title: 'is cut at its first line', transform: (text) => text.split(/[\r\n]/)[0] ?? '' },
  { title: 'has CR LF made LF', transform: (text) => text.replaceAll('\r\n', '\n') },
  { title: 'has LF made CR LF', transform: (text) => text.replaceAll(/\r?\n/g, '\r\n') },
  { title: 'has line breaks made blanks', transform: (text) => text.replaceAll(/\r?\n|\r/g, ' ') },
  { title: 'has & escaped as in HTML', transform: (text) => text.replaceAll('&', '&amp;') },
  {
    title: 'is escaped as in HTML',
    transform: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  },
  {
    title: 'has entities of HTML taken for characters',
    transform: (text) => text.replaceAll('&amp;', '&').replaceAll('&lt;', '<'),
  },
  { title: 'loses tags of HTML', transform: (text) => text.replaceAll(/<[^>]*>/g, '') },
  { title: 'has quotes doubled', transform: (text) => text.replaceAll(/(?<!")"(?!")/g, '""') },
  { title: 'has apostrophes doubled', transform: (text) => text.replaceAll(/(?<!')'(?!')/g, "''") },
  { title: 'loses its quotes', transform: (text) => text.replaceAll('"', '') },
  { title: 'has backslashes doubled', transform: (text) => text.replaceAll(/(?<!\\)\\(?!\\)/g, '\\\\') },
  { title: 'has backslashes taken for escapes', transform: (text) => text.replaceAll(/\\(.)/g, '$1') },
  {
    title: 'is encoded as in a URL',
    transform: (text) => text.replaceAll('%', '%25').replaceAll('+', '%2B'),
  },
  { title: 'is decoded as in a URL', transform: (text) => text.replaceAll('+', ' ') },
  {
    title: 'has percent signs decoded',
    transform: (text) =>
      text.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      ),
  },
  { title: 'is cut at a semicolon', transform: (text) => text.split(';')[0] ?? '' },
  { title: 'is cut at a comma', transform: (text) => text.split(',')[0] ?? '' },
  { title: 'gets a full stop behind it', transform: (text) => (text.endsWith('.') ? text : `${text}.`) },
  { title: 'is nothing where it is a dash', transform: (text) => (text.trim() === '-' ? null : text) },
  { title: 'is nothing where it is a zero', transform: (text) => (/^0+$/.test(text) ? null : text) },
  { title: 'is nothing where it is blank', transform: (text) => (text.trim() === '' ? null : text) },
];
