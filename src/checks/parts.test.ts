/** The parts of documents, against a search from section to section; and the rows that a part brings together. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataflow, Link, Sentence } from '../domain/dataflow.ts';
import { recordTypesOf } from '../domain/record-type.ts';
import { partsOf, rowsOfOthers } from './parts.ts';

const SEED = 53;

function link(source: string, target: string, line: number, sentences: string[] = []): Link {
  return { source, target, line, sentences: sentences.map(created), merge: [], rows: [] };
}

function created(text: string): Sentence {
  return { text, meaning: 'a record is created', place: 'before rows', line: 1 };
}

function documentOf(sections: Link[], left = 'X'): Dataflow {
  return { title: 'X to Y Dataflow', left, right: 'Y', generated: null, introduction: [], sections };
}

const byConnection = (...types: string[]): string =>
  `A new T will be created from a S if it is connected to a X ${types.join(', ')} that is synchronized into Y.`;

/** Each section with its types of the left, those by which it creates among them, and those of the right. */
const drawn = fc.array(
  fc.record({
    source: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'),
    target: fc.constantFrom('A', 'B', 'C', 'P', 'Q', 'R', ''),
    connected: fc.array(fc.constantFrom('A', 'B', 'C', 'D', 'Nobody'), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 8 },
);

describe(`the part of a section (seed ${SEED})`, () => {
  it('is what can be reached by the types that sections share on a side, or create by', () => {
    fc.assert(
      fc.property(drawn, (sections) => {
        const links = sections.map(({ source, target, connected }, i) =>
          link(
            `X ${source}`,
            target,
            10 * i + 10,
            connected.length === 0 ? [] : [byConnection(...connected)],
          ),
        );
        const sources = new Set<string>(sections.map(({ source }) => source));
        const lefts = sections.map(({ source, connected }) =>
          [source, ...connected].filter((name) => sources.has(name)),
        );
        const isBound = (a: number, b: number): boolean =>
          sections[a]?.target === sections[b]?.target ||
          (lefts[a] ?? []).some((name) => (lefts[b] ?? []).includes(name));
        const dataflow = documentOf(links);
        const partOf = partsOf(dataflow, recordTypesOf(dataflow));
        for (const [at, one] of links.entries()) {
          const reached = new Set([at]);
          for (const from of reached) for (const to of links.keys()) if (isBound(from, to)) reached.add(to);
          const lines = [...reached].map((index) => 10 * index + 10).toSorted((a, b) => a - b);
          expect(partOf(one)).toEqual(lines);
        }
      }),
      { seed: SEED },
    );
  });

  it('is in the order of lines, and takes no type of one side for one of the other', () => {
    const links = [link('A', 'Q', 40), link('Q', 'R', 30), link('B', 'Q', 20), link('B', 'S', 10)];
    const dataflow = documentOf(links);
    const partOf = partsOf(dataflow, recordTypesOf(dataflow));
    expect(links.map((one) => partOf(one))).toEqual([[10, 20, 40], [30], [10, 20, 40], [10, 20, 40]]);
  });

  it('is joined by what it creates by, but not where it creates anyway', () => {
    const every: Sentence = {
      ...created('Every A will be synchronized with a Q.'),
      meaning: 'every record is synchronised',
    };
    const rule = link('A', 'Q', 10, [byConnection('B')]);
    const other = link('X B', 'R', 20);
    const linesOf = (first: Link): readonly number[] => {
      const dataflow = documentOf([first, other]);
      return partsOf(dataflow, recordTypesOf(dataflow))(other);
    };
    expect(linesOf(rule)).toEqual([10, 20]);
    expect(linesOf({ ...rule, sentences: [...rule.sentences, every] })).toEqual([20]);
  });
});

describe('the rows of the others of a part', () => {
  const row = (left: string, right: string) => ({ left, right, type: 'string', line: 1 });
  const own: Link = { ...link('A', 'Q', 10), rows: [row('a', 'a')] };
  const dataflow = documentOf([
    own,
    { ...link('A', 'Q', 15), rows: [row('twin', 'twin')] },
    { ...link('A', 'R', 20), rows: [row('a', 'b'), row('id', 'b'), row('c', '$key')] },
    { ...link('B', 'Q', 30), rows: [row('c', 'd')] },
    { ...link('B', 'R', 40), rows: [row('e', 'f')] },
    { ...link('C', 'Q', 50), rows: [row('g', 'h')] },
  ]);

  it('bear the types that are not the section’s own, and no keys of tenants', () => {
    const named = rowsOfOthers(own, [10, 15, 20, 30, 40], dataflow).map(({ left, right }) => [left, right]);
    expect(named).toEqual([
      ['a', 'R: b'],
      ['B: c', 'd'],
      ['B: e', 'R: f'],
    ]);
  });

  it('are none of a part of its own', () => {
    expect(rowsOfOthers(own, [10, 15], dataflow)).toEqual([]);
  });
});
