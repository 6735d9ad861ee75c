import { describe, expect, it } from 'vitest';
import { lifeOf } from '../testing/lives.ts';
import { bury, type Life, link } from './life.ts';
import { believe, mustLink, noteCandidates, noteTornCandidates } from './linking.ts';

const left = (id: string, orgNr: string | null = '1'): Life => lifeOf('left', id, { orgNr });
const right = (id: string, orgNr: string | null = '1'): Life => lifeOf('right', id, { orgNr });
const idsOf = (lives: readonly Life[]): string[] => lives.map(({ id }) => id);
const pairsOf = (lives: readonly Life[], oneTenant = false): string[] =>
  mustLink(lives, oneTenant).map(([one, other]) => `${one.id}-${other.id}`);

describe('a certain pair', () => {
  it('has one orgNr that no other has, and must be linked, the left one first', () => {
    const lives = [right('b'), left('a'), left('c', '2'), right('d', '3')];
    expect(pairsOf(lives)).toEqual(['a-b']);
    expect(noteCandidates(lives, false, false)).toBe(false);
    expect(lives.map(({ mates }) => idsOf(mates))).toEqual([['a'], ['b'], [], []]);
    expect(pairsOf(lives)).toEqual(['a-b']);
  });

  it.each([null, ''])('is none by orgNr %j', (orgNr) => {
    const lives = [left('a', orgNr), right('b', orgNr)];
    expect(noteCandidates(lives, false, true)).toBe(false);
    expect(pairsOf(lives)).toEqual([]);
    expect(lives.flatMap(({ mates }) => mates)).toEqual([]);
  });

  it('is of both sides, but in one tenant of any two records', () => {
    const lives = [left('a'), left('b')];
    expect(pairsOf(lives)).toEqual([]);
    expect(pairsOf(lives, true)).toEqual(['a-b']);
  });

  it('is none with a record that is linked, or gone', () => {
    const [a, b, c] = [left('a'), right('b', '2'), right('c')];
    link(a, b);
    expect(pairsOf([a, b, c])).toEqual([]);
    const gone = right('d');
    bury(gone, [], false);
    expect(pairsOf([left('e'), gone])).toEqual([]);
  });

  it('need not be linked where one of them may be linked with another already', () => {
    const [a, b, c] = [left('a'), right('b'), right('c', '2')];
    a.mates = [c];
    c.mates = [a];
    expect(pairsOf([a, b, c])).toEqual([]);
    a.mates = [b];
    expect(pairsOf([a, b])).toEqual(['a-b']);
  });
});

describe('a crowd', () => {
  it('is linked by nobody, and each in it is crowded', () => {
    const lives = [left('a'), left('b'), right('c'), left('d', '2')];
    expect(noteCandidates(lives, false, false)).toBe(true);
    expect(lives.map(({ isCrowded }) => isCrowded)).toEqual([true, true, true, false]);
    expect(lives.flatMap(({ mates }) => mates)).toEqual([]);
    expect(pairsOf(lives)).toEqual([]);
  });

  it('is crowded no more once it is a pair', () => {
    const lives = [left('a'), left('b'), right('c')];
    noteCandidates(lives, false, false);
    const [first] = lives;
    if (first !== undefined) bury(first, lives, false);
    noteCandidates(lives, false, false);
    expect(lives.map(({ isCrowded }) => isCrowded)).toEqual([false, false, false]);
  });

  it.each([
    ['a pass is rough', true, (): void => {}],
    ['one of them may be linked already', false, (a: Life): void => void a.mates.push(right('z', '9'))],
    ['one of them was, with one that is gone', false, (a: Life): void => void (a.isBereft = true)],
  ] as const)('may look like a pair where %s', (_, rough, change) => {
    const [a, b, c] = [left('a'), left('b'), right('c')];
    change(a);
    expect(noteCandidates([a, b, c], false, rough)).toBe(true);
    expect(idsOf(c.mates)).toEqual(['a', 'b']);
    expect(idsOf(b.mates)).toEqual(['c']);
    expect(c.isCrowded).toBe(false);
  });
});

describe('a record that is deleted', () => {
  it('leaves the one that it was linked with bereft, whom nothing has to be linked with', () => {
    const [a, b, c] = [left('a'), right('b'), right('c')];
    link(a, b);
    bury(b, [a, b, c], true);
    expect(a).toMatchObject({ isBereft: true, mate: null, mates: [], lost: [b] });
    expect(c.isBereft).toBe(false);
    expect(pairsOf([a, b, c])).toEqual([]);
  });

  it('leaves bereft whom it may have been linked with, and whom it crowded', () => {
    const [a, b, c] = [left('a'), left('b'), right('c')];
    bury(a, [a, b, c], false);
    expect([b.isBereft, c.isBereft]).toEqual([true, true]);
    expect([b.lost, c.lost]).toEqual([[], []]);
    expect(pairsOf([a, b, c])).toEqual([]);
  });
});

describe('a listing that was torn by an edit', () => {
  it('may show any two as a pair that had one orgNr since the pass began', () => {
    const [a, b, c] = [left('a'), right('b', '2'), right('c', '3')];
    b.keysNow.add('1');
    noteTornCandidates([a, b, c], false);
    expect([a, b, c].map(({ mates }) => idsOf(mates))).toEqual([['b'], ['a'], []]);
    // What a record had before is no matter once a pass begins anew.
    noteCandidates([a, b, c], false, false);
    expect([...b.keysNow]).toEqual(['2']);
  });
});

describe('an engine that tells its links', () => {
  it('is believed where they are possible, and nothing else is linked then', () => {
    const [a, b, c, d, e] = [left('a'), right('b'), right('c'), left('d'), right('e')];
    noteCandidates([a, b, c, d, e], false, true);
    expect(believe([a, b, c, d, e], [[a, c]])).toEqual([]);
    expect([a.mate, c.mate]).toEqual([c, a]);
    expect([b, d, e].flatMap(({ mate, mates }) => [mate, ...mates])).toEqual([null, null, null]);
  });

  it('is told what cannot be', () => {
    const [a, b] = [left('a'), right('b', '2')];
    expect(believe([a, b], [[a, b]])).toEqual([[a, b]]);
    expect(a.mate).toBeNull();
  });
});
