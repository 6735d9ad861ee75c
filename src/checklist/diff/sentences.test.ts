import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { Dataflow, Sentence } from '../../domain/dataflow.ts';
import { diffDocuments } from './diff.ts';
import { formatDifference } from './format.ts';
import { dataflow, linesOf, link, rows } from './testing/models.ts';

describe('sentences and what could not be read', () => {
  const said = (text: string, line: number, change: Partial<Sentence> = {}): Sentence => ({
    text,
    line,
    meaning: 'other',
    place: 'before rows',
    ...change,
  });
  const inOne = (...sentences: Sentence[]): Dataflow => dataflow(link({ sentences, rows: rows('a b') }));

  it('tells what changed with both texts, and of long ones where they differ', () => {
    expect(linesOf(inOne(said('One is red.', 3)), inOne(said('One is not red.', 4)))).toEqual([
      '~ sentence “One is red.” (line 3) is now “One is not red.” (line 4) in S to T',
    ]);
    const long =
      'Once a link between an A and a B is established, it will keep in sync, wherever it is edited.';
    const other = long.replace('wherever', 'whenever');
    const differing = linesOf(inOne(said(long, 3)), inOne(said(other, 3)));
    expect(differing).toEqual([
      '~ sentence “… in sync, wherever it is edited.” (line 3) is now “… in sync, whenever it is edited.” (line 3) in S to T',
    ]);
  });

  it('takes sentences of one meaning for one, and others only where they are alike', () => {
    const meaning = 'keeps in sync';
    const old = inOne(said('They keep in sync.', 3, { meaning }), said('Nothing is red.', 4));
    const next = inOne(
      said('All that is linked is kept in sync', 3, { meaning }),
      said('Blue it shall be.', 4),
    );
    expect(linesOf(old, next)).toEqual([
      '- sentence “Nothing is red.” in S to T (line 4)',
      '+ sentence “Blue it shall be.” in S to T (line 4)',
      '~ sentence “They keep in sync.” (line 3) is now “All that is linked is kept in sync” (line 3) in S to T',
    ]);
  });

  it('tells a move over a table, but not over one that only one document has', () => {
    const [before, after] = [said('A remark.', 3), said('A remark.', 9, { place: 'after rows' })];
    expect(linesOf(inOne(before), inOne(after))).toEqual([
      '> sentence “A remark.” in S to T moved (line 3, now line 9)',
    ]);
    const without = dataflow(link({ sentences: [before] }));
    expect(linesOf(without, inOne(after))).toEqual(['+ row a → b, string in S to T (line 1)']);
    const merge = [{ left: 'k', right: 'k', line: 4 }];
    const rule = said('Match:', 3, { place: 'before merge rules' });
    expect(
      linesOf(dataflow(link({ sentences: [rule], merge, rows: rows('a b') })), inOne(said('Match:', 3))),
    ).toEqual(['- merge rule k → k in S to T (line 4)']);
  });

  it('tells the introduction, and lines that could not be read', () => {
    const front = {
      ...dataflow(link({ line: 8 })),
      introduction: ['Of X and Y.'],
      unread: [{ text: '.. image:: a', line: 7 }],
    };
    const changed = { ...front, introduction: [], unread: [{ text: '.. image:: b', line: 7 }] };
    expect(linesOf(front, changed)).toEqual([
      '- sentence “Of X and Y.” in the introduction',
      '~ unread “.. image:: a” (line 7) is now “.. image:: b” (line 7)',
    ]);
    const row = { text: '   * - a', line: 2 };
    const table = (line: number, ...names: string[]): Dataflow =>
      dataflow(
        link({
          rows: rows(...names).map((one) => ({ ...one, line: one.line + (one.line < line ? 0 : 1) })),
          unread: [{ ...row, line }],
        }),
      );
    expect(linesOf(table(2, 'x x', 'y y', 'z z'), table(3, 'x x', 'y y', 'z z'))).toHaveLength(1);
    expect(linesOf(table(2, 'x x', 'y y', 'z z'), table(4, 'x x', 'y y', 'z z'))).toEqual([
      '> unread “* - a” in S to T moved (line 2, now line 4)',
    ]);
    expect(linesOf(dataflow(link({})), dataflow(link({ unread: [row] })))).toEqual([
      '+ unread “* - a” in S to T (line 2)',
    ]);
  });

  it('shows no control character', () => {
    expect(linesOf(dataflow(), dataflow(link({ target: 'T\u001B[2J' })))).toEqual([
      '+ section S to T\u{FFFD}[2J (line 1)',
    ]);
  });

  it('has colours where it is given some', () => {
    const difference = diffDocuments(
      { text: '', dataflow: dataflow(link({})) },
      { text: '', dataflow: dataflow() },
    );
    expect(formatDifference(difference, pc.createColors(true))).toBe(
      '\u001B[31m- section S to T (line 1)\u001B[39m\n',
    );
  });
});
