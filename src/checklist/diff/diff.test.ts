import { describe, expect, it } from 'vitest';
import type { Dataflow } from '../../domain/dataflow.ts';
import { dataflow, linesOf, link, rows } from './testing/models.ts';

const SAME = ['Nothing differs.'];

describe('rows', () => {
  it.each<[what: string, before: string[], after: string[], lines: string[]]>([
    ['the same', ['a a', 'b b'], ['a a', 'b b'], SAME],
    [
      'one moved up',
      ['a a', 'b b', 'c c'],
      ['c c', 'a a', 'b b'],
      ['> row c → c, string in S to T moved (line 3, now line 1)'],
    ],
    [
      'one moved down',
      ['a a', 'b b', 'c c'],
      ['b b', 'c c', 'a a'],
      ['> row a → a, string in S to T moved (line 1, now line 3)'],
    ],
    ['added', ['a a'], ['b b', 'a a'], ['+ row b → b, string in S to T (line 1)']],
    ['removed', ['a a', 'b b'], ['a a'], ['- row b → b, string in S to T (line 2)']],
    [
      'of another type',
      ['a a'],
      ['b b', 'a a list'],
      [
        '+ row b → b, string in S to T (line 1)',
        '~ row a → a, string (line 1) is now a → a, list (line 2) in S to T',
      ],
    ],
    [
      'with another right',
      ['a b'],
      ['a c list'],
      ['~ row a → b, string (line 1) is now a → c, list (line 1) in S to T'],
    ],
    [
      'with other rights, in another order',
      ['a b', 'x y'],
      ['x z', 'a c'],
      [
        '~ row a → b, string (line 1) is now a → c, string (line 2) in S to T',
        '~ row x → y, string (line 2) is now x → z, string (line 1) in S to T',
        '> row a → c, string in S to T moved (line 1, now line 2)',
      ],
    ],
    [
      'with another left',
      ['a b'],
      ['c b'],
      ['- row a → b, string in S to T (line 1)', '+ row c → b, string in S to T (line 1)'],
    ],
    [
      'of a left that is not unique',
      ['a b', 'a c'],
      ['a b', 'a d'],
      ['- row a → c, string in S to T (line 2)', '+ row a → d, string in S to T (line 2)'],
    ],
    [
      'of a left that is unique no longer, or not yet',
      ['a b', 'a c', 'x y'],
      ['a d', 'x v', 'x w'],
      [
        '- row a → b, string in S to T (line 1)',
        '- row a → c, string in S to T (line 2)',
        '- row x → y, string in S to T (line 3)',
        '+ row a → d, string in S to T (line 1)',
        '+ row x → v, string in S to T (line 2)',
        '+ row x → w, string in S to T (line 3)',
      ],
    ],
    ['doubled', ['a b'], ['a b', 'a b'], ['+ row a → b, string in S to T (line 2)']],
    ['doubled no longer', ['a b', 'a b'], ['a b'], ['- row a → b, string in S to T (line 2)']],
    [
      'doubled, the first of them removed, which moves nothing',
      ['x x', 'a b', 'c c', 'a b', 'y y'],
      ['c c', 'a b'],
      [
        '- row x → x, string in S to T (line 1)',
        '- row a → b, string in S to T (line 2)',
        '- row y → y, string in S to T (line 5)',
      ],
    ],
    [
      'doubled, one of another type',
      ['a b', 'a b'],
      ['a b list', 'a b'],
      ['~ row a → b, string (line 1) is now a → b, list (line 1) in S to T'],
    ],
  ])('%s', (_, before, after, lines) => {
    const old = dataflow(link({ rows: rows(...before) }));
    expect(linesOf(old, dataflow(link({ rows: rows(...after) })))).toEqual(lines);
  });

  it('that name one side alone are rows of the same table', () => {
    const lone = [
      { left: 'a', right: '', type: 'string', line: 2 },
      { left: '', right: 'x', type: 'string', line: 3 },
    ];
    expect(
      linesOf(dataflow(link({ rows: rows('c d', 'a b') })), dataflow(link({ rows: rows('c d'), lone }))),
    ).toEqual([
      '+ row (nothing) → x, string in S to T (line 3)',
      '~ row a → b, string (line 2) is now a → (nothing), string (line 2) in S to T',
    ]);
  });

  it('moved into another section', () => {
    const two = (one: string[], other: string[]): Dataflow =>
      dataflow(link({ rows: rows(...one) }), link({ target: 'U', line: 9, rows: rows(...other) }));
    expect(linesOf(two(['a a', 'b b'], ['c c']), two(['a a'], ['c c', 'b b']))).toEqual([
      '> row b → b, string moved from “S to T” (line 2) to “S to U” (line 2)',
    ]);
  });
});

describe('sections and merge rules', () => {
  const merge = [{ left: 'k', right: 'k', line: 4 }];

  it('tells merge rules added, removed, changed, moved', () => {
    const rule = (left: string, right: string, line: number) => ({ left, right, line });
    const old = dataflow(
      link({ merge: [rule('a', 'a', 4), rule('b', 'b', 5), rule('c', 'c', 6), rule('d', 'd', 7)] }),
    );
    const next = dataflow(
      link({ merge: [rule('c', 'c', 4), rule('a', 'z', 5), rule('b', 'b', 6), rule('e', 'e', 7)] }),
    );
    expect(linesOf(old, next)).toEqual([
      '- merge rule d → d in S to T (line 7)',
      '+ merge rule e → e in S to T (line 7)',
      '~ merge rule a → a (line 4) is now a → z (line 5) in S to T',
      '> merge rule c → c in S to T moved (line 6, now line 4)',
    ]);
  });

  it('tells a section with all that is in it, and knows sections of one heading by what they say', () => {
    const extra = link({ line: 9, merge, rows: rows('a b') });
    const [one, two] = [dataflow(link({})), dataflow(extra, link({ line: 20 }))];
    expect(linesOf(one, two)).toEqual([
      '+ section S to T (line 9)',
      '+ merge rule k → k in S to T (line 4)',
      '+ row a → b, string in S to T (line 1)',
    ]);
    expect(linesOf(two, one)).toEqual([
      '- section S to T (line 9)',
      '- merge rule k → k in S to T (line 4)',
      '- row a → b, string in S to T (line 1)',
    ]);
  });

  it('knows a section whose heading changed by the rest of it', () => {
    const old = dataflow(link({ merge, rows: rows('a b', 'c d') }));
    expect(linesOf(old, dataflow(link({ target: 'U', merge, rows: rows('a b', 'e f') })))).toEqual([
      '~ section S to T (line 1) is now S to U (line 1)',
      '- row c → d, string in S to T (line 2)',
      '+ row e → f, string in S to U (line 2)',
    ]);
    expect(
      linesOf(dataflow(link({ rows: rows('a b') })), dataflow(link({ target: 'U', rows: rows('c d') }))),
    ).toEqual([
      '- section S to T (line 1)',
      '+ section S to U (line 1)',
      '- row a → b, string in S to T (line 1)',
      '+ row c → d, string in S to U (line 1)',
    ]);
  });

  it('tells which section moved', () => {
    const [a, b, c] = ['A', 'B', 'C'].map((target, at) => link({ target, line: 10 * at + 10 }));
    if (!a || !b || !c) throw new Error('three sections');
    expect(
      linesOf(dataflow(a, b, c), dataflow({ ...c, line: 10 }, { ...a, line: 20 }, { ...b, line: 30 })),
    ).toEqual(['> section S to C moved (line 30, now line 10)']);
  });

  it('tells other systems, and types that another name of a column makes of the same heading', () => {
    expect(linesOf(dataflow(), { ...dataflow(), right: 'Z' })).toEqual(['~ systems X and Y are now X and Z']);
    const [one, other] = [link({ target: 'T to U' }), link({ source: 'S to T', target: 'U' })];
    const some = { rows: rows('a b') };
    expect(linesOf(dataflow({ ...one, ...some }), dataflow({ ...other, ...some }))).toEqual([
      '~ section S to T to U, records of S and T to U (line 1) is now S to T to U, records of S to T and U (line 1)',
    ]);
  });
});
