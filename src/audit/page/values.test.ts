import { describe, expect, it, test } from 'vitest';
import { likeness, shownValue } from './values.ts';

describe('likeness', () => {
  it.each([
    ['0150', '0150 ', 'only blanks differ'],
    ['Oslo', 'OSLO', 'only capital letters differ'],
    ['Kirke\u200bgata', 'Kirkegata', 'only unseen characters differ'],
    ['A\u030as', '\u00c5s', 'only accents are encoded otherwise'],
    [' oslo', 'OS\u200bLO', 'only capital letters, blanks or unseen characters differ'],
    ['Oslo', 'Bergen', null],
    [null, ' ', null],
    ['', 'x', null],
  ])('%j and %j: %s', (left, right, told) => {
    expect(likeness(left, right)).toBe(told);
    expect(likeness(right, left)).toBe(told);
  });
});

test('an empty value is a word, and no text', () => {
  expect(shownValue('').source).toBe(shownValue(null).source);
  expect(shownValue('empty').source).toBe('<code>empty</code>');
});

test('blanks within a value stay, those at its ends and unseen ones are codes', () => {
  expect(shownValue('  a b ').source).toBe(String.raw`<code>\u0020\u0020a b\u0020</code>`);
  expect(shownValue('a\u0301\t').source).toBe(String.raw`<code>a\u0301\u0009</code>`);
});
