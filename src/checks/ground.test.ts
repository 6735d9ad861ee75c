/** What every topic stands on: names, lines, and companies that belong together and differ in all else. */
import { describe, expect, it } from 'vitest';
import type { Row } from '../domain/dataflow.ts';
import { type Patch, valueAt } from '../domain/record.ts';
import {
  checkOf,
  type CheckDraft,
  editAllRows,
  type Ground,
  keyFor,
  linesSaying,
  matchedPair,
  mirrorOf,
  rowSlug,
  sectionSlug,
} from './ground.ts';
import { companySource, type Source } from './source.ts';
import { CODE, COUNTRY, groundOf, linkOf, MIRROR } from './testing/topic-under-test.ts';

/** Gives out companies of one country, and values and keys that count. */
function countingSource(): Source {
  let drawn = 0;
  const next = (what: string): string => `${what} ${++drawn}`;
  const address = (country: string) => ({
    country,
    postCode: '0150',
    postalArea: 'OSLO',
    streetAddress: 'Storgata 1',
  });
  return {
    ...companySource({ seed: 1, tag: undefined, merge: [] }),
    key: ({ left, right }) => next(`key of ${left} and ${right}`),
    value: (side, path) => next(`${side} ${path}`),
    record: () => ({
      orgNr: next('number'),
      name: next('name'),
      phone: next('phone'),
      email: next('email'),
      website: next('website'),
      postAddress: address('NO'),
      visitAddress: address('NO'),
    }),
  };
}

describe('a check', () => {
  const draft: CheckDraft = {
    name: 'x',
    kind: 'implied',
    group: 'properties',
    title: 'x',
    scenarios: [],
    judge: () => [],
  };
  const blamed = (change: Partial<Ground>, row: Row) => {
    const { rows, lines } = checkOf(groundOf({ rows: [COUNTRY, CODE, MIRROR], ...change }), {
      ...draft,
      lines: [30, 12],
      rows: [row],
    });
    return { rows, lines };
  };
  const [OWN, OTHER] = [
    'postAddress.country → visitAddress.country',
    'visitAddress.country → postAddress.country',
  ];

  it('is of its row; in one tenant of the mirror too, each line once', () => {
    expect(blamed({}, COUNTRY)).toEqual({ rows: [OWN], lines: [30, 12] });
    expect(blamed({ topology: 'one-tenant' }, COUNTRY)).toEqual({ rows: [OWN, OTHER], lines: [30, 12, 32] });
    const self = { left: 'phone', right: 'phone', type: 'string', line: 40 };
    expect(blamed({ topology: 'one-tenant', rows: [self] }, self).rows).toEqual(['phone → phone']);
    expect(blamed({ topology: 'one-tenant' }, CODE).rows).toEqual([
      'postAddress.postCode → visitAddress.postCode',
    ]);
  });

  it('names its direction, if it has one', () => {
    expect(checkOf(groundOf(), draft).direction).toBe(null);
    expect(checkOf(groundOf(), { ...draft, direction: 'right' }).direction).toBe('right');
  });
});

describe('a mirror', () => {
  it('crosses both properties', () => {
    const half = { ...COUNTRY, left: COUNTRY.right };
    const otherHalf = { ...COUNTRY, right: COUNTRY.left };
    expect(mirrorOf([half, otherHalf, COUNTRY, MIRROR], COUNTRY)).toBe(MIRROR);
    expect(mirrorOf([half, otherHalf], COUNTRY)).toBeUndefined();
  });
});

describe('lines', () => {
  it('are those of the sentences that say it, or that of the heading', () => {
    const sentence = (line: number) =>
      ({ text: 'x', meaning: 'keeps in sync', place: 'before rows', line }) as const;
    const link = { ...linkOf([COUNTRY]), sentences: [sentence(14), sentence(18)] };
    expect(linesSaying(groundOf({ link }), 'keeps in sync')).toEqual([14, 18]);
    expect(linesSaying(groundOf({ link }), 'a link comes first')).toEqual([10]);
  });
});

describe('a name', () => {
  it('has letters, digits, dots and colons, and a dash for what is between', () => {
    expect(sectionSlug({ source: 'Crmoffice Companies', target: 'Crmoffice Companies' })).toBe(
      'crmoffice-companies',
    );
    expect(sectionSlug({ source: '(A) — ', target: 'Ærlig & Åse B.2 ()' })).toBe('a-to-rlig-ase-b.2');
    expect(sectionSlug({ source: '((A', target: 'B))' })).toBe('a-to-b');
    expect(rowSlug({ ...COUNTRY, left: 'é', right: 'x$: --' })).toBe('e~x$:');
  });
});

describe('a pair', () => {
  const on = (change: Partial<Ground> = {}) => groundOf({ source: countingSource(), ...change });

  it('has one key, and differs in every row: what is alike by chance is drawn anew on the right', () => {
    const phone = { left: 'phone', right: 'phone', type: 'string', line: 40 };
    const { left, right } = matchedPair(on({ rows: [COUNTRY, phone] }));
    expect(valueAt(left, 'orgNr')).toMatch(/^key of orgNr and orgNr \d+$/);
    expect(valueAt(right, 'orgNr')).toBe(valueAt(left, 'orgNr'));
    expect(valueAt(left, 'postAddress.country')).toBe('NO');
    expect(right['visitAddress']).toEqual({
      country: 'right visitAddress.country 11',
      postCode: '0150',
      postalArea: 'OSLO',
      streetAddress: 'Storgata 1',
    });
    expect([valueAt(left, 'phone'), valueAt(right, 'phone')]).toEqual(['phone 3', 'phone 8']);
  });

  it('has a key of the kind of its rule', () => {
    expect(keyFor(on(), { left: 'orgNr', right: 'phone', line: 1 })).toBe('key of orgNr and phone 1');
    expect(keyFor(on(), { left: 'phone', right: 'orgNr', line: 1 })).toBe('key of phone and orgNr 1');
  });
});

it('all rows are edited to new values, the key to a new key', () => {
  const rule = { left: 'orgNr', right: 'phone', line: 20 };
  const rows = [
    COUNTRY,
    { left: 'orgNr', right: 'email', type: 'string', line: 40 },
    { left: 'email', right: 'phone', type: 'string', line: 41 },
  ];
  const edits = (side: 'left' | 'right'): Patch => {
    const action = editAllRows(groundOf({ source: countingSource(), rule, rows }), 'one', side);
    expect(action).toMatchObject({ do: 'edit', record: 'one' });
    return action.do === 'edit' ? action.patch : {};
  };
  expect(edits('left')).toEqual({
    postAddress: { country: 'left postAddress.country 1' },
    orgNr: 'key of orgNr and phone 2',
    email: 'left email 3',
  });
  expect(edits('right')).toEqual({
    visitAddress: { country: 'right visitAddress.country 1' },
    email: 'right email 2',
    phone: 'key of orgNr and phone 3',
  });
});
