/** Edits of two rows at once, on evidence written by hand: each row answers for the edit that was made of it. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../evidence.ts';
import { created, edited, evidenceOf } from '../testing/small-evidence.ts';
import {
  CODE,
  COUNTRY,
  groundOf,
  MIRROR,
  tell,
  type ToldRound,
  underTest,
} from '../testing/topic-under-test.ts';
import { independentEdits } from './independent.ts';

const { found } = underTest(() => independentEdits(groundOf({ rows: [COUNTRY, CODE] })).checks);
const [COUNTRY_SLUG, CODE_SLUG] = [
  'postAddress.country~visitAddress.country',
  'postAddress.postCode~visitAddress.postCode',
];
const COUNTRY_LEFT = `independent edits/${COUNTRY_SLUG} and ${CODE_SLUG}`;
const CODE_LEFT = `independent edits/${CODE_SLUG} and ${COUNTRY_SLUG}`;

const holds = (left: [string, string], right = left): ToldRound[1] => ({
  left: { postAddress: { country: left[0], postCode: left[1] } },
  right: { visitAddress: { country: right[0], postCode: right[1] } },
});
const begin: ToldRound = [
  [created('left', 'left', holds(['NO', '1'])['left'] ?? {}), created('right', 'right')],
  holds(['NO', '1']),
];

/** The country becomes SE and the code 2: first the country on the left, in the other scenario the code. */
function campaign(countryOnLeft: ToldRound[1], codeOnLeft = holds(['SE', '2'])): Evidence {
  return evidenceOf([
    tell(COUNTRY_LEFT, [
      begin,
      [
        [
          edited('left', { postAddress: { country: 'SE' } }),
          edited('right', { visitAddress: { postCode: '2' } }),
        ],
        countryOnLeft,
      ],
    ]),
    tell(CODE_LEFT, [
      begin,
      [
        [
          edited('left', { postAddress: { postCode: '2' } }),
          edited('right', { visitAddress: { country: 'SE' } }),
        ],
        codeOnLeft,
      ],
    ]),
  ]);
}

describe('two edits, one on each side', () => {
  it('both survive', () => {
    for (const slug of [COUNTRY_SLUG, CODE_SLUG]) {
      expect(found(`independent-edits/${slug}`, campaign(holds(['SE', '2'])))).toEqual([]);
    }
  });

  it('of which the left one is lost: its row is blamed, and not the other', () => {
    const lost = campaign(holds(['NO', '2']));
    expect(found(`independent-edits/${COUNTRY_SLUG}`, lost).map(({ message }) => message)).toEqual([
      'left postAddress.country: expected "SE", received "NO" (the side that was edited did not keep its value)',
      'right visitAddress.country: expected "SE", received "NO" (edited on the left)',
    ]);
    expect(found(`independent-edits/${CODE_SLUG}`, lost)).toEqual([]);
  });

  it('of which the right one is lost, in the scenario of the other row on the left', () => {
    const lost = campaign(holds(['SE', '2']), holds(['NO', '2'], ['SE', '2']));
    expect(found(`independent-edits/${COUNTRY_SLUG}`, lost)).toMatchObject([
      {
        scenario: CODE_LEFT,
        round: 1,
        message: 'left postAddress.country: expected "SE", received "NO" (edited on the right)',
      },
    ]);
    expect(found(`independent-edits/${CODE_SLUG}`, lost)).toEqual([]);
  });
});

describe('the rows that are edited together', () => {
  const AREA = { left: 'postAddress.postalArea', right: 'visitAddress.postalArea', type: 'string', line: 33 };
  const PHONE = { left: 'phone', right: 'phone', type: 'string', line: 34 };
  const together = (rows: (typeof COUNTRY)[]) =>
    (independentEdits(groundOf({ rows })).scenarios.main ?? []).map(({ id }) =>
      id
        .slice('independent edits/'.length)
        .split(' and ')
        .map((slug) => rows.findIndex((row) => slug === `${row.left}~${row.right}`)),
    );

  it('are the next of the same object, the next of another, and the mirror, each once', () => {
    expect(together([COUNTRY, CODE, AREA, PHONE, MIRROR])).toEqual([
      [0, 1],
      [0, 3],
      [0, 4],
      [1, 2],
      [1, 3],
      [2, 0],
      [2, 3],
      [3, 4],
      [4, 0],
    ]);
  });

  it('share no property, and a row without any such is not asked of', () => {
    const sharing = { ...CODE, left: COUNTRY.left };
    expect(together([COUNTRY, sharing])).toEqual([]);
    expect(together([COUNTRY, { ...CODE, right: COUNTRY.right }])).toEqual([]);
    expect(independentEdits(groundOf({ rows: [COUNTRY] })).checks).toEqual([]);
  });
});
