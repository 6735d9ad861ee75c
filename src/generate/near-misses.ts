/**
 * Keys that are almost, but not, the same. A near miss need not be a valid number: what is asked is that
 * the engine compares the whole key and nothing but the key.
 */

/**
 * What a key is compared with, by the name that reports show. Every one differs from the key itself. `mark` is what the
 * key is made of.
 */
export function nearMissesOf(key: string, mark: 'digit' | 'character' = 'digit'): Record<string, string> {
  return {
    [`one ${mark} differs`]: replaceAt(key, key.length - 1, other(key.at(-1))),
    // A test number stays one: it begins with 2 or 3.
    [`the first ${mark} differs`]: replaceAt(key, 0, key[0] === '2' ? '3' : '2'),
    [`two ${mark}s are swapped`]: swapNeighbours(key),
    'a prefix of the other': key.slice(0, -1),
    [`the other with one more ${mark}`]: `${key}0`,
    [`the other with a ${mark} before it`]: `2${key}`,
  };
}

/** The same number as people write it; an engine that compares verbatim keeps these apart. */
export function otherSpellingsOf(orgNr: string): Record<string, string> {
  return {
    'with spaces': `${orgNr.slice(0, 3)} ${orgNr.slice(3, 6)} ${orgNr.slice(6)}`,
    'as a VAT number': `NO${orgNr}MVA`,
    'with a blank behind it': `${orgNr} `,
  };
}

function replaceAt(text: string, index: number, character: string): string {
  return text.slice(0, index) + character + text.slice(index + 1);
}

function other(character: string | undefined): string {
  return character === '7' ? '4' : '7';
}

function swapNeighbours(key: string): string {
  for (let i = key.length - 2; i >= 0; i--) {
    const [a, b] = [key[i], key[i + 1]];
    if (a !== undefined && b !== undefined && a !== b) return key.slice(0, i) + b + a + key.slice(i + 2);
  }
  return `${key}${key}`;
}
