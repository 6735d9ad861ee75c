/** Refused writes, on evidence written by hand: what has to have arrived after them, and that they were met. */
import { describe, expect, it } from 'vitest';
import type { Evidence, Settle } from '../evidence.ts';
import { edited, evidenceOf, settle } from '../testing/small-evidence.ts';
import { groundOf, linking, pair, post, tell, underTest, visit } from '../testing/topic-under-test.ts';
import { faults } from './faults.ts';

const { found, reasonOf } = underTest(() => faults(groundOf()).checks);
const CHECKS = ['faults/first-link', 'faults/edit-left', 'faults/edit-right'];
const PAIRS = [1, 2, 3, 4, 5, 6].map((n) => `faults/pair ${n}`);
const SETTLED = [pair('NO'), pair('SE'), pair('FI')];

/** Six pairs that are linked, edited on the left to Sweden and on the right to Finland; one holds what is told. */
function campaign(settles: Settle[], told = SETTLED): Evidence {
  const scenarios = PAIRS.map((id) => {
    const [linked = {}, left = {}, right = {}] = id === 'faults/pair 6' ? told : SETTLED;
    const [actions] = linking('NO', 'DK');
    return tell(
      id,
      [
        [actions, linked],
        [[edited('left', post('SE'))], left],
        [[edited('right', visit('FI'))], right],
      ],
      { batch: 'faults' },
    );
  });
  return evidenceOf(scenarios, { settles });
}

const met = (round: number, of429: number, of500: number): Settle =>
  settle(round, {
    batch: 'faults',
    faults: [
      { side: 'left', fault: { name: 'too-many-requests' }, met: 0 },
      { side: 'left', fault: { name: 'server-error', status: 500 }, met: of500 },
      { side: 'right', fault: { name: 'too-many-requests' }, met: of429 },
    ],
  });
const ALL = [met(0, 1, 1), met(1, 2, 1), met(2, 1, 3)];

it('all that was done arrives, and both faults were met', () => {
  for (const name of CHECKS) expect(found(name, campaign(ALL))).toEqual([]);
});

describe('what has not arrived', () => {
  it.each([
    [
      'faults/first-link',
      [pair('NO', 'DK'), pair('SE'), pair('FI')],
      'right visitAddress.country: expected what the left one holds at postAddress.country, "NO", received "DK"',
    ],
    [
      'faults/edit-left',
      [pair('NO'), pair('SE', 'NO'), pair('FI')],
      'right visitAddress.country: expected "SE", received "NO" (edited on the left)',
    ],
    [
      'faults/edit-right',
      [pair('NO'), pair('SE'), pair('SE', 'FI')],
      'left postAddress.country: expected "FI", received "SE" (edited on the right)',
    ],
  ])('is found by %s and no other, though no fault was met', (name, told, message) => {
    expect(
      found(
        name,
        campaign(
          [0, 1, 2].map((round) => met(round, 0, 0)),
          told,
        ),
      ),
    ).toMatchObject([{ scenario: 'faults/pair 6', message }]);
    for (const other of CHECKS.filter((one) => one !== name)) {
      expect(found(other, campaign(ALL, told))).toEqual([]);
    }
  });
});

describe('where a fault met no write nothing was shown', () => {
  it.each<[string, Settle, string]>([
    ['neither', met(1, 0, 0), '0 of 2 faults met a write of the engine'],
    ['the 500 only', met(1, 0, 1), '1 of 2 faults met a write of the engine'],
    ['the 429 only', met(1, 1, 0), '1 of 2 faults met a write of the engine'],
  ])('in the round: %s', (_, settled, reason) => {
    const evidence = campaign([met(0, 1, 1), settled, met(2, 1, 1)]);
    expect(reasonOf('faults/edit-left', evidence)).toBe(reason);
    expect(found('faults/first-link', evidence)).toEqual([]);
    expect(found('faults/edit-right', evidence)).toEqual([]);
  });

  it('in the batch of refused writes', () => {
    const lone = {
      ...campaign(ALL),
      settles: [{ ...met(0, 1, 1), batch: 'main' }, settle(0, { batch: 'faults' })],
    };
    expect(reasonOf('faults/first-link', lone)).toBe('0 of 2 faults met a write of the engine');
  });
});
