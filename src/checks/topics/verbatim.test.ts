/** Awkward values, on evidence written by hand: each is held to be what was given, in the round in which it was. */
import { describe, expect, it } from 'vitest';
import type { Row } from '../../domain/dataflow.ts';
import { awkwardOf, nearlyEqualOf } from '../../generate/awkward.ts';
import type { Evidence } from '../evidence.ts';
import { edited, evidenceOf } from '../testing/small-evidence.ts';
import {
  CODE,
  COUNTRY,
  groundOf,
  linking,
  pair,
  post,
  tell,
  type ToldRound,
  underTest,
  visit,
} from '../testing/topic-under-test.ts';
import { verbatim } from './verbatim.ts';

const ROW = 'postAddress.country~visitAddress.country';
const planned = () => verbatim(groundOf());
const { found } = underTest(() => planned().checks);
const ONE = 'awkward values/starting with tab';
const HAIR = 'values that differ by a hair/starting with letter case';

/** Each scenario brings what it gives, one edit a round on alternate sides or two on each; one round is told otherwise. */
function campaign(id = '', round = 0, told: ToldRound[1] = {}): Evidence {
  const to = (side: 'left' | 'right', country: string): ToldRound => [
    [edited(side, side === 'left' ? post(country) : visit(country))],
    pair(country),
  ];
  const ids = planned().scenarios.main?.map((one) => one.id) ?? [];
  return evidenceOf(
    ids.map((name) => {
      const rounds = name.startsWith('awkward')
        ? [linking('NO', 'DK'), to('left', 'a\t'), to('right', 'b\t')]
        : [linking('NO', 'DK'), to('left', 'x'), to('left', 'X'), to('right', 'y'), to('right', 'Y')];
      return tell(
        name,
        rounds.map((one, at): ToldRound => (name === id && at === round ? [one[0], told] : one)),
      );
    }),
  );
}

it('all that arrives as it is is as expected', () => {
  expect(found(`verbatim-left/${ROW}`, campaign())).toEqual([]);
  expect(found(`verbatim-right/${ROW}`, campaign())).toEqual([]);
});

describe('a value that is changed on the way', () => {
  it.each([
    [
      ONE,
      1,
      'left',
      pair('a\t', 'a '),
      'right visitAddress.country: expected "a\\t", received "a " (edited on the left)',
    ],
    [
      ONE,
      2,
      'right',
      pair('b ', 'b\t'),
      'left postAddress.country: expected "b\\t", received "b " (edited on the right)',
    ],
    [
      HAIR,
      1,
      'left',
      pair('x', 'NO'),
      'right visitAddress.country: expected "x", received "NO" (edited on the left)',
    ],
    [
      HAIR,
      2,
      'left',
      pair('X', 'x'),
      'right visitAddress.country: expected "X", received "x" (edited on the left)',
    ],
    [
      HAIR,
      3,
      'right',
      pair('X', 'y'),
      'left postAddress.country: expected "y", received "X" (edited on the right)',
    ],
    [
      HAIR,
      4,
      'right',
      pair('y', 'Y'),
      'left postAddress.country: expected "Y", received "y" (edited on the right)',
    ],
  ])('in %s, round %i, is found on the side that it was given on', (id, round, side, told, message) => {
    const evidence = campaign(id, round, told);
    expect(found(`verbatim-${side}/${ROW}`, evidence)).toMatchObject([{ scenario: id, round, message }]);
    expect(found(`verbatim-${side === 'left' ? 'right' : 'left'}/${ROW}`, evidence)).toEqual([]);
  });
});

describe('what is given', () => {
  const given = (id: string, rows: readonly Row[] = [COUNTRY, CODE]): unknown[] =>
    (verbatim(groundOf({ rows })).scenarios.main ?? [])
      .find((one) => one.id === id)
      ?.rounds.slice(1)
      .map(([action]) => (action?.do === 'edit' ? [action.record, action.patch] : action)) ?? [];

  it('are values of the catalogue, the next one for the next row, others on the right', () => {
    expect(given('awkward values/starting with leading zero')).toEqual([
      ['left', { postAddress: { country: '0150', postCode: '0000' } }],
      ['right', { visitAddress: { country: '2026-02-03', postCode: '{"a":[1]}' } }],
    ]);
    expect(given('awkward values/starting with long text')).toEqual([
      ['left', { postAddress: { country: 'Langveien åøæ '.repeat(150).trimEnd(), postCode: '0150' } }],
      ['right', { visitAddress: { country: 'null', postCode: '2026-02-03' } }],
    ]);
  });

  it('are pairs that differ by a hair, first the one and then the other', () => {
    expect(given('values that differ by a hair/starting with letter case')).toEqual([
      ['left', { postAddress: { country: 'Storgata', postCode: 'Storgata 2' } }],
      ['left', { postAddress: { country: 'STORGATA', postCode: 'Storgata 2 ' } }],
      ['right', { visitAddress: { country: 'Storgata 7', postCode: 'Alesund' } }],
      ['right', { visitAddress: { country: 'Stor\u200bgata 7', postCode: 'Ålesund' } }],
    ]);
  });

  describe('to a row of another data type', () => {
    const [NUMBERS, PAIRS] = [awkwardOf({ is: 'integer' }), nearlyEqualOf({ is: 'integer' })];
    const rows = [COUNTRY, { ...CODE, type: 'integer' }];
    const leftOf = (id: string, round: number, all: readonly Row[] = rows): unknown => given(id, all)[round];

    it('are those of the type, each of them, from the beginning again where it has fewer', () => {
      const ids = verbatim(groundOf({ rows })).scenarios.main?.map(({ id }) => id) ?? [];
      const awkward = ids.filter((id) => id.startsWith('awkward values/'));
      expect(awkward).toHaveLength(awkwardOf({ is: 'string' }).length);
      expect(NUMBERS.length).toBeLessThan(awkward.length);
      const codes = awkward.map((id, k) => [id, NUMBERS[(k + 1) % NUMBERS.length]?.value]);
      for (const [id = '', postCode] of codes) {
        const postAddress = { country: expect.any(String), postCode };
        expect(leftOf(id, 0)).toEqual(['left', { postAddress }]);
      }
      const [, two] = PAIRS;
      const first = 'values that differ by a hair/starting with a leading zero';
      expect([0, 1].map((round) => leftOf(first, round))).toEqual([
        ['left', { postAddress: { country: '150', postCode: two?.before } }],
        ['left', { postAddress: { country: '0150', postCode: two?.after } }],
      ]);
    });

    it('are as many as its check says', () => {
      const titles = verbatim(groundOf({ rows })).checks.map(({ title }) => title);
      expect(titles).toContain(
        `${CODE.left} → ${CODE.right}: ${NUMBERS.length} awkward values, and ${PAIRS.length} that differ by a hair, given on the left arrive on the right verbatim`,
      );
      const switches = [{ ...COUNTRY, type: 'boolean' }];
      expect(verbatim(groundOf({ rows: switches })).checks[0]?.title).toBe(
        `${COUNTRY.left} → ${COUNTRY.right}: ${awkwardOf({ is: 'boolean' }).length} awkward values, given on the left arrive on the right verbatim`,
      );
    });

    it('are none that differ by a hair where no two do: the others are given alone', () => {
      const switches = [COUNTRY, { ...CODE, type: 'boolean' }];
      expect(leftOf('values that differ by a hair/starting with letter case', 0, switches)).toEqual([
        'left',
        { postAddress: { country: 'Storgata' } },
      ]);
    });
  });
});
