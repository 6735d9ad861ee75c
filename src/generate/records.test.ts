import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leavesOf } from '../domain/record.ts';
import type { LeafType } from '../domain/data-type.ts';
import { CONDITIONS, CONNECTED_TO, type RecordType, REMARKS } from '../domain/record-type.ts';
import { canHold, fromJson, toJson } from '../domain/wire.ts';
import { nearKeysOf } from './near-misses.ts';
import { createRecordSource, type RecordSource } from './records.ts';

const DATES = ['%Y-%m-%d', '%d.%m.%Y', '%Y%m%d', '%Y-%m-%dT%H:%M:%S', '%Y-%m-%dT%H:%M:%SZ', '%s'];
const TYPES: LeafType[] = [
  { is: 'string' },
  { is: 'integer' },
  { is: 'float' },
  { is: 'decimal' },
  { is: 'list' },
  ...DATES.map((format): LeafType => ({ is: 'date', format })),
];
const BOOLEAN: LeafType = { is: 'boolean' };
const NAMES = [
  'name',
  'email',
  'phone',
  'visitDate',
  'org_nr',
  'address.street',
  'address.postCode',
  'ps:P297',
];

function typeWith(leaves: readonly (readonly [string, LeafType])[]): RecordType {
  return {
    name: 'Lime Deals',
    collection: 'deals',
    leaves: new Map(leaves),
    contradictory: new Set(),
    isCompany: false,
  };
}

const someLeaf = fc.tuple(fc.constantFrom(...NAMES), fc.nat(5), fc.constantFrom(...TYPES));
const someType = fc
  .array(someLeaf, { minLength: 1, maxLength: 8 })
  .map((leaves) => typeWith(leaves.map(([name, n, type]) => [`${name}${n}`, type] as const)));

const OF_EACH_KIND = typeWith([
  ['title', { is: 'string' }],
  ['contact.email', { is: 'string' }],
  ['contact.price', { is: 'decimal' }],
  ['contact.price.weight', { is: 'float' }],
  ['count', { is: 'integer' }],
  ['tags', { is: 'list' }],
  ['born', { is: 'date', format: '%d.%m.%Y' }],
  ['opens', { is: 'date', format: '%H:%M' }],
  ['active', BOOLEAN],
  [REMARKS, { is: 'string' }],
  [CONDITIONS, { is: 'list' }],
  [CONNECTED_TO, { is: 'list' }],
]);

/** What a source gives in some draws: of records each value, and a value more for each leaf. */
function drawnFrom(source: RecordSource, type: RecordType, times: number): { path: string; value: string }[] {
  const paths = [...type.leaves.keys()];
  return Array.from({ length: times }, () => [
    ...[...leavesOf(source.record())].map(([path, value]) => ({ path, value: value ?? 'null' })),
    ...paths.map((path) => ({ path, value: source.value(path) })),
  ]).flat();
}

describe('records of any type', () => {
  it('hold values of their types, none of them twice, whatever the leaf, and on whichever side', () => {
    fc.assert(
      fc.property(someType, fc.maxSafeInteger(), (type, seed) => {
        const drawn = (['left', 'right'] as const).flatMap((side) =>
          drawnFrom(createRecordSource(type, seed, side), type, 100),
        );
        const alien = drawn.filter(({ path, value }) => !canHold(type.leaves.get(path) ?? BOOLEAN, value));
        expect(alien).toEqual([]);
        expect(drawn).toHaveLength(2 * 2 * 100 * type.leaves.size);
        expect(new Set(drawn.map(({ value }) => value)).size).toBe(drawn.length);
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  it.each(TYPES)('values of %o do not repeat in ten thousand on either side', (type) => {
    const both = (['left', 'right'] as const).flatMap((side) => {
      const source = createRecordSource(typeWith([['name', type]]), 3, side);
      return Array.from({ length: 10_000 }, () => source.value('name'));
    });
    expect(new Set(both).size).toBe(20_000);
  });

  it.each(TYPES)('no near miss of a value of %o is another value of the leaf', (type) => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...NAMES), (seed, path) => {
        const source = createRecordSource(typeWith([[path, type]]), seed);
        const keys = new Set(Array.from({ length: 1_000 }, () => source.value(path)));
        const met = [...keys].flatMap((key) =>
          Object.entries(nearKeysOf(key, type)).filter(([, near]) => keys.has(near)),
        );
        expect(met).toEqual([]);
      }),
      { numRuns: 3, seed: 12 },
    );
  });

  it('are the same for the same seed, whoever else draws in between', () => {
    fc.assert(
      fc.property(someType, fc.maxSafeInteger(), fc.array(fc.boolean()), (type, seed, turns) => {
        const [alone, disturbed] = [createRecordSource(type, seed), createRecordSource(type, seed)];
        const expected = drawnFrom(alone, type, 5);
        const other = createRecordSource(type, seed);
        const got = Array.from({ length: 5 }, (_, i) => {
          if (turns[i] === true) other.record();
          return drawnFrom(disturbed, type, 1);
        }).flat();
        expect(got).toEqual(expected);
      }),
      { numRuns: 50, seed: 13 },
    );
  });

  it('are others for another seed', () => {
    expect(createRecordSource(OF_EACH_KIND, 2).record()).not.toEqual(
      createRecordSource(OF_EACH_KIND, 1).record(),
    );
  });

  it('are pinned for seed 1, so that another machine or version that differs is seen', () => {
    const source = createRecordSource(OF_EACH_KIND, 1);
    expect(source.record()).toMatchInlineSnapshot(`
      {
        "active": "true",
        "born": "11.09.2039",
        "contact": {
          "email": "anna.lie.2473526@firma.example",
          "price": {
            "": "950223967.1851",
            "weight": "449017635.125",
          },
        },
        "count": "847811294",
        "opens": "16:23",
        "remarks": "Nordvik Bygg 7586370",
        "tags": "["Café Åse 8812067","Ålesund Fisk 2634643","Hansen & Sønn 5457210"]",
        "title": "Kárášjoga Duodji 8650950",
      }
    `);
    expect(source.record()).toMatchInlineSnapshot(`
      {
        "active": "false",
        "born": "22.10.1986",
        "contact": {
          "email": "o.nordmann.4231513@firma.example",
          "price": {
            "": "-141779616.12",
            "weight": "540573275.5",
          },
        },
        "count": "939366934",
        "opens": "08:18",
        "remarks": "Café Åse 9344357",
        "tags": "["Hansen & Sønn 7908604","Ålesund Fisk 1731180"]",
        "title": "Ærlig Regnskap 1408946",
      }
    `);
  });

  it('come back from the JSON of a tenant as they are', () => {
    const source = createRecordSource(OF_EACH_KIND, 5);
    for (let i = 0; i < 100; i++) {
      const record = source.record();
      const json = { ...toJson(OF_EACH_KIND, record), id: '1', modifiedAt: '2026-01-01T00:00:00Z' };
      const [wire, back] = [leavesOf(record), leavesOf(fromJson(OF_EACH_KIND, json))];
      for (const [path, value] of wire) expect(back.get(path), path).toBe(value);
      expect([...back].filter(([path, value]) => value !== null && !wire.has(path))).toEqual([]);
    }
  });

  it('have remarks, and neither conditions nor connections', () => {
    const record = createRecordSource(OF_EACH_KIND, 1).record();
    expect(record).toHaveProperty(REMARKS);
    expect(record).not.toHaveProperty([CONDITIONS]);
    expect(record).not.toHaveProperty([CONNECTED_TO]);
  });

  it('alternate in a boolean, each leaf for itself, and differ between the sides', () => {
    const type = typeWith([
      ['a', BOOLEAN],
      ['b', BOOLEAN],
    ]);
    const [left, right] = [createRecordSource(type, 1, 'left'), createRecordSource(type, 1, 'right')];
    expect(left.record()).toEqual({ a: 'true', b: 'true' });
    expect(right.record()).toEqual({ a: 'false', b: 'false' });
    expect([left.value('a'), left.value('a'), left.value('b')]).toEqual(['false', 'true', 'false']);
  });
});

describe('the values of a source', () => {
  it('are refused for a leaf that the type does not have', () => {
    expect(() => createRecordSource(OF_EACH_KIND, 1).value('title.more')).toThrow(RangeError);
  });

  it('come again in their order where a format has no more of them', () => {
    const source = createRecordSource(typeWith([['opens', { is: 'date', format: '%H:%M' }]]), 1);
    const values = Array.from({ length: 4_000 }, () => source.value('opens'));
    const { size } = new Set(values);
    expect(size).toBeGreaterThan(1_400);
    expect(values.slice(size, 2 * size)).toEqual(values.slice(0, size));
  });

  it('are the one text of a date that shows nothing, for both sides', () => {
    const type = typeWith([['day', { is: 'date', format: 'some day' }]]);
    for (const side of ['left', 'right'] as const) {
      const source = createRecordSource(type, 1, side);
      expect([source.value('day'), source.value('day')]).toEqual(['some day', 'some day']);
    }
  });

  it.each(['%z', '%Y-%m-%dT%H:%M:%S%z', ''])('are none for a date of the form "%s"', (format) => {
    const source = createRecordSource(typeWith([['day', { is: 'date', format }]]), 1);
    expect(source.record()).toEqual({});
    expect(() => source.value('day')).toThrow(RangeError);
  });

  it.each([
    ['contact.emailAddress', /^[\w.-]+@firma\.example$/],
    ['mobile_phone', /^\+47 \d{7}$/],
    ['webSite', /^https:\/\/www\.firma\.example\/\d{7}$/],
    ['postCode', /^\d{4}-\d{7}$/],
    ['country', /^[A-Z]{2}-\d{7}$/],
    ['city', /^\p{L}[\p{L}-]+ \d{7}$/u],
    ['visit.date', /^20[01]\d-\d\d-\d\dT\d\d:\d\d:00\.000Z$/],
    ['candidate', /^\p{L}[\p{L} &]+ \d{7}$/u],
    ['externalId (Dependant on having organisation in type)', /^[A-Z]{2}\d{7}$/],
  ])('read as the name %s suggests', (path, shape) => {
    const source = createRecordSource(typeWith([[path, { is: 'string' }]]), 1);
    for (let i = 0; i < 50; i++) expect(source.value(path)).toMatch(shape);
  });
});
