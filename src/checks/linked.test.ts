import { describe, expect, it } from 'vitest';
import type { CompanyPatch } from '../domain/company.ts';
import { Failed } from './check.ts';
import { changedByEngine, receives, untouched } from './linked.ts';
import { company, created, edited, evidenceOf, round, scenario, viewOf } from './testing/small-evidence.ts';
import type { View } from './view.ts';

const ARRANGED: CompanyPatch = {
  phone: '1',
  email: '',
  website: 'w',
  postAddress: { country: 'NO', postCode: null, postalArea: 'OSLO', streetAddress: null },
};

/** What the engine made of the record in round 0, and in round 1, in which its phone was edited to `2`. */
function made(first: CompanyPatch | 'gone', second: CompanyPatch = first === 'gone' ? {} : first): View {
  const left = first === 'gone' ? null : company('left', { ...ARRANGED, ...first });
  return viewOf(
    evidenceOf([
      scenario('a company', [
        round([created('left', 'left', ARRANGED)], { left }),
        round([edited('left', { phone: '2' })], {
          left: first === 'gone' ? null : company('left', { ...ARRANGED, ...first, phone: '2', ...second }),
        }),
      ]),
    ]),
  );
}

describe('what the engine changed', () => {
  it('is nothing where a record is as it was arranged, and an edit is no change of the engine', () => {
    expect(changedByEngine(made({}), 0, 'left')).toEqual([]);
    expect(changedByEngine(made({}), 1, 'left')).toEqual([]);
  });

  it('is each leaf that holds something else, with what it was and is', () => {
    const view = made({ phone: '7', website: null, visitAddress: { country: 'SE' } });
    expect(changedByEngine(view, 0, 'left')).toEqual([
      { path: 'phone', from: '1', to: '7' },
      { path: 'website', from: 'w', to: null },
      { path: 'visitAddress.country', from: null, to: 'SE' },
    ]);
  });

  it('is nothing where one empty value stands for another', () => {
    expect(changedByEngine(made({ email: null }), 0, 'left')).toEqual([]);
    const empty = { country: null, postCode: null, postalArea: null, streetAddress: null };
    expect(changedByEngine(made({ visitAddress: empty }), 0, 'left')).toEqual([]);
    expect(changedByEngine(made({ email: 'a' }), 0, 'left')).toHaveLength(1);
  });

  it('is told of each round by itself, and each record, however often it is asked', () => {
    const view = made({}, { phone: '8' });
    for (const _ of [1, 2]) {
      expect(changedByEngine(view, 0, 'left')).toEqual([]);
      expect(changedByEngine(view, 1, 'left')).toEqual([{ path: 'phone', from: '2', to: '8' }]);
      expect(changedByEngine(view, 1, 'nobody')).toEqual([]);
    }
    expect(changedByEngine(view, 1, 'left')).toBe(changedByEngine(view, 1, 'left'));
  });

  it('fails where the record is gone', () => {
    expect(() => changedByEngine(made('gone'), 0, 'left')).toThrow(Failed);
  });
});

describe('a record that belongs to no other', () => {
  it('is untouched', () => {
    expect(untouched(made({}), ['left'], 'it is alone')).toEqual([]);
    expect(untouched(made({}, { phone: '8' }), [], 'it is alone')).toEqual([]);
  });

  it('or is not: one finding a round, which names every leaf', () => {
    expect(untouched(made({ phone: '7', website: '' }), ['left'], 'it is alone')).toEqual([
      {
        scenario: 'a company',
        round: 0,
        record: 'left',
        path: 'phone',
        expected: null,
        received: null,
        message:
          'left: it is alone, yet the engine changed phone from "1" to "7", website from "w" to empty ("")',
      },
      // The phone that the engine gave it stands where it was edited to 2.
      expect.objectContaining({ round: 1, path: 'phone' }),
    ]);
  });
});

describe('a record that was linked', () => {
  const nothingCame = (view: View, rounds: number[]) =>
    receives(view, 'left', rounds, 'it has a match').length;

  it('has received what it did not hold itself, or was cleared', () => {
    expect(nothingCame(made({ phone: '7' }), [0])).toBe(0);
    expect(nothingCame(made({ phone: null }), [0])).toBe(0);
    expect(nothingCame(made({}, { website: 'new' }), [0, 1])).toBe(0);
  });

  it('has not where nothing changed, or only what it held already moved about', () => {
    expect(nothingCame(made({}), [0, 1])).toBe(1);
    expect(nothingCame(made({ phone: 'w', website: '1' }), [0])).toBe(1);
    expect(nothingCame(made({ visitAddress: { country: 'NO' } }), [0])).toBe(1);
    expect(nothingCame(made({ email: null }), [0])).toBe(1);
  });

  it('is asked of these rounds only', () => {
    expect(nothingCame(made({}, { website: 'new' }), [0])).toBe(1);
    expect(nothingCame(made({}, { website: 'new' }), [])).toBe(1);
  });

  it('is said where it was not, with the last of the rounds', () => {
    expect(receives(made({}), 'left', [0, 1], 'it has a match')).toEqual([
      {
        scenario: 'a company',
        round: 1,
        record: 'left',
        path: null,
        expected: null,
        received: null,
        message: 'left: it has a match, yet nothing came to it from the other company',
      },
    ]);
    expect(receives(made({}), 'left', [0], 'x')[0]?.round).toBe(0);
    expect(receives(made({}), 'left', [], 'x')[0]?.round).toBeNull();
    expect(receives(made({}), 'nobody', [0], 'x')).toHaveLength(1);
  });
});
