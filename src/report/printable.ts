/** Text that every format can hold and every reader shows: what cannot be printed is written as its code. */

/** Controls but tab and line ends, lone surrogates, and the two non-characters that XML 1.0 does not allow. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;

/** JSON could escape these, but what reads it often cannot store them: a NUL, half of a pair. */
export function printable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
