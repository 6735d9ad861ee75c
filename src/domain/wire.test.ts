/** Records to JSON and back, for every leaf type; and what no leaf of a type can hold. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeafType } from './data-type.ts';
import { leavesOf, setLeaf, type Patch, type Value, valueAt } from './record.ts';
import type { RecordType } from './record-type.ts';
import { canHold, fromJson, isOfType, layoutOf, NoSuchValue, toJson } from './wire.ts';

const SEED = 29;
const DATE: LeafType = { is: 'date', format: '%d.%m.%Y' };
const OWN = { id: '1', modifiedAt: '2024-01-01T00:00:00Z' };

/** Each type with texts that its leaves can hold. */
const held: fc.Arbitrary<[LeafType, string]> = fc.oneof(
  of({ is: 'string' }, fc.string()),
  of({ is: 'integer' }, fc.maxSafeInteger().map(String)),
  of({ is: 'float' }, fc.double({ noNaN: true, noDefaultInfinity: true }).map(jsonText)),
  of({ is: 'decimal' }, fc.stringMatching(/^-?\d{1,20}(\.\d{1,9})?$/)),
  of({ is: 'boolean' }, fc.boolean().map(String)),
  of({ is: 'list' }, fc.array(fc.jsonValue()).map(jsonText)),
  of(DATE, fc.constantFrom('01.02.2024', '29.02.2024', '31.12.1999')),
);
function of(type: LeafType, texts: fc.Arbitrary<string>): fc.Arbitrary<[LeafType, string]> {
  return texts.map((text): [LeafType, string] => [type, text]);
}
function jsonText(json: unknown): string {
  return JSON.stringify(json);
}
/** Some are the beginning of others, one depends on something, some are what every object has. */
const path = fc.constantFrom(
  'a',
  'a.b',
  'a.b.c',
  'b',
  'b (Dependant on having 1.5 in a.b)',
  'constructor',
  'toString.x',
);
const records = fc
  .array(fc.tuple(path, held, fc.boolean()), { maxLength: 7 })
  .map((drawn) => [...new Map(drawn.map((one) => [one[0], one])).values()])
  .map((drawn) => ({
    type: typeOf(drawn.map(([at, [type]]) => [at, type])),
    values: drawn.map(([at, [, text], isThere]): [string, Value] => [at, isThere ? text : null]),
  }));

function typeOf(leaves: Iterable<[string, LeafType]>): RecordType {
  return {
    name: 'A Things',
    collection: 'things',
    leaves: new Map(leaves),
    contradictory: new Set(),
    isCompany: false,
  };
}

function patchOf(values: readonly [string, Value][]): Patch {
  const patch: Patch = {};
  for (const [at, value] of values) setLeaf(patch, at, value);
  return patch;
}

/** The path and the words of the refusal. */
function refusalOf(act: () => unknown): [string, string] {
  try {
    act();
  } catch (error) {
    if (error instanceof NoSuchValue) return [error.path, error.message];
    throw error;
  }
  throw new Error('nothing was refused');
}

describe(`the JSON of a record (seed ${SEED})`, () => {
  it('is read as the record that was written', () => {
    fc.assert(
      fc.property(records, ({ type, values }) => {
        const written: unknown = JSON.parse(JSON.stringify(toJson(type, patchOf(values))));
        const read = fromJson(type, { ...OWN, ...(isJson(written) ? written : {}) });
        expect(read).toMatchObject(OWN);
        expect(new Map(leavesOf(read))).toEqual(new Map(values));
      }),
      { seed: SEED },
    );
  });

  it('has null for each leaf that is not there', () => {
    fc.assert(
      fc.property(records, ({ type, values }) => {
        expect(leavesOf(fromJson(type, OWN))).toEqual(new Map(values.map(([at]) => [at, null])));
      }),
      { seed: SEED },
    );
  });

  it('is of the leaves’ types', () => {
    fc.assert(
      fc.property(records, ({ type, values }) => {
        const json = toJson(type, patchOf(values));
        const layout = layoutOf(type);
        expect([...layout.keys()]).toEqual([...type.leaves.keys()]);
        for (const [at, value] of values) {
          const place = layout.get(at)?.place ?? [];
          const found = place.reduce<unknown>((node, name) => (isJson(node) ? node[name] : undefined), json);
          expect(value === null ? found === null : isOfType(type.leaves.get(at) ?? DATE, found)).toBe(true);
        }
      }),
      { seed: SEED },
    );
  });

  it('has a value under the empty name where its path is the beginning of another of the type', () => {
    const type = typeOf([
      ['price', { is: 'float' }],
      ['price.currency', { is: 'string' }],
      ['active', { is: 'boolean' }],
      ['labels', { is: 'list' }],
    ]);
    expect(toJson(type, { price: '1.5', active: 'false', labels: '["a"]' })).toEqual({
      price: { '': 1.5 },
      active: false,
      labels: ['a'],
    });
    const read = fromJson(type, { ...OWN, price: { '': 1.5, currency: 'NOK' }, active: true, other: 7 });
    expect(valueAt(read, 'price')).toBe('1.5');
    expect(read).toEqual({ ...OWN, price: { '': '1.5', currency: 'NOK' }, active: 'true', labels: null });
  });

  it('has what a patch names, and nothing else', () => {
    const type = typeOf([
      ['a.b', { is: 'string' }],
      ['a.c', { is: 'string' }],
      ['d', { is: 'integer' }],
    ]);
    expect(toJson(type, { a: { b: null } })).toEqual({ a: { b: null } });
    expect(toJson(type, { id: '7', modifiedAt: 'now', d: '7' })).toEqual({ d: 7 });
  });
});

describe('what a leaf cannot hold', () => {
  it.each<[LeafType, string, string]>([
    [{ is: 'integer' }, 'x', '"x" is no integer'],
    [{ is: 'integer' }, '', '"" is no integer'],
    [{ is: 'float' }, ' ', '" " is no float'],
    [{ is: 'float' }, '1e999', '"1e999" is no float'],
    [{ is: 'boolean' }, 'True', '"True" is no boolean'],
    [{ is: 'list' }, '{}', '"{}" is no list'],
    [{ is: 'list' }, '[1', '"[1" is no list'],
  ])('%j is not written %j, and the property is named', (type, text, message) => {
    expect(refusalOf(() => toJson(typeOf([['a.b', type]]), { a: { b: text } }))).toEqual(['a.b', message]);
  });

  it.each<[LeafType, unknown, string]>([
    [{ is: 'string' }, 1, '1 is no string'],
    [{ is: 'string' }, ['a'], '["a"] is no string'],
    [{ is: 'integer' }, 1.5, '1.5 is no integer'],
    [{ is: 'integer' }, '1', '"1" is no integer'],
    [{ is: 'integer' }, 2 ** 53, '9007199254740992 is no integer'],
    [{ is: 'float' }, '1.5', '"1.5" is no float'],
    [{ is: 'decimal' }, 1.5, '1.5 is no decimal'],
    [{ is: 'decimal' }, '1,5', '"1,5" is no decimal'],
    [{ is: 'boolean' }, 'true', '"true" is no boolean'],
    [{ is: 'list' }, { 0: 'a' }, '{"0":"a"} is no list'],
    [DATE, '2024-02-01', '"2024-02-01" is no date of the form %d.%m.%Y'],
    [DATE, 20240201, '20240201 is no date of the form %d.%m.%Y'],
  ])('%j is not read of %j, and the property is named', (type, json, message) => {
    const read = () => fromJson(typeOf([['a.b', type]]), { ...OWN, a: { b: json } });
    expect(refusalOf(read)).toEqual(['a.b', message]);
  });

  it('is any value of a property that the type does not have', () => {
    const type = typeOf([['a', { is: 'string' }]]);
    expect(refusalOf(() => toJson(type, { a: { b: 'x' } }))).toEqual(['a.b', 'A Things has no property a.b']);
    expect(refusalOf(() => toJson({ ...type, name: '' }, { c: null }))).toEqual([
      'c',
      'the record type has no property c',
    ]);
  });
});

describe(`whether a leaf can hold a text as it is (seed ${SEED})`, () => {
  it('each that was written for it', () => {
    fc.assert(
      fc.property(held, ([type, text]) => {
        expect(canHold(type, text)).toBe(true);
      }),
      { seed: SEED },
    );
  });

  it('as it comes back, if at all', () => {
    const types: LeafType[] = [
      { is: 'integer' },
      { is: 'float' },
      { is: 'boolean' },
      { is: 'list' },
      { is: 'decimal' },
    ];
    const text = fc.oneof(
      held.map(([, one]) => one),
      fc.stringMatching(/^[-+]?0*\d{0,17}(\.\d{0,3}0*)?(e\d)?$/),
    );
    fc.assert(
      fc.property(fc.constantFrom(...types), text, (type, one) => {
        const isSame = comesBack(typeOf([['a', type]]), one);
        expect(canHold(type, one)).toBe(isSame);
      }),
      { seed: SEED },
    );
  });

  it.each<[LeafType, string]>([
    [{ is: 'integer' }, '1.50'],
    [{ is: 'integer' }, '1.5'],
    [{ is: 'integer' }, '007'],
    [{ is: 'integer' }, '9007199254740993'],
    [{ is: 'float' }, '1.50'],
    [{ is: 'float' }, '-0'],
    [{ is: 'decimal' }, '1.'],
    [{ is: 'boolean' }, 'yes'],
    [{ is: 'list' }, '[1, 2]'],
    [DATE, '2024-02-01'],
  ])('%j cannot %j', (type, text) => {
    expect(canHold(type, text)).toBe(false);
  });
});

function comesBack(type: RecordType, text: string): boolean {
  try {
    return valueAt(fromJson(type, { ...OWN, ...toJson(type, { a: text }) }), 'a') === text;
  } catch (error) {
    if (error instanceof NoSuchValue) return false;
    throw error;
  }
}

function isJson(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
