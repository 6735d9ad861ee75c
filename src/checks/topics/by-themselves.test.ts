/** Rows that each need pairs of their own: what these hold, and what is done to them. */
import { describe, expect, it } from 'vitest';
import type { Row } from '../../domain/dataflow.ts';
import { valueAt } from '../../domain/record.ts';
import { COUNTRY, given, groundOf } from '../testing/topic-under-test.ts';
import { byThemselves } from './by-themselves.ts';

/** Shares its left property with `COUNTRY`. */
const PHONE: Row = { left: COUNTRY.left, right: 'phone', type: 'string', line: 40 };
const BY_KEY: Row = { left: 'orgNr', right: 'email', type: 'string', line: 41 };
const BESIDE_KEY: Row = { left: 'website', right: 'email', type: 'string', line: 42 };

function roundsOf(id: string, alone: readonly Row[], rows: readonly Row[] = [COUNTRY]) {
  const { scenarios } = byThemselves(groundOf({ rows, byThemselves: alone }));
  return scenarios.main?.find((one) => one.id === id)?.rounds ?? [];
}

describe('a pair of a row by itself', () => {
  it.each([
    ['left', [expect.any(String), null, null]],
    ['right', [null, null, expect.any(String)]],
  ] as const)('holds one value, on the %s, in all that its properties are shared with', (side, held) => {
    const [begin = []] = roundsOf(`by itself/${side} first/postAddress.country~phone`, [PHONE]);
    const [left, right] = begin.map(given);
    expect([
      valueAt(left ?? {}, COUNTRY.left),
      valueAt(right ?? {}, COUNTRY.right),
      valueAt(right ?? {}, 'phone'),
    ]).toEqual(held);
    expect(valueAt(left ?? {}, 'orgNr')).toMatch(/^\d{9}$/);
    expect(valueAt(right ?? {}, 'orgNr')).toBe(valueAt(left ?? {}, 'orgNr'));
  });

  it('is edited on alternate sides in that row alone, cleared, and filled on the other', () => {
    const [, ...rounds] = roundsOf('by itself/right first/postAddress.country~phone', [PHONE]);
    const value = expect.any(String);
    expect(rounds).toEqual([
      [{ do: 'edit', record: 'right', patch: { phone: value } }],
      [{ do: 'edit', record: 'left', patch: { postAddress: { country: value } } }],
      [{ do: 'edit', record: 'right', patch: { phone: null } }],
      [{ do: 'edit', record: 'left', patch: { postAddress: { country: value } } }],
    ]);
    const given4 = rounds.map(([action]) => JSON.stringify(action));
    expect(new Set(given4).size).toBe(4);
  });

  it('holds the key wherever its properties reach it, and is given new keys', () => {
    const all = [BY_KEY, BESIDE_KEY];
    const [begin = [], ...rounds] = roundsOf('by itself/left first/orgNr~email', all, []);
    const [left, right] = begin.map(given);
    const key = valueAt(left ?? {}, 'orgNr');
    expect(key).toMatch(/^\d{9}$/);
    const same = [
      valueAt(left ?? {}, 'website'),
      valueAt(right ?? {}, 'orgNr'),
      valueAt(right ?? {}, 'email'),
    ];
    expect(same).toEqual([key, key, key]);
    const number = expect.stringMatching(/^\d{9}$/);
    expect(rounds.map(([action]) => given(action))).toEqual([
      { orgNr: number },
      { email: number },
      { orgNr: null },
      { email: number },
    ]);
  });

  it('has the other of two values each time, where there are two', () => {
    const row = { left: 'phone', right: 'email', type: 'boolean', line: 43 };
    const [begin = [], ...rounds] = roundsOf('by itself/left first/phone~email', [row]);
    expect(valueAt(given(begin[0]), 'phone')).toBe('true');
    expect(rounds.map(([action]) => given(action))).toEqual([
      { phone: 'false' },
      { email: 'true' },
      { phone: null },
      { email: 'false' },
    ]);
  });
});
