import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDataflow } from '../arbitrary.ts';
import { familyDocument } from '../testing/family-document.ts';
import { diffDocuments } from './diff.ts';
import { type Change, Difference, type Thing } from './difference.ts';
import { family, low, read, saidBy, told, twoVersions, versionOf } from './testing/versions.ts';

const RUNS = { seed: 31, numRuns: process.env['QA_MUTANTS'] === undefined ? 400 : 100 };

/** The section is left out where it is not asked for: what did not change can stand in one whose heading did. */
function saidOf(thing: Thing, isWithSection: boolean): string {
  const section = isWithSection && thing.section !== null ? low(thing.section) : null;
  switch (thing.what) {
    case 'systems':
      return told(thing.what, null, low(thing.left), low(thing.right));
    case 'section':
      return told(thing.what, section, low(thing.source), low(thing.target));
    case 'merge rule':
      return told(thing.what, section, thing.left, thing.right);
    case 'row':
      return told(thing.what, section, thing.left, thing.right, thing.type);
    case 'sentence':
      return told(thing.what, section, low(thing.text));
    case 'unread':
      return told(thing.what, section, thing.text);
  }
}

function withoutSection(said: string): string {
  const [what, , ...parts] = JSON.parse(said);
  return told(what, null, ...parts);
}

/** How often each is there, and none that is there no time. */
function counted(plus: readonly string[], minus: readonly string[] = []): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of plus) counts.set(one, (counts.get(one) ?? 0) + 1);
  for (const one of minus) counts.set(one, (counts.get(one) ?? 0) - 1);
  return new Map([...counts].filter(([, count]) => count !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function turned(change: Change): Change {
  switch (change.change) {
    case 'removed':
      return { what: change.what, change: 'added', after: change.before };
    case 'added':
      return { what: change.what, change: 'removed', before: change.after };
    case 'changed':
    case 'moved':
      return { ...change, before: change.after, after: change.before };
  }
}

/** What a change says; of a move within a section nothing but that there is one, as either of two can be moved. */
function contentOf(change: Change): string {
  if (change.change === 'moved' && !change.otherSection) return 'moved';
  const sides = [
    'before' in change ? saidOf(change.before, true) : null,
    'after' in change ? saidOf(change.after, true) : null,
  ];
  return JSON.stringify([change.change, ...sides]);
}

describe('any two documents', () => {
  it('one does not differ from itself, nor from its model written again but by what is cosmetic', () => {
    fc.assert(
      fc.property(family, (version) => {
        expect(diffDocuments(version, version)).toEqual({ changes: [], cosmetic: [] });
        expect(diffDocuments(version, read(version.text))).toEqual({ changes: [], cosmetic: [] });
      }),
      RUNS,
    );
    fc.assert(
      fc.property(arbitraryDataflow, (dataflow) => {
        const version = versionOf(dataflow);
        const spread = read(version.text.replaceAll('\n\n', '\n\n\n'));
        const { changes, cosmetic } = diffDocuments(version, spread);
        expect(changes).toEqual([]);
        expect(new Set(cosmetic.map(({ kind }) => kind))).toEqual(
          new Set(['layout', 'line ends'].slice(0, 1)),
        );
      }),
      RUNS,
    );
  });

  it('what was removed, added, changed makes the one of the other', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(twoVersions, ([old, next]) => {
        const difference = diffDocuments(old, next);
        expect(Difference.parse(difference)).toEqual(difference);
        const { changes } = difference;
        for (const { what, change } of changes) seen.add(`${what} ${change}`);
        // A heading that changed is that of all that is below it.
        const isPlain = !changes.some(({ what, change }) => what === 'section' && change === 'changed');
        const of = (said: readonly string[]) => (isPlain ? said : said.map(withoutSection));
        const applied = changes.filter((one) => one.change !== 'moved' || one.otherSection);
        const gone = applied.flatMap((one) => ('before' in one ? saidOf(one.before, isPlain) : []));
        const come = applied.flatMap((one) => ('after' in one ? saidOf(one.after, isPlain) : []));
        expect(
          counted(
            [...of(saidBy(old.dataflow)), ...come.map((one) => (isPlain ? one : withoutSection(one)))],
            gone,
          ),
        ).toEqual(counted(of(saidBy(next.dataflow))));
        const isSame = isDeepStrictEqual(saidBy(next.dataflow), saidBy(old.dataflow));
        expect(isSame || changes.length > 0).toBe(true);
        expect(next.text === old.text || changes.length + difference.cosmetic.length > 0).toBe(true);
      }),
      RUNS,
    );
    // Every kind was met, but for what no model of these has.
    const whats = ['section', 'merge rule', 'row', 'sentence'];
    const kinds = ['removed', 'added', 'changed', 'moved'];
    expect(
      whats.flatMap((what) => kinds.map((kind) => `${what} ${kind}`)).filter((one) => !seen.has(one)),
    ).toEqual([]);
  });

  it('the other way round the same is told the other way round', () => {
    fc.assert(
      fc.property(twoVersions, ([old, next]) => {
        const there = diffDocuments(old, next).changes.map(turned).map(contentOf);
        const back = diffDocuments(next, old).changes.map(contentOf);
        expect(counted(there)).toEqual(counted(back));
      }),
      RUNS,
    );
  });

  it('any two of the family are compared, whatever they say', () => {
    for (let seed = 0; seed < (process.env['QA_MUTANTS'] === undefined ? 300 : 20); seed += 1) {
      const [old, next] = [familyDocument(seed), familyDocument(seed + 1)].map(({ text }) => read(text));
      if (!old || !next) throw new Error('two documents');
      expect(diffDocuments(old, next).changes.length).toBeGreaterThan(0);
    }
  });
});
