/** Records of any type as a tenant keeps them: read, written, and put back as a whole with what nobody named. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Patch, setLeaf, type Value, valueAt } from '../domain/record.ts';
import type { RecordType } from '../domain/record-type.ts';
import { NoSuchLeaf } from './codec.ts';
import { type Fields, isFields } from './json-path.ts';
import { typedCodec } from './typed-codec.ts';

const SEED = 43;
const OWN = { id: '1', modifiedAt: '2024-01-01T00:00:00Z' };
const TYPE: RecordType = {
  name: 'A Things',
  collection: 'things',
  leaves: new Map([
    ['name', { is: 'string' }],
    ['count', { is: 'integer' }],
    ['price', { is: 'float' }],
    ['price.currency', { is: 'string' }],
    ['deep.er.labels', { is: 'list' }],
    ['deep.isDone', { is: 'boolean' }],
  ]),
  contradictory: new Set(),
  isCompany: false,
};
/** Where each leaf is in the JSON, and two values that it can have there. */
const PLACES: Record<string, [place: string[], ...values: unknown[]]> = {
  name: [['name'], 'x', ''],
  count: [['count'], 0, -7],
  price: [['price', ''], 1.5, 2],
  'price.currency': [['price', 'currency'], 'NOK', 'SEK'],
  'deep.er.labels': [['deep', 'er', 'labels'], [], ['a', { b: 1 }]],
  'deep.isDone': [['deep', 'isDone'], true, false],
};
const PATHS = Object.keys(PLACES);
/** Of each leaf: which of its values, null, or (in a record) nothing at all. */
const drawn = fc.record(
  Object.fromEntries(PATHS.map((path) => [path, fc.constantFrom(1, 2, 'null', 'none')])),
);
const unknown = fc.option(fc.dictionary(fc.constantFrom('p', 'q', 'r'), fc.jsonValue()), { nil: undefined });
const unknowns = fc.record({
  top: unknown,
  price: unknown,
  deep: unknown,
  'deep.er': unknown,
  'new.one': unknown,
});

function recordOf(values: Record<string, unknown>, more: Record<string, Fields | undefined>): Fields {
  const record: Fields = { ...OWN };
  for (const [path, which] of Object.entries(values)) {
    const [place = [], ...of] = PLACES[path] ?? [];
    if (which !== 'none') put(record, place, typeof which === 'number' ? of[which - 1] : null);
  }
  for (const [place, fields] of Object.entries(more)) {
    if (fields !== undefined) put(record, [...(place === 'top' ? [] : place.split('.')), 'unknown'], fields);
  }
  return record;
}

function put(record: Fields, place: readonly string[], value: unknown): void {
  let inner = record;
  for (const name of place.slice(0, -1)) {
    const next = inner[name];
    const object = isFields(next) ? next : {};
    inner[name] = object;
    inner = object;
  }
  inner[place.at(-1) ?? ''] = value;
}

function get(record: unknown, place: readonly string[]): unknown {
  return place.reduce((inner, name) => (isFields(inner) ? inner[name] : undefined), record);
}

function textOf(path: string, which: unknown): Value {
  const [, ...values] = PLACES[path] ?? [];
  if (typeof which !== 'number') return null;
  const value = values[which - 1];
  return typeof value === 'string' ? value : JSON.stringify(value);
}

describe(`a record put as a whole (seed ${SEED})`, () => {
  it('has what the patch names, and all else as it was, what the document does not name included', () => {
    fc.assert(
      fc.property(drawn, unknowns, drawn, (values, more, changes) => {
        const { shape, applied } = typedCodec(TYPE);
        const record = recordOf(values, more);
        const before = structuredClone(record);
        const patch: Patch = {};
        const changed = Object.entries(changes).filter(([, which]) => which !== 'none');
        for (const [path, which] of changed) setLeaf(patch, path, textOf(path, which));
        const after = applied(record, patch);
        expect(record).toEqual(before);

        const read = shape.parse(after);
        for (const path of PATHS) {
          const which = changes[path] === 'none' ? values[path] : changes[path];
          const [place = [], ...of] = PLACES[path] ?? [];
          expect(valueAt(read, path)).toBe(textOf(path, which));
          expect(get(after, place) ?? null).toEqual(typeof which === 'number' ? of[which - 1] : null);
        }
        expect(get(after, ['unknown'])).toEqual(more.top);
        for (const place of ['price', 'deep', 'deep.er', 'new.one'] as const)
          expect(get(after, [...place.split('.'), 'unknown'])).toEqual(more[place]);
        expect(after).toMatchObject(OWN);
      }),
      { seed: SEED },
    );
  });
});

describe('a record of a type', () => {
  const { shape, encode, applied } = typedCodec(TYPE);

  it('is read without what the document does not name', () => {
    expect(shape.parse({ ...OWN, name: 'x', count: 3, other: 1, price: { '': 2, vat: 0.25 } })).toEqual({
      ...OWN,
      name: 'x',
      count: '3',
      price: { '': '2', currency: null },
      deep: { er: { labels: null }, isDone: null },
    });
  });

  it('is written as values of its types', () => {
    expect(encode({ name: '1', count: '1', deep: { isDone: 'true', er: { labels: '[1]' } } })).toEqual({
      name: '1',
      count: 1,
      deep: { isDone: true, er: { labels: [1] } },
    });
  });

  it.each<[unknown, string[], string]>([
    [{ ...OWN, deep: { er: { labels: 'a' } } }, ['deep', 'er', 'labels'], '"a" is no list'],
    [{ ...OWN, count: 1.5 }, ['count'], '1.5 is no integer'],
    [{ ...OWN, id: '' }, ['id'], 'Too small'],
    [{ ...OWN, modifiedAt: 'yesterday' }, ['modifiedAt'], 'Invalid ISO datetime'],
    [{ id: '1' }, ['modifiedAt'], 'Invalid input'],
    [[], [], 'Invalid input'],
  ])('that cannot be read is told of by the property: %j', (record, path, message) => {
    const [issue] = shape.safeParse(record).error?.issues ?? [];
    expect([issue?.path, issue?.message]).toEqual([path, expect.stringContaining(message)]);
  });

  it.each<[Patch, string]>([
    [{ count: 'many' }, 'count: "many" is no integer'],
    [{ colour: 'red' }, 'colour: A Things has no property colour'],
    [{ deep: null }, 'deep: A Things has no property deep'],
  ])('takes no %j', (patch, message) => {
    expect(() => encode(patch)).toThrow(new NoSuchLeaf(message));
    expect(() => applied({ ...OWN }, patch)).toThrow(new NoSuchLeaf(message));
  });
});
