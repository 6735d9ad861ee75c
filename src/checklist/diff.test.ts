import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataflow, Link, Row } from '../domain/dataflow.ts';
import { arbitraryDataflow } from './arbitrary.ts';
import { diffChecklists } from './diff.ts';
import type { ChecklistDiff } from './diff.ts';
import { formatDiff } from './format-diff.ts';
import { parseChecklist } from './parse.ts';
import { renderChecklist } from './render.ts';

const NOTHING: ChecklistDiff = {
  sections: { added: [], removed: [] },
  merge: { added: [], removed: [] },
  rows: { added: [], removed: [], changed: [] },
};

/** `left right` or `left right type`, each on the line of its place in the list, from 1. */
function rows(...names: string[]): Row[] {
  return names.map((name, position) => {
    const [left = '', right = '', type = 'string'] = name.split(' ');
    return { left, right, type, line: position + 1 };
  });
}

function link(change: Partial<Link>): Link {
  return { source: 'S', target: 'T', line: 1, sentences: [], merge: [], rows: [], ...change };
}

function dataflow(...sections: Link[]): Dataflow {
  return { title: 'X to Y Dataflow', left: 'X', right: 'Y', generated: null, introduction: [], sections };
}

function rowDiff(before: string[], after: string[]): string[] {
  const old = dataflow(link({ rows: rows(...before) }));
  return formatDiff(diffChecklists(old, dataflow(link({ rows: rows(...after) }))))
    .trim()
    .split('\n');
}

function count({ sections }: Dataflow): number {
  return sections.flatMap((one) => one.rows).length;
}

const SAME = ['No section, merge rule or row differs.'];

describe('rows', () => {
  it.each<[what: string, before: string[], after: string[], lines: string[]]>([
    ['moved', ['a a', 'b b', 'c c'], ['c c', 'a a', 'b b'], SAME],
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
      'doubled, one of another type',
      ['a b', 'a b'],
      ['a b list', 'a b'],
      ['~ row a → b, string (line 2) is now a → b, list (line 1) in S to T'],
    ],
  ])('%s', (_, before, after, lines) => {
    expect(rowDiff(before, after)).toEqual(lines);
  });
});

describe('sections and merge rules', () => {
  const merge = [{ left: 'k', right: 'k', line: 4 }];

  it('tells merge rules added and removed', () => {
    const other = [{ left: 'k', right: 'l', line: 5 }];
    const diff = diffChecklists(dataflow(link({ merge })), dataflow(link({ merge: other })));
    expect(diff).toEqual({
      ...NOTHING,
      merge: {
        added: [{ section: 'S to T', left: 'k', right: 'l', line: 5 }],
        removed: [{ section: 'S to T', left: 'k', right: 'k', line: 4 }],
      },
    });
    expect(formatDiff(diff)).toBe(
      '- merge rule k → k in S to T (line 4)\n+ merge rule k → l in S to T (line 5)\n',
    );
  });

  it('tells a section with all that is in it, and pairs sections of one heading in their order', () => {
    const extra = link({ line: 9, merge, rows: rows('a b') });
    const [one, two] = [dataflow(link({})), dataflow(link({}), extra)];
    expect(diffChecklists(one, two)).toEqual({
      sections: { added: [{ section: 'S to T', line: 9 }], removed: [] },
      merge: { added: [{ section: 'S to T', left: 'k', right: 'k', line: 4 }], removed: [] },
      rows: {
        added: [{ section: 'S to T', left: 'a', right: 'b', type: 'string', line: 1 }],
        removed: [],
        changed: [],
      },
    });
    expect(formatDiff(diffChecklists(one, two))).toBe(
      '+ section S to T (line 9)\n+ merge rule k → k in S to T (line 4)\n+ row a → b, string in S to T (line 1)\n',
    );
    expect(formatDiff(diffChecklists(two, one))).toBe(
      '- section S to T (line 9)\n- merge rule k → k in S to T (line 4)\n- row a → b, string in S to T (line 1)\n',
    );
  });

  it('does not take a section of another type for the same', () => {
    const diff = diffChecklists(dataflow(link({})), dataflow(link({ target: 'U' })));
    expect(diff.sections).toEqual({
      added: [{ section: 'S to U', line: 1 }],
      removed: [{ section: 'S to T', line: 1 }],
    });
  });
});

describe('any two checklists', () => {
  const RUNS = { seed: 31, numRuns: process.env['QA_MUTANTS'] === undefined ? 300 : 20 };

  it('a document does not differ from itself, wherever its lines stand and in whatever order', () => {
    fc.assert(
      fc.property(arbitraryDataflow, (old) => {
        const moved = parseChecklist(renderChecklist(old).replaceAll('\n\n', '\n\n\n'), 'moved.rst');
        const turned = moved.sections.map((one) => ({ ...one, rows: one.rows.toReversed() }));
        expect(diffChecklists(old, { ...moved, sections: turned })).toEqual(NOTHING);
      }),
      RUNS,
    );
  });

  it('what was removed and added accounts for every row', () => {
    fc.assert(
      fc.property(arbitraryDataflow, arbitraryDataflow, fc.boolean(), (old, other, isRelated) => {
        const next = isRelated ? { ...old, sections: [...other.sections, ...old.sections.slice(1)] } : other;
        const { rows: differing } = diffChecklists(old, next);
        expect(count(old) - differing.removed.length + differing.added.length).toBe(count(next));
      }),
      RUNS,
    );
  });
});
