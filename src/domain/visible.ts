/** Text in which nothing is hidden: two that differ look different. Pure. */

/** Blanks but the ordinary one, format and control signs, marks that combine with the letter before them. */
const UNSEEN = /(?! )[\p{Z}\p{C}\p{Mn}]/gu;

/** What cannot be seen as its code. */
export function visible(text: string): string {
  return text.replaceAll(UNSEEN, (sign) => {
    const code = (sign.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
  });
}
