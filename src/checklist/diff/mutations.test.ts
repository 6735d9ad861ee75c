/** Documents of the family with one thing changed: just that is told, as what it is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataflow, Link } from '../../domain/dataflow.ts';
import { familyDocument } from '../testing/family-document.ts';
import { diffDocuments } from './diff.ts';
import { family, read, versionOf } from './testing/versions.ts';

const RUNS = { seed: 31, numRuns: process.env['QA_MUTANTS'] === undefined ? 40 : 8 };

/** The section with one thing changed, or null where it has nothing that could be. */
type Mutation = (link: Link, at: number) => Link | null;

function without<T>(list: readonly T[], at: number): T[] | null {
  return list.length > 0 ? list.toSpliced(at % list.length, 1) : null;
}

function changedIn<T>(list: readonly T[], at: number, change: (one: T) => T): T[] | null {
  const one = list[at % list.length];
  return one === undefined ? null : list.with(at % list.length, change(one));
}

/** One of at least two, put one place on. */
function shifted<T>(list: readonly T[], at: number): T[] | null {
  const from = at % (list.length - 1);
  const one = list[from];
  return list.length < 2 || one === undefined ? null : list.toSpliced(from, 1).toSpliced(from + 1, 0, one);
}

const rows = (link: Link, changed: Link['rows'] | null) => changed && { ...link, rows: changed };
const merge = (link: Link, changed: Link['merge'] | null) => changed && { ...link, merge: changed };
const sentences = (link: Link, changed: Link['sentences'] | null) =>
  changed && { ...link, sentences: changed };
const isAlone = (link: Link, at: number): boolean => {
  const left = link.rows[at % link.rows.length]?.left;
  return [...link.rows, ...(link.lone ?? [])].filter((row) => row.left === left).length === 1;
};
const FRESH = { left: 'fresh', right: 'fresh', line: 1 };

const MUTATIONS: [told: string, Mutation][] = [
  ['row removed', (link, at) => rows(link, without(link.rows, at))],
  [
    'row added',
    (link, at) =>
      rows(link, link.rows.toSpliced(at % (link.rows.length + 1), 0, { ...FRESH, type: 'float' })),
  ],
  [
    'row changed',
    (link, at) =>
      rows(
        link,
        changedIn(link.rows, at, (row) => ({ ...row, type: 'another' })),
      ),
  ],
  [
    'row changed',
    (link, at) =>
      isAlone(link, at)
        ? rows(
            link,
            changedIn(link.rows, at, (row) => ({ ...row, right: 'elsewhere' })),
          )
        : null,
  ],
  ['row moved', (link, at) => rows(link, shifted(link.rows, at))],
  ['merge rule removed', (link, at) => merge(link, without(link.merge, at))],
  ['merge rule added', (link) => merge(link, [...link.merge, FRESH])],
  ['merge rule moved', (link, at) => merge(link, shifted(link.merge, at))],
  ['sentence removed', (link, at) => sentences(link, without(link.sentences, at))],
  [
    'sentence added',
    (link) =>
      sentences(link, [
        ...link.sentences,
        { text: 'Zyx wvu.', meaning: 'other', place: 'after rows', line: 1 },
      ]),
  ],
  [
    'sentence changed',
    (link, at) =>
      sentences(
        link,
        changedIn(link.sentences, at, (one) => ({ ...one, text: `${one.text} Mostly.` })),
      ),
  ],
  [
    'sentence moved',
    (link) => {
      const before = link.sentences.findIndex(({ place }) => place === 'before rows');
      const one = link.sentences[before];
      if (one === undefined || link.rows.length === 0) return null;
      return {
        ...link,
        sentences: [...link.sentences.toSpliced(before, 1), { ...one, place: 'after rows' }],
      };
    },
  ],
  [
    'unread added',
    (link) => ({ ...link, unread: [...(link.unread ?? []), { text: '.. image:: x.png', line: 1 }] }),
  ],
];

function toldOf(old: Dataflow, next: Dataflow): string[] {
  return diffDocuments(versionOf(old), versionOf(next)).changes.map(
    ({ what, change }) => `${what} ${change}`,
  );
}

/** A document with sections, and one of these. */
const inSection = fc
  .tuple(family, fc.nat(100), fc.nat(100))
  .filter(([{ dataflow }]) => dataflow.sections.length > 0)
  .map(([{ dataflow }, pick, at]) => ({ dataflow, at, section: pick % dataflow.sections.length }));

describe('one thing', () => {
  it.each(MUTATIONS)('%s (%#)', (told, mutation) => {
    let tried = 0;
    fc.assert(
      fc.property(inSection, ({ dataflow, at }) => {
        // Any section that can be changed so: merge rules and rows are not in all of them.
        const section = dataflow.sections.findIndex((link) => mutation(link, at) !== null);
        const link = dataflow.sections[section];
        const changed = link && mutation(link, at);
        if (!changed) return;
        tried += 1;
        expect(toldOf(dataflow, { ...dataflow, sections: dataflow.sections.with(section, changed) })).toEqual(
          [told],
        );
      }),
      RUNS,
    );
    expect(tried).toBeGreaterThan(RUNS.numRuns / 10);
  });

  it('a row into another section', () => {
    let tried = 0;
    fc.assert(
      fc.property(inSection, ({ dataflow: { sections, ...rest } }) => {
        const from = sections.findIndex((link) => link.rows.length > 0);
        const [source, to] = [sections[from], sections.length - 1];
        const target = sections[to];
        const [row, ...others] = source?.rows ?? [];
        if (!source || !target || !row || from === to) return;
        const both = (one: typeof row) => one.left === row.left && one.right === row.right;
        if ([...others, ...target.rows].some((one) => both(one) || one.left === row.left)) return;
        tried += 1;
        const moved = sections
          .with(from, { ...source, rows: others })
          .with(to, { ...target, rows: [...target.rows, row] });
        expect(toldOf({ ...rest, sections }, { ...rest, sections: moved })).toEqual(['row moved']);
      }),
      RUNS,
    );
    expect(tried).toBeGreaterThan(RUNS.numRuns / 10);
  });

  it('a whole section: moved, and removed with what is in it', () => {
    fc.assert(
      fc.property(inSection, ({ dataflow, section }) => {
        const { sections } = dataflow;
        const removed = diffDocuments(
          versionOf(dataflow),
          versionOf({ ...dataflow, sections: sections.toSpliced(section, 1) }),
        );
        expect(removed.changes.filter(({ what }) => what === 'section').map(({ change }) => change)).toEqual([
          'removed',
        ]);
        const link = sections[section];
        const things = [
          ...(link?.sentences ?? []),
          ...(link?.merge ?? []),
          ...(link?.rows ?? []),
          ...(link?.lone ?? []),
        ];
        expect(removed.changes).toHaveLength(1 + things.length);
        expect(removed.changes.every(({ change }) => change === 'removed')).toBe(true);
        const turned = { ...dataflow, sections: [...sections.slice(1), ...sections.slice(0, 1)] };
        expect(toldOf(dataflow, turned)).toEqual(sections.length > 1 ? ['section moved'] : []);
      }),
      RUNS,
    );
  });

  it('the introduction, and a system', () => {
    fc.assert(
      fc.property(family, ({ dataflow }) => {
        const [first = '', ...others] = dataflow.introduction;
        expect(toldOf(dataflow, { ...dataflow, introduction: [`${first} Mostly.`, ...others] })).toEqual([
          'sentence changed',
        ]);
        const renamed = { title: `Zzz to ${dataflow.right} Dataflow`, left: 'Zzz' };
        expect(toldOf(dataflow, { ...dataflow, ...renamed })).toEqual(['systems changed']);
      }),
      RUNS,
    );
  });
});

/** Each changes nothing of what is said, with the kind that it must be told as, and where there is nothing to change null. */
const COSMETIC: [kind: string, (text: string, seed: number) => string | null][] = [
  ['generated date', (text) => text.replace(/^Generated: .*?(?=\r?$)/m, 'Generated: 1999-01-01 00:00:00')],
  [
    'letter case of a system’s name',
    (text, seed) => {
      const { left, right } = familyDocument(seed).facts;
      return text.replaceAll(left, left.toUpperCase()).replaceAll(right, right.toUpperCase());
    },
  ],
  ['line ends', (text) => (text.includes('\r') ? text.replaceAll('\r', '') : text.replaceAll('\n', '\r\n'))],
  ['byte order mark', (text) => `\u{FEFF}${text}`],
  ['trailing blanks', (text) => text.replace(/\r?\n/g, (end) => ` \t${end}`)],
  ['layout', (text) => text.replaceAll(/(\r?\n)\r?\n/g, '$1$1$1')],
  ['layout', (text) => (text.includes(' * -') ? text.replaceAll('\n   ', '\n      ') : null)],
  ['layout', (text) => text.replaceAll('----', '-----')],
  ['layout', (text) => text.replace(/$/, '\n.. a remark\n')],
  ['white space', (text) => (text.includes(' will be ') ? text.replaceAll(' will be ', ' will  be ') : null)],
  [
    'type outside of the table',
    (text) =>
      text.includes('     - "string"')
        ? text.replaceAll(/\n {5}- "string"[ \t]*(?=\r?\n)/g, '\n"string"')
        : null,
  ],
];

describe('what is cosmetic', () => {
  it.each(COSMETIC)('%s (%#)', (kind, mutate) => {
    let tried = 0;
    fc.assert(
      fc.property(fc.nat(20_000), (seed) => {
        const { text } = familyDocument(seed);
        const changed = mutate(text, seed);
        if (changed === null) return;
        tried += 1;
        expect(changed).not.toBe(text);
        for (const [old, next] of [
          [text, changed],
          [changed, text],
        ] as const) {
          const { changes, cosmetic } = diffDocuments(read(old), read(next));
          expect(changes).toEqual([]);
          expect(cosmetic.map((one) => one.kind)).toContain(kind);
        }
      }),
      RUNS,
    );
    expect(tried).toBeGreaterThan(RUNS.numRuns / 10);
  });

  it('all of it at once is still no change', () => {
    fc.assert(
      fc.property(fc.nat(20_000), (seed) => {
        const { text } = familyDocument(seed);
        const changed = COSMETIC.reduce((so, [, mutate]) => mutate(so, seed) ?? so, text);
        expect(diffDocuments(read(text), read(changed)).changes).toEqual([]);
      }),
      RUNS,
    );
  });
});
