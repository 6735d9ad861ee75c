import { describe, expect, it } from 'vitest';
import { type CompanyPatch, patchAt, type Value } from '../domain/company.ts';
import { agreeOnOneOf, bothHold, holdsEdit, sidesAgree } from './row-findings.ts';
import {
  CITY,
  company,
  created,
  edited,
  evidenceOf,
  round,
  scenario,
  viewOf,
} from './testing/small-evidence.ts';
import type { View } from './view.ts';

/** The left postAddress.country and the right visitAddress.country are one row. */
const held = (value: Value | undefined, path: string): CompanyPatch =>
  value === undefined ? {} : patchAt(path, value);

/** A pair whose left side is edited to `NO`, as it is after the settle; the names of its records can be others. */
function after(left: Value | undefined, right: Value | undefined, edit: Value = 'NO'): View {
  const [one, two] = [company('left'), company('right')];
  return viewOf(
    evidenceOf([
      scenario('a pair', [
        round([created('left', 'left'), created('right', 'right')], { left: one, right: two }),
        round([edited('left', patchAt(CITY.left, edit)), edited('right', patchAt(CITY.right, edit))], {
          left: company('left', held(left, CITY.left)),
          right: company('right', held(right, CITY.right)),
          'left 2': company('left 2', held('SE', CITY.left)),
          'right 2': company('right 2', held('DK', CITY.right)),
        }),
      ]),
    ]),
  );
}

const places = (found: { record: string | null; path: string | null }[]) =>
  found.map(({ record, path }) => [record, path]);
const LEFT = ['left', CITY.left];
const RIGHT = ['right', CITY.right];

describe('both sides hold an edit', () => {
  it('where both hold it', () => {
    expect(holdsEdit(after('NO', 'NO'), 1, CITY, 'left')).toEqual([]);
    expect(holdsEdit(after('NO', 'NO'), 1, CITY, 'right')).toEqual([]);
  });

  it('or not: the side that did not keep it, the side that it did not come to', () => {
    expect(holdsEdit(after('no', 'NO'), 1, CITY, 'left').map(({ message }) => message)).toEqual([
      'left postAddress.country: expected "NO", received "no" (the side that was edited did not keep its value)',
    ]);
    expect(holdsEdit(after('NO', 'NO '), 1, CITY, 'left').map(({ message }) => message)).toEqual([
      'right visitAddress.country: expected "NO", received "NO " (edited on the left)',
    ]);
    expect(holdsEdit(after('no', 'NO'), 1, CITY, 'right').map(({ message }) => message)).toEqual([
      'left postAddress.country: expected "NO", received "no" (edited on the right)',
    ]);
    expect(places(holdsEdit(after(null, ''), 1, CITY, 'left'))).toEqual([LEFT, RIGHT]);
  });

  it('that clears, where each holds anything that is empty', () => {
    for (const empty of [null, '', undefined]) {
      for (const cleared of [null, '']) {
        expect(holdsEdit(after(empty, null, cleared), 1, CITY, 'left')).toEqual([]);
        expect(places(holdsEdit(after(empty, ' ', cleared), 1, CITY, 'left'))).toEqual([RIGHT]);
      }
    }
  });
});

describe('both sides hold a value', () => {
  it.each<[Value, Value, Value, unknown[]]>([
    ['NO', 'NO', 'NO', []],
    ['NO', 'SE', 'NO', [RIGHT]],
    ['SE', 'NO', 'NO', [LEFT]],
    ['SE', 'SE', 'NO', [LEFT, RIGHT]],
    [null, '', null, []],
    [null, '', '', []],
    [null, 'NO', '', [RIGHT]],
  ])('%j and %j, where %j is expected', (left, right, expected, found) => {
    expect(places(bothHold(after(left, right), 1, CITY, expected))).toEqual(found);
  });

  it('and what does not is said without a note', () => {
    expect(bothHold(after('NO', 'SE'), 1, CITY, 'NO')[0]).toEqual({
      scenario: 'a pair',
      round: 1,
      record: 'right',
      path: CITY.right,
      expected: '"NO"',
      received: '"SE"',
      message: 'right visitAddress.country: expected "NO", received "SE"',
    });
  });
});

describe('the sides agree', () => {
  it('on a value, or on nothing', () => {
    expect(sidesAgree(after('SE', 'SE'), 1, CITY)).toEqual([]);
    expect(sidesAgree(after(null, ''), 1, CITY)).toEqual([]);
  });

  it('or not, which is said of the right one', () => {
    expect(sidesAgree(after('SE', null), 1, CITY)).toEqual([
      {
        scenario: 'a pair',
        round: 1,
        record: 'right',
        path: CITY.right,
        expected: 'what the left one holds at postAddress.country, "SE"',
        received: 'empty (null)',
        message:
          'right visitAddress.country: expected what the left one holds at postAddress.country, "SE", received empty (null)',
      },
    ]);
  });

  it('or not, in a pair whose records have other names', () => {
    const pair = { left: 'left 2', right: 'right 2' };
    expect(places(sidesAgree(after('SE', 'SE'), 1, CITY, pair))).toEqual([['right 2', CITY.right]]);
  });

  it('on one of some values', () => {
    expect(agreeOnOneOf(after('SE', 'SE'), 1, CITY, ['NO', 'SE'])).toEqual([]);
    expect(agreeOnOneOf(after('NO', 'NO'), 1, CITY, ['NO', 'SE'])).toEqual([]);
    expect(agreeOnOneOf(after('', null), 1, CITY, ['NO', null])).toEqual([]);
  });

  it('on none of them, which is said of the left one', () => {
    expect(agreeOnOneOf(after('DK', 'DK'), 1, CITY, ['NO', null])).toEqual([
      {
        scenario: 'a pair',
        round: 1,
        record: 'left',
        path: CITY.left,
        expected: 'one of "NO" and empty (null)',
        received: '"DK"',
        message: 'left postAddress.country: expected one of "NO" and empty (null), received "DK"',
      },
    ]);
    expect(places(agreeOnOneOf(after('NO', 'SE'), 1, CITY, ['NO', 'SE']))).toEqual([RIGHT]);
    expect(places(agreeOnOneOf(after('NO', 'SE'), 1, CITY, ['DK']))).toEqual([RIGHT]);
  });
});
