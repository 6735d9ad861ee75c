/** Each row by itself, on evidence written by hand: a row that moves with another, and an edit that is taken back. */
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../domain/record.ts';
import type { Evidence, ScenarioEvidence } from '../evidence.ts';
import { created, edited, evidenceOf } from '../testing/small-evidence.ts';
import {
  CODE,
  COUNTRY,
  given,
  groundOf,
  linking,
  pair,
  post,
  tell,
  type ToldRound,
  underTest,
  visit,
} from '../testing/topic-under-test.ts';
import { oneByOne } from './one-by-one.ts';

const { found, judged } = underTest(() => oneByOne(groundOf({ rows: [COUNTRY, CODE] })).checks);
const COUNTRY_ALONE = 'others-edited/postAddress.country~visitAddress.country';
const CODE_ALONE = 'others-edited/postAddress.postCode~visitAddress.postCode';

/** What a pair holds in both rows. */
const both = (country: string, code: string, onRight = country): ToldRound[1] => ({
  left: { postAddress: { country, postCode: code } },
  right: { visitAddress: { country: onRight, postCode: code } },
});

/** In each of its scenarios the code is edited on the left to 2, and nothing but it moves; but for what is told. */
function codeEdited(told?: ScenarioEvidence): Evidence {
  const ids = ['alternating edits', 'clearing and filling'].flatMap((what) =>
    ['left', 'right'].map((side) => `${what}/${side} first/postAddress.postCode~visitAddress.postCode`),
  );
  return evidenceOf(ids.map((id) => (told?.id === id ? told : tell(id, codeTo(both('NO', '2'))))));
}

function codeTo(then: ToldRound[1]): ToldRound[] {
  const [left, right] = [
    { postAddress: { country: 'NO', postCode: '1' } },
    { visitAddress: { country: 'DK', postCode: '9' } },
  ];
  return [
    [[created('left', 'left', left), created('right', 'right', right)], both('NO', '1')],
    [[edited('left', { postAddress: { postCode: '2' } })], then],
  ];
}

describe('while another row is edited', () => {
  it('a row is left alone, the round of its first link apart', () => {
    expect(found(COUNTRY_ALONE, codeEdited())).toEqual([]);
  });

  const id = 'clearing and filling/right first/postAddress.postCode~visitAddress.postCode';

  it('a row that changes on the side that was edited is found', () => {
    const evidence = codeEdited(tell(id, codeTo(both('SE', '2', 'NO'))));
    expect(found(COUNTRY_ALONE, evidence)).toEqual([
      {
        message: 'left postAddress.country: only another row was edited, yet it went from "NO" to "SE"',
        scenario: id,
        round: 1,
        record: 'left',
        path: 'postAddress.country',
        expected: '"NO"',
        received: '"SE"',
      },
    ]);
  });

  it('and on the other side', () => {
    expect(found(COUNTRY_ALONE, codeEdited(tell(id, codeTo(both('NO', '2', 'SE')))))).toMatchObject([
      { record: 'right', path: 'visitAddress.country', expected: '"NO"', received: '"SE"' },
    ]);
  });

  it('the row that is edited is none of the others', () => {
    const reads = oneByOne(groundOf({ rows: [COUNTRY, CODE] })).checks.find(({ id: name }) =>
      name.endsWith(CODE_ALONE),
    );
    expect(reads?.scenarios.every((one) => one.endsWith('postAddress.country~visitAddress.country'))).toBe(
      true,
    );
  });

  it('a row without others is not asked of', () => {
    expect(oneByOne(groundOf({ rows: [COUNTRY] })).checks.map(({ id: name }) => name)).toEqual([
      's-to-t/taken-back/postAddress.country~visitAddress.country',
    ]);
  });
});

describe('an edit that is taken back', () => {
  const CHECK = 'taken-back/postAddress.country~visitAddress.country';
  const back = (side: 'left' | 'right', then: ToldRound[1], meanwhile = pair('SE')): ScenarioEvidence => {
    const to = (country: string) => edited(side, side === 'left' ? post(country) : visit(country));
    return tell(`taking back/on the ${side}`, [
      linking('NO', 'NO'),
      [[to('SE')], meanwhile],
      [[to('NO')], then],
    ]);
  };

  it('arrives; what came of the edit before it is of no concern', () => {
    const evidence = evidenceOf([back('left', pair('NO'), pair('SE', 'NO')), back('right', pair('NO'))]);
    expect(judged(CHECK, evidence)).toEqual([]);
  });

  it.each([
    [
      'left',
      pair('NO', 'SE'),
      'right visitAddress.country: expected "NO", received "SE" (edited on the left)',
    ],
    [
      'right',
      pair('SE', 'NO'),
      'left postAddress.country: expected "NO", received "SE" (edited on the right)',
    ],
  ] as const)('on the %s and does not arrive is found', (side, then, message) => {
    const other = side === 'left' ? 'right' : 'left';
    expect(found(CHECK, evidenceOf([back(side, then), back(other, pair('NO'))]))).toMatchObject([
      { scenario: `taking back/on the ${side}`, round: 2, message },
    ]);
  });
});

it.each(['left', 'right'])(
  'what is gone back to on the %s is what both were created with, in each row',
  (side) => {
    const { scenarios } = oneByOne(groundOf({ rows: [COUNTRY, CODE] }));
    const [begin = [], , back = []] =
      scenarios.main?.find(({ id }) => id === `taking back/on the ${side}`)?.rounds ?? [];
    const [left, right] = begin.map(given);
    const [key, country, postCode] = ['orgNr', 'postAddress.country', 'postAddress.postCode'].map((path) =>
      valueAt(left ?? {}, path),
    );
    expect([key, country, postCode]).toEqual([
      expect.stringMatching(/^\d{9}$/),
      expect.any(String),
      expect.any(String),
    ]);
    expect(right).toMatchObject({
      orgNr: key,
      name: expect.any(String),
      visitAddress: { country, postCode },
    });
    expect(back).toEqual([
      {
        do: 'edit',
        record: side,
        patch: { [side === 'left' ? 'postAddress' : 'visitAddress']: { country, postCode } },
      },
    ]);
  },
);
