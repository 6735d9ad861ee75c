/** Awkward values and near misses of every type that a leaf can have. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeafType } from '../domain/data-type.ts';
import { canHold } from '../domain/wire.ts';
import { awkwardOf, awkwardValues, nearlyEqualOf, nearlyEqualValues } from './awkward.ts';
import { nearKeysOf, nearMissesOf } from './near-misses.ts';
import { createRecordSource } from './records.ts';

const FORMATS = [
  '%Y-%m-%d',
  '%d.%m.%Y',
  '%d/%m/%y',
  '%Y%m%d',
  '%Y-%m-%dT%H:%M:%SZ',
  '%Y-%m-%d %H:%M:%S.%L',
  '%I:%M %p',
  '%H:%M',
  '%Y',
  '%B %Y',
  '%G-W%V',
  '%q/%Y',
  '%s',
  '%Q',
  '%x',
  '%X',
  '%c',
  '100%% %j',
];
const dateOf = (format: string): LeafType => ({ is: 'date', format });
const PLAIN: LeafType[] = [
  { is: 'string' },
  { is: 'integer' },
  { is: 'float' },
  { is: 'decimal' },
  { is: 'list' },
];
const TYPES: LeafType[] = [...PLAIN, ...FORMATS.map(dateOf)];
const BOOLEAN: LeafType = { is: 'boolean' };

describe('awkward values', () => {
  it.each([...TYPES, BOOLEAN])('of %o can be held as they are, and differ in name and text', (type) => {
    const values = awkwardOf(type);
    expect(values.filter(({ value }) => value === '' || !canHold(type, value))).toEqual([]);
    expect(values.length).toBeGreaterThan(0);
    expect(new Set(values.map(({ value }) => value)).size).toBe(values.length);
    expect(new Set(values.map(({ name }) => name)).size).toBe(values.length);
  });

  it.each(TYPES)('of %o that are nearly equal differ, and can be held as they are', (type) => {
    const pairs = nearlyEqualOf(type);
    const wrong = pairs.filter(
      ({ before, after }) => before === after || !canHold(type, before) || !canHold(type, after),
    );
    expect(wrong).toEqual([]);
    expect(pairs.length).toBeGreaterThan(0);
  });

  it('of texts are those of Crmoffice, and no other type has any of these', () => {
    expect(awkwardOf({ is: 'string' })).toEqual(awkwardValues('string'));
    expect(nearlyEqualOf({ is: 'string' })).toEqual(nearlyEqualValues('string'));
    expect(nearlyEqualValues('integer')).toBeNull();
  });

  it('of booleans are both, and none is nearly the other', () => {
    expect(awkwardOf(BOOLEAN).map(({ value }) => value)).toEqual(['true', 'false']);
    expect(nearlyEqualOf(BOOLEAN)).toEqual([]);
  });

  it('of numbers are what careless arithmetic changes', () => {
    const values = (type: LeafType): string[] => awkwardOf(type).map(({ value }) => value);
    expect(values({ is: 'integer' })).toEqual(
      expect.arrayContaining(['0', '-1', '1000000', '9007199254740991']),
    );
    expect(values({ is: 'float' })).toEqual(expect.arrayContaining(['0.5', '-0.25', '1e+21', '1e-7']));
    const differing = nearlyEqualOf({ is: 'decimal' }).filter(
      ({ before, after }) => Number(before) !== Number(after),
    );
    expect(nearlyEqualOf({ is: 'decimal' }).length - differing.length).toBeGreaterThan(3);
  });

  it('of dates are leap days, the epoch and far years, where the format shows them', () => {
    const named = (format: string): Record<string, string> =>
      Object.fromEntries(awkwardOf(dateOf(format)).map(({ name, value }) => [name, value]));
    expect(named('%d.%m.%Y')).toMatchObject({
      'leap day': '29.02.2024',
      'the first moment of 1970': '01.01.1970',
      'four digits with zeros': '01.01.0999',
      'the last year of four digits': '31.12.9999',
    });
    expect(named('%d.%m.%y')).not.toHaveProperty('the last year of four digits');
    expect(Object.keys(named('%H:%M'))).toEqual([
      'an ordinary one',
      'midnight',
      'the last moment of a day',
      'noon',
    ]);
  });

  it('of dates that are nearly equal are a unit apart, or read otherwise', () => {
    const named = Object.fromEntries(
      nearlyEqualOf(dateOf('%Y-%m-%d')).map(({ name, before, after }) => [name, [before, after]]),
    );
    expect(named).toMatchObject({
      'one day': ['2026-05-17', '2026-05-18'],
      'one month': ['2026-05-17', '2026-06-17'],
      'one year': ['2026-05-17', '2027-05-17'],
      'day and month swapped': ['2026-02-03', '2026-03-02'],
    });
  });

  it('of a date that cannot be written are none', () => {
    expect(awkwardOf(dateOf('%z'))).toEqual([]);
    expect(nearlyEqualOf(dateOf('%H:%M%z'))).toEqual([]);
  });
});

describe('near misses of a key', () => {
  const decimal = fc
    .tuple(fc.boolean(), fc.nat(), fc.stringMatching(/^(\.[0-9]{1,6})?$/))
    .map(([isNegative, whole, fraction]) => `${isNegative ? '-' : ''}${whole}${fraction}`);
  const list = fc
    .array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 4 })
    .map((items) => JSON.stringify(items));
  const float = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => JSON.stringify(x));
  const keys: [LeafType, fc.Arbitrary<string>][] = [
    [{ is: 'string' }, fc.string({ minLength: 1 })],
    [{ is: 'integer' }, fc.maxSafeInteger().map(String)],
    [{ is: 'integer' }, fc.integer({ min: -30, max: 30 }).map(String)],
    [{ is: 'float' }, float],
    [{ is: 'float' }, fc.constantFrom('0', '5e-324', '1.7976931348623157e+308', '1', '-0.5', '1e+21')],
    [{ is: 'decimal' }, decimal],
    [{ is: 'decimal' }, fc.constantFrom('1.0', '10', '-1', '0.5', '0', '0.0')],
    [{ is: 'list' }, list],
    ...FORMATS.map((format): [LeafType, fc.Arbitrary<string>] => [
      dateOf(format),
      fc.nat(200).map((n) => sourceOf(dateOf(format), n)),
    ]),
  ];

  it.each(keys)('of %o are other than the key, can be held, and bear the same names', (type, key) => {
    const names = Object.keys(nearKeysOf('', type));
    expect(names.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(key, (one) => {
        const near = nearKeysOf(one, type);
        expect(Object.keys(near)).toEqual(names);
        const wrong = Object.entries(near).filter(([, text]) => text === one || !canHold(type, text));
        expect(wrong).toEqual([]);
      }),
      { numRuns: 200, seed: 21 },
    );
  });

  it('of texts are those of characters, and a boolean has none', () => {
    expect(nearKeysOf('abc', { is: 'string' })).toEqual(nearMissesOf('abc', 'character'));
    expect(nearKeysOf('true', BOOLEAN)).toEqual({});
  });

  it('are what a comparison of less than the whole key takes for it', () => {
    expect(nearKeysOf('-120', { is: 'integer' })).toMatchInlineSnapshot(`
      {
        "one less": "-121",
        "one more": "-119",
        "ten times as much": "-1200",
        "the other sign": "120",
        "two digits are swapped": "-102",
      }
    `);
    expect(nearKeysOf('12.5', { is: 'float' })).toMatchInlineSnapshot(`
      {
        "one more": "13.5",
        "ten times as much": "125",
        "the fraction is cut off": "12",
        "the last place differs": "12.500000000000004",
        "the other sign": "-12.5",
      }
    `);
    expect(nearKeysOf('12.50', { is: 'decimal' })).toMatchInlineSnapshot(`
      {
        "a zero behind it": "12.500",
        "ten times as much": "125.0",
        "the fraction is cut off": "12",
        "the last digit differs": "12.57",
        "the other sign": "-12.50",
      }
    `);
    expect(nearKeysOf('["a","b"]', { is: 'list' })).toMatchInlineSnapshot(`
      {
        "an item twice": "["a","b","b"]",
        "another order": "["b","a"]",
        "one item less": "["a"]",
        "one more item": "["a","b","one more"]",
        "one text for all items": "["a,b"]",
        "the last item differs": "["a","b2"]",
      }
    `);
    expect(nearKeysOf('2024-02-29', dateOf('%Y-%m-%d'))).toMatchInlineSnapshot(`
      {
        "another day": "2024-03-01",
        "another month": "2024-03-29",
        "another year": "2025-02-28",
        "the day before": "2024-02-28",
      }
    `);
  });
});

function sourceOf(type: LeafType, seed: number): string {
  const leaves = new Map([['key', type]]);
  return createRecordSource(
    { name: 'Keys', collection: 'keys', leaves, contradictory: new Set(), isCompany: false },
    seed,
  ).value('key');
}
