/** One row edited on both sides, on evidence written by hand: what they may agree on, and which edit each policy prefers. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../evidence.ts';
import { DEFAULT_POLICIES, type Policies } from '../policies.ts';
import { edited, evidenceOf } from '../testing/small-evidence.ts';
import {
  groundOf,
  linking,
  pair,
  post,
  tell,
  type ToldRound,
  underTest,
  visit,
} from '../testing/topic-under-test.ts';
import { conflict } from './conflict.ts';

const SLUG = 'postAddress.country~visitAddress.country';
const under = (policy: Policies['conflict']) =>
  underTest(() => conflict(groundOf({ policies: { ...DEFAULT_POLICIES, conflict: policy } })).checks);
const ORDERS = ['left edited last', 'right edited last', 'same time'] as const;

/** Sweden is given on the left and Finland on the right; in this order the pair holds what is told. */
function campaign(order: (typeof ORDERS)[number], told: ToldRound[1]): Evidence {
  return evidenceOf(
    ORDERS.map((one) =>
      tell(`conflict/${one}/${SLUG}`, [
        linking('NO', 'DK'),
        [[edited('left', post('SE')), edited('right', visit('FI'))], one === order ? told : pair('SE')],
      ]),
    ),
  );
}

describe.each(ORDERS)('%s', (order) => {
  it('both agree on either of the edits', () => {
    for (const country of ['SE', 'FI']) {
      expect(under('newest').found(`both-edited/${SLUG}`, campaign(order, pair(country)))).toEqual([]);
    }
  });

  it.each([
    ['another value', pair('NO'), 'left postAddress.country: expected one of "SE" and "FI", received "NO"'],
    [
      'no one value',
      pair('SE', 'FI'),
      'right visitAddress.country: expected what the left one holds at postAddress.country, "SE", received "FI"',
    ],
  ])('both agreeing on %s is found', (_, told, message) => {
    expect(under('newest').found(`both-edited/${SLUG}`, campaign(order, told))).toMatchObject([
      { scenario: `conflict/${order}/${SLUG}`, round: 1, message },
    ]);
  });
});

describe('of the two edits', () => {
  it.each<[Policies['conflict'], (typeof ORDERS)[number], string, 'SE' | 'FI']>([
    ['newest', 'left edited last', 'left-last', 'SE'],
    ['newest', 'right edited last', 'right-last', 'FI'],
    ['newest', 'same time', 'same-time', 'SE'],
    ['left', 'left edited last', 'left-last', 'SE'],
    ['left', 'right edited last', 'right-last', 'SE'],
    ['left', 'same time', 'same-time', 'SE'],
    ['right', 'left edited last', 'left-last', 'FI'],
    ['right', 'right edited last', 'right-last', 'FI'],
    ['right', 'same time', 'same-time', 'FI'],
  ])('policy %s, %s: %s wants %s', (policy, order, name, winner) => {
    const loser = winner === 'SE' ? 'FI' : 'SE';
    const check = `policy/conflict-${name}`;
    expect(under(policy).found(check, campaign(order, pair(winner)))).toEqual([]);
    expect(under(policy).found(check, campaign(order, pair(loser)))).toMatchObject([
      { round: 1, message: `left postAddress.country: expected "${winner}", received "${loser}"` },
    ]);
  });

  it('at the same time, which is the left one is not known in one tenant', () => {
    const one = underTest(() => conflict(groundOf({ topology: 'one-tenant' })).checks);
    expect(one.lackOf('policy/conflict-same-time', campaign('same time', pair('SE')))).toBe(
      'in one tenant the engine chooses which record is the left one',
    );
    expect(one.found('policy/conflict-left-last', campaign('left edited last', pair('SE')))).toEqual([]);
  });
});
