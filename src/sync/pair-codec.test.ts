import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodePair, encodePair, StoredPair, type Names } from './pair-codec.ts';
import type { Identity, Pair } from './state.ts';
import { openState } from './store.ts';

/** As program code makes them: with a prototype. */
const record = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T>(model, { noNullPrototype: true });
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', '\ud800'));
const value = fc.option(text);
const time = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const both = <T>(one: fc.Arbitrary<T>) => record({ left: fc.option(one), right: fc.option(one) });
const byName = fc.array(fc.tuple(text, value)).map((entries) => Object.fromEntries(entries));
const leaf = { path: text, from: value, to: value };
const pairs: fc.Arbitrary<Pair> = record({
  left: fc.string({ minLength: 1 }),
  right: fc.string({ minLength: 1 }),
  agreed: byName,
  own: both(record({ etag: text, modifiedAt: time, editedAt: time, wrote: fc.array(record(leaf)) })),
  intent: both(
    record({
      editedAt: time,
      wrote: fc.array(record({ ...leaf, rows: fc.array(text), complete: fc.boolean() })),
      leaves: byName,
    }),
  ),
});

it('reads a pair as it was, whatever other pairs, of other rows, were stored before and after', () => {
  fc.assert(
    fc.property(fc.array(pairs, { minLength: 1 }), (given) => {
      const names = namesInMemory();
      const stored = given.map((pair) => JSON.stringify(encodePair(pair, names)));
      const read = stored.map((one) => decodePair(StoredPair.parse(JSON.parse(one)), names));
      expect(read).toStrictEqual(given);
    }),
    { seed: 1 },
  );
});

it('refuses a value without a name, and a leaf without a value', () => {
  const pair = { left: '1', right: '2', agreed: { names: [0], values: ['a'] } };
  const times = { modifiedAt: '2024-01-01T00:00:00Z', editedAt: '2024-01-01T00:00:00Z' };
  const own = { etag: 'e', ...times, paths: [0], from: [null], to: ['a'] };
  const intent = {
    editedAt: times.editedAt,
    paths: [0],
    from: [null],
    to: ['a'],
    rows: [[0]],
    complete: [true],
  };
  const leaves = { names: [0], values: ['a'] };
  const whole = {
    ...pair,
    own: { left: own, right: null },
    intent: { left: null, right: { ...intent, leaves } },
  };
  expect(StoredPair.safeParse(whole).success).toBe(true);
  for (const broken of [
    { ...whole, agreed: { names: [0], values: [] } },
    { ...whole, own: { left: { ...own, to: [] }, right: null } },
    { ...whole, intent: { left: null, right: { ...intent, leaves, rows: [] } } },
    { ...whole, intent: { left: null, right: { ...intent, leaves, complete: [true, true] } } },
    { ...whole, intent: { left: null, right: { ...intent, leaves: { names: [], values: ['a'] } } } },
  ]) {
    expect(StoredPair.safeParse(broken).success).toBe(false);
  }
});

it('finds the names again where the state is opened anew, those of pairs that were saved at once too', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'pair-codec-'));
  const identity: Identity = {
    topology: 'two-tenants',
    tenants: { left: 'a', right: 'b' },
    sections: [{ heading: 'x', merge: [] }],
  };
  const opened = () => openState(dir, identity);
  const given = fc.sample(pairs, { seed: 2, numRuns: 30 }).map((pair, n) => ({ ...pair, left: `${n}` }));
  try {
    for (const some of [given.slice(0, 10), given.slice(10)]) {
      const store = await opened();
      await Promise.all(
        some.map(async (pair) => store.sections[0]?.savePair(pair, { isNew: true, pending: false })),
      );
      await store.close();
    }
    const store = await opened();
    expect(given.map(({ left }) => store.sections[0]?.pair(left))).toStrictEqual(given);
    await store.close();
  } finally {
    await rm(dir, { recursive: true });
  }
});

function namesInMemory(): Names {
  const list: string[] = [];
  return {
    numberOf: (name) => (list.includes(name) ? list.indexOf(name) : list.push(name) - 1),
    nameOf: (number) => {
      const name = list[number];
      if (name === undefined) throw new RangeError(String(number));
      return name;
    },
  };
}
