import { describe, expect, it } from 'vitest';
import { diffDocuments } from './diff.ts';
import { Difference } from './difference.ts';
import { read } from './testing/versions.ts';

const TEXT = `======================
Plimbo to Zen Dataflow
======================

Generated: 2024-01-01 00:00:00

Introduction
------------

Of Plimbo.

.. image:: Plimbo.png

Plimbo Things to Zen Things
---------------------------

Every Plimbo Thing will be synchronized with a Zen Thing.

.. list-table::
   :header-rows: 1

   * - Plimbo Things Property
     - Zen Things Property
     - Zen Data Type
   * - plimbo
     - zen
     - "string"
   * - zen
     - plimbo
`;

/** What is cosmetic as `kind line→line`, where nothing else differs. */
function cosmetics(from: string | RegExp, to: string, text = TEXT): string[] {
  const next = text.replaceAll(from, to);
  expect(next).not.toBe(text);
  const difference = Difference.parse(diffDocuments(read(text), read(next)));
  expect(difference.changes).toEqual([]);
  return difference.cosmetic.map(({ kind, before, after }) => `${kind} ${before.line}→${after.line}`);
}

function changes(from: string, to: string): string[] {
  const next = TEXT.replaceAll(from, to);
  expect(next).not.toBe(TEXT);
  return diffDocuments(read(TEXT), read(next)).changes.map(({ what, change }) => `${what} ${change}`);
}

describe('the letter case of a system’s name', () => {
  it('is told of the title, of headings, of sentences', () => {
    expect(cosmetics('Plimbo to', 'PLIMBO to')).toEqual(['letter case of a system’s name null→null']);
    expect(cosmetics('Of Plimbo', 'Of PLIMBO')).toEqual(['letter case of a system’s name null→null']);
    expect(cosmetics('Every Plimbo', 'Every PLIMBO')).toEqual(['letter case of a system’s name 17→17']);
  });

  it('is told of a column, which stands below the sentence', () => {
    expect(cosmetics('Zen Data Type', 'ZEN Data Type')).toEqual(['letter case of a system’s name 17→17']);
    expect(cosmetics('- Plimbo Things', '- PLIMBO Things')).toEqual(['letter case of a system’s name 17→17']);
  });

  it('makes no difference in lines that could not be read, but in their cells', () => {
    expect(cosmetics('image:: Plimbo', 'image:: PLIMBO')).toEqual(['letter case of a system’s name 12→12']);
    expect(changes('   * - zen\n     - plimbo', '   * - zen\n     - Plimbo')).toEqual(['unread changed']);
  });

  it('is that of a whole name, and of no property', () => {
    expect(changes('- plimbo\n     - zen', '- Plimbo\n     - zen')).toEqual(['row removed', 'row added']);
    expect(changes('Things', 'THINGS').length).toBeGreaterThan(0);
    expect(changes('Of Plimbo', 'Of Plimbox')).toEqual(['sentence changed']);
  });
});

describe('how it is written', () => {
  it('indentation makes no difference in lines that could not be read', () => {
    expect(cosmetics('.. image', '  .. image')).toEqual(['layout 12→12']);
  });

  it('a date changes nothing else of the front, however that is written', () => {
    const otherwise = TEXT.replace('Introduction\n--', 'Introduction.\n---');
    expect(cosmetics('2024', '2025', otherwise)).toEqual(['generated date null→null']);
    expect(cosmetics('Introduction\n--', 'Introduction.\n---')).toEqual(['layout 1→1']);
    const { cosmetic } = diffDocuments(
      read(otherwise),
      read(otherwise.replace('Of Plimbo.', 'Of Plimbo and Zen.')),
    );
    expect(cosmetic).toEqual([]);
  });

  it('a text that differs in nothing that is known is said to differ', () => {
    const [one, other] = [
      TEXT.replace('Of Plimbo.\n', 'Of Plimbo.\r\n'),
      TEXT.replace('Thing.\n', 'Thing.\r\n'),
    ];
    expect(diffDocuments(read(one), read(other))).toEqual({
      changes: [],
      cosmetic: [{ kind: 'layout', before: { line: null, text: null }, after: { line: null, text: null } }],
    });
  });

  it('tells how often lines end in which way, where they end in several', () => {
    const next = TEXT.replace('Of Plimbo.\n', 'Of Plimbo.\r\n');
    const { cosmetic } = diffDocuments(read(TEXT), read(next));
    expect(cosmetic).toEqual([
      { kind: 'line ends', before: { line: null, text: 'LF' }, after: { line: null, text: '1 CRLF, 28 LF' } },
    ]);
  });
});
