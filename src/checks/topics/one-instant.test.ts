/** Edits that bear a time already seen, on evidence written by hand: looked for in the round in which they are made. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../evidence.ts';
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
import { oneInstant } from './one-instant.ts';

const { found } = underTest(() => oneInstant(groundOf()).checks);

/** A pair that is edited to Sweden in the first round after its link, and one in the second; they hold what is told. */
function campaign(side: 'left' | 'right', first: ToldRound[1], again: ToldRound[1]): Evidence {
  const edit = edited(side, side === 'left' ? post('SE') : visit('SE'));
  return evidenceOf(
    [
      tell(`one instant/on the ${side}, first`, [linking('NO', 'DK'), [[edit], first], [[], pair('NO')]]),
      tell(`one instant/on the ${side}, again`, [linking('NO', 'DK'), [[], pair('NO')], [[edit], again]]),
    ].map((one) => ({ ...one, batch: 'one instant' })),
  );
}

describe.each([
  ['left', pair('SE', 'NO'), 'right visitAddress.country'],
  ['right', pair('NO', 'SE'), 'left postAddress.country'],
] as const)('an edit on the %s', (side, lost, where) => {
  const message = `${where}: expected "SE", received "NO" (edited on the ${side})`;

  it('arrives in the round in which it is made', () => {
    expect(found(`one-instant-${side}`, campaign(side, pair('SE'), pair('SE')))).toEqual([]);
  });

  it('before the engine has seen the time, that is lost, is found', () => {
    expect(found(`one-instant-${side}`, campaign(side, lost, pair('SE')))).toMatchObject([
      { scenario: `one instant/on the ${side}, first`, round: 1, message },
    ]);
  });

  it('after it, that is lost, is found', () => {
    expect(found(`one-instant-${side}`, campaign(side, pair('SE'), lost))).toMatchObject([
      { scenario: `one instant/on the ${side}, again`, round: 2, message },
    ]);
  });
});

it('each record is edited once, while nothing is done in the other round', () => {
  const scenarios = oneInstant(groundOf()).scenarios['one instant'] ?? [];
  expect(scenarios.map(({ rounds }) => rounds.map((actions) => actions.length))).toEqual([
    [2, 0, 1],
    [2, 0, 1],
    [2, 1, 0],
    [2, 1, 0],
  ]);
});
