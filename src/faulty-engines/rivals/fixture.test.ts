import { describe, expect, it } from 'vitest';
import { fixtureFrom } from './fixture.ts';

describe('the fixture', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(fixtureFrom(7)).toEqual(fixtureFrom(7));
    expect(fixtureFrom(7)).not.toEqual(fixtureFrom(8));
  });

  it('knows each company by a name of its own, and edits or deletes none that is not there', () => {
    const { arranged, steps } = fixtureFrom(7);
    const there = new Set<string>();
    for (const { do: what, side, key } of [...arranged, ...steps.flat()]) {
      const name = `${side} ${key}`;
      expect(there.has(name)).toBe(what !== 'create');
      if (what === 'delete') there.delete(name);
      else there.add(name);
    }
  });
});
