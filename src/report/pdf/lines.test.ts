/** How text is cut into lines, with a font whose letters are as wide as is easy to count. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legible, linesOf, oneLine, widthOf } from './lines.ts';
import type { Typeface } from './typeface.ts';

/** At size 10 a letter is 10 points wide, an `i` is 5; there are no letters beyond Latin ones. */
function typeface(): Typeface & { asked: number } {
  return {
    asked: 0,
    id: 'F1',
    dictionary: null,
    has: (letter) => letter < '\u0250' || letter === '…',
    width(letter) {
      this.asked += 1;
      return letter === 'i' ? 500 : 1000;
    },
    encoded: (line) => line,
  };
}

const lines = (text: string, width: number): string[] => linesOf(text, width, typeface(), 10);

describe('a line', () => {
  it.each<[string, number, string[]]>([
    ['one two three', 80, ['one two', 'three']],
    ['one two', 70, ['one two']],
    ['iiii iiii', 50, ['iiii iiii']],
    ['one two', 69, ['one', 'two']],
    ['one\ntwo\r\n\nfour', 100, ['one', 'two', '', 'four']],
    ['an abc/defghijk', 80, ['an', 'abc/', 'defghijk']],
    ['abc/def.ghi', 60, ['abc/', 'def.', 'ghi']],
    ['abcdefgh', 30, ['abc', 'def', 'gh']],
    ['abc', 1, ['a', 'b', 'c']],
    ['a\tb', 100, ['a    b']],
    ['', 10, ['']],
    ['     ', 20, ['']],
  ])('of %j within %i', (text, width, expected) => {
    expect(lines(text, width)).toEqual(expected);
  });

  it('is never wider than it may be, and no letter gets lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 10, max: 200 }), (text, width) => {
        const face = typeface();
        const told = linesOf(text, width, face, 10);
        expect(told.filter((line) => widthOf(line, face, 10) > width)).toEqual([]);
        const letters = text.split(/\r\n|[\n\r\u2028\u2029]/).map((one) => legible(one, face));
        expect(told.join('').replaceAll(' ', '')).toBe(letters.join('').replaceAll(' ', ''));
      }),
    );
  });

  it.each([
    ['one word', 'x'.repeat(5000)],
    ['many words', 'ab '.repeat(1700)],
    ['a path', 'abcdefg/'.repeat(600)],
    ['blanks', `${' '.repeat(4999)}x`],
  ])('takes time that grows with the text only: %s', (_, text) => {
    const face = typeface();
    linesOf(text, 100, face, 10);
    expect(face.asked).toBeLessThan(3 * text.length);
  });
});

it('cuts off what does not fit into one line', () => {
  const cut = (text: string, width: number): string => oneLine(text, width, typeface(), 10);
  expect(cut('abcdef', 60)).toBe('abcdef');
  expect(cut('abcdefg', 60)).toBe('abcde…');
  expect(cut('one\ntwo', 100)).toBe('one two');
});

it('shows by its code point what cannot be seen or is not in the font', () => {
  expect(legible('a\u0000\u00a0\ud800\u200b\u0301漢\u{1f600}æ', typeface())).toBe(
    String.raw`a\u0000\u00a0\ud800\u200b\u0301\u6f22\u{1f600}æ`,
  );
});
