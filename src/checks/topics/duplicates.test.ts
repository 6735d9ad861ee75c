/** Several records with one key, on evidence written by hand: a link that holds, and records that are left alone. */
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../domain/record.ts';
import type { Evidence } from '../evidence.ts';
import type { Ground } from '../ground.ts';
import { DEFAULT_POLICIES } from '../policies.ts';
import type { Action } from '../scenario.ts';
import { created, edited, evidenceOf } from '../testing/small-evidence.ts';
import {
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
import { duplicates } from './duplicates.ts';

const on = (change: Partial<Ground> = {}) => underTest(() => duplicates(groundOf(change)).checks);
const ANY = { policies: { ...DEFAULT_POLICIES, duplicates: 'any' } } as const;
const NEWCOMER = 'duplicates/a newcomer on the left';

/** A pair is linked, then a newcomer with its key comes; the pair is edited on the left, then on the right. */
function withNewcomer(left: ToldRound[1], right: ToldRound[1], newcomer = post('GL')): Evidence {
  const beside = (holds: ToldRound[1]): ToldRound[1] => ({ ...holds, newcomer });
  return evidenceOf([
    tell(
      NEWCOMER,
      [
        linking('NO', 'DK'),
        [[created('newcomer', 'left', post('GL'))], beside(pair('NO'))],
        [[edited('left', post('SE'))], beside(left)],
        [[edited('right', visit('FI'))], beside(right)],
      ],
      { sides: { left: 'left', right: 'right', newcomer: 'left' } },
    ),
  ]);
}

describe('a link', () => {
  const CHECK = 'link-outlives-newcomer-left';

  it('outlives a newcomer: edits still arrive', () => {
    expect(on().found(CHECK, withNewcomer(pair('SE'), pair('FI')))).toEqual([]);
  });

  it('that ends with it is found, on the side that nothing comes to any more', () => {
    expect(on().found(CHECK, withNewcomer(pair('SE', 'NO'), pair('FI')))).toEqual([
      {
        message:
          'right: the left one of a linked pair was edited, yet nothing came to it from the other company',
        scenario: NEWCOMER,
        round: 2,
        record: 'right',
      },
    ]);
    expect(on().found(CHECK, withNewcomer(pair('SE'), pair('SE', 'FI')))).toEqual([
      {
        message:
          'left: the right one of a linked pair was edited, yet nothing came to it from the other company',
        scenario: NEWCOMER,
        round: 3,
        record: 'left',
      },
    ]);
  });
});

describe('a newcomer with the key of a linked pair', () => {
  const linked = withNewcomer(pair('SE'), pair('FI'), post('NO'));
  const message =
    'newcomer: more than one record has its key, yet the engine changed postAddress.country from "GL" to "NO"';

  it('is left alone by the default', () => {
    expect(on().found('policy/newcomer-left', withNewcomer(pair('SE'), pair('FI')))).toEqual([]);
    expect(on().found('policy/newcomer-left', linked)).toEqual([
      { message, scenario: NEWCOMER, round: 1, record: 'newcomer', path: 'postAddress.country' },
    ]);
  });

  it('is only recorded where nothing is expected, and in one tenant', () => {
    const one = { topology: 'one-tenant' } as const;
    for (const change of [ANY, one, { ...ANY, ...one }]) {
      expect(on(change).judged('policy/newcomer-left', linked)).toEqual({ recorded: message });
      expect(on(change).judged('policy/newcomer-left', withNewcomer(pair('SE'), pair('FI')))).toEqual({
        recorded: 'left alone',
      });
    }
  });
});

describe('two on one side and one on the other', () => {
  const twins = (holds: ToldRound[1]): Evidence =>
    evidenceOf([
      tell('duplicates/two on the left', [
        [
          [
            created('left', 'left', post('NO')),
            created('right', 'right', visit('DK')),
            created('twin', 'left', post('IS')),
          ],
          holds,
        ],
      ]),
    ]);

  it('are all left alone by the default', () => {
    expect(on().found('policy/duplicates-left', twins({ ...pair('NO', 'DK'), twin: post('IS') }))).toEqual(
      [],
    );
  });

  it.each([
    ['left', { ...pair('DK', 'DK'), twin: post('IS') }],
    ['right', { ...pair('NO', 'NO'), twin: post('IS') }],
    ['twin', { ...pair('NO', 'DK'), twin: post('DK') }],
  ])('of which the %s one was changed are found, and recorded as what was found', (record, holds) => {
    expect(on().found('policy/duplicates-left', twins(holds))).toMatchObject([{ round: 0, record }]);
  });

  it('of which two were changed are recorded with both', () => {
    expect(
      on(ANY).judged('policy/duplicates-left', twins({ ...pair('DK', 'NO'), twin: post('IS') })),
    ).toEqual({
      recorded:
        'left: more than one record has its key, yet the engine changed postAddress.country from "NO" to "DK"; ' +
        'right: more than one record has its key, yet the engine changed visitAddress.country from "DK" to "NO"',
    });
  });
});

describe('what is arranged', () => {
  const KEY_ROW = { left: 'orgNr', right: 'phone', type: 'string', line: 40 };
  const OTHER_KEY_ROW = { left: 'phone', right: 'orgNr', type: 'string', line: 41 };
  const rows = [COUNTRY, KEY_ROW, OTHER_KEY_ROW];
  const scenario = (id: string) =>
    duplicates(groundOf({ rows })).scenarios.duplicates?.find((one) => one.id === id)?.rounds ?? [];
  const keyOf = (action: Action | undefined) => valueAt(given(action), 'orgNr');

  it('bears one key, and the pair’s key is not edited beside a newcomer', () => {
    const [first = [], [newcomer] = [], left, right] = scenario(NEWCOMER);
    const keys = [...first, newcomer].map(keyOf);
    expect(keys[0]).toMatch(/^\d{9}$/);
    expect(new Set(keys).size).toBe(1);
    expect(left).toMatchObject([{ record: 'left', patch: { postAddress: { country: expect.any(String) } } }]);
    expect(Object.keys(given(left?.[0]))).toEqual(['postAddress']);
    expect(Object.keys(given(right?.[0]))).toEqual(['visitAddress']);
  });

  it.each(['left', 'right'])('of twins on the %s too', (side) => {
    const [first = []] = scenario(`duplicates/two on the ${side}`);
    expect(new Set(first.map(keyOf)).size).toBe(1);
    expect(keyOf(first[2])).toMatch(/^\d{9}$/);
  });
});
