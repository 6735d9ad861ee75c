import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PropertyPath, topLevelOf } from './path.ts';

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
