import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dependenciesIn, interned, pathIn, PropertyPath, topLevelOf } from './path.ts';

const SEED = 11;
const segment = fc.stringMatching(/^[A-Za-z0-9_$:æøå-]{1,12}$/u);

describe(`a property path (seed ${SEED})`, () => {
  it('is segments with dots between them', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
        const path = segments.join('.');
        expect(PropertyPath.parse(path)).toBe(path);
        expect(topLevelOf(path)).toBe(segments[0]);
      }),
      { seed: SEED },
    );
  });

  it('has no empty segment, wherever it stood', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 4 }), fc.nat(4), (segments, at) => {
        const path = segments.toSpliced(at, 0, '').join('.');
        expect(PropertyPath.safeParse(path).success).toBe(false);
      }),
      { seed: SEED },
    );
  });

  it.each(['', '.', 'a..b', '.a', 'a.', ' a', 'a ', 'a. b', 'a .b', 'a.b\n', '\ta'])('is not %j', (path) => {
    expect(PropertyPath.safeParse(path).success).toBe(false);
  });
});

describe('what a property depends on', () => {
  it.each<[string, string, { value: string; path: string }[]]>([
    ['a.b', 'a.b', []],
    ['ps:P297 (Dependant on having org in type)', 'ps:P297', [{ value: 'org', path: 'type' }]],
    [
      '$original_id (Dependant on having 1.5 in in a.info)(Dependant on having  in )',
      '$original_id',
      [
        { value: '1.5 in', path: 'a.info' },
        { value: '', path: '' },
      ],
    ],
    [
      'a (Dependant on having x (y) in b) (Dependant on having z)',
      'a',
      [
        { value: 'x (y)', path: 'b' },
        { value: 'z', path: '' },
      ],
    ],
    ['a (Dependant on having x in b', 'a (Dependant on having x in b', []],
  ])('of %j', (text, path, dependencies) => {
    expect(PropertyPath.parse(text)).toBe(text);
    expect(pathIn(text)).toBe(path);
    expect(dependenciesIn(text)).toEqual(dependencies);
  });

  it.each(['(Dependant on having x in y)', 'a..b (Dependant on having x in y)'])(
    'no property: %j',
    (text) => {
      expect(PropertyPath.safeParse(text).success).toBe(false);
    },
  );
});

it.each(['postAddress.country', '', '17', '__proto__', 'straße 🏠'])(
  'interned, %j stays the same text',
  (text) => {
    expect(interned(text)).toBe(text);
  },
);
