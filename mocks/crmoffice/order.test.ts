import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Company } from '../../src/domain/company.ts';
import { newCompany } from './merge-patch.ts';
import type { Place } from './place.ts';
import { createStore, type PageStart, type Store } from './store.ts';

const at = (n: number): string => new Date(Date.UTC(2026, 0, 5) + n).toISOString();
const company = (id: string, time: number, name = `Fjord ${id} ÆØÅ ł 🏔`): Company =>
  newCompany({ name }, id, at(time));

function textOf(store: Store, start: PageStart, limit: number) {
  const { stretches, next } = store.pageBytes(start, limit);
  return { text: Buffer.concat(stretches).toString(), next };
}

/** Every page from the first to the last, as bytes, each as `page` has it. */
function wholeList(store: Store, limit: number): string[] {
  const ids: string[] = [];
  for (let after: Place | null = null, more = true; more;) {
    const start: PageStart = { after, since: null };
    const page = store.page(start, limit);
    const { text, next } = textOf(store, start, limit);
    expect(text).toBe(page.versions.map(({ json }) => json).join(','));
    expect(next !== null).toBe(page.more);
    ids.push(...page.versions.map((version) => version.company.id));
    [after, more] = [next, page.more];
  }
  return ids;
}

describe('of many records, in many blocks', () => {
  const op = fc.record({ remove: fc.boolean(), n: fc.nat(700), time: fc.nat(5000) });

  test('each page as bytes is each page as records, whatever was written', () => {
    fc.assert(
      fc.property(fc.array(op, { minLength: 300, maxLength: 900 }), fc.nat(700), (ops, keep) => {
        const store = createStore();
        const model = new Map<string, number>();
        for (let n = 0; n < 700; n += 1) {
          store.put(company(`${n}`, n));
          model.set(`${n}`, n);
        }
        wholeList(store, 100);
        for (const { remove, n, time } of ops) {
          const id = `${n}`;
          if (remove) {
            store.remove(id);
            model.delete(id);
          } else {
            store.put(company(id, time));
            model.set(id, time);
          }
        }
        const order = (): string[] =>
          [...model]
            .map(([id, time]) => `${at(time)} ${id}`)
            .toSorted()
            .map((key) => key.slice(25));
        for (const limit of [100, 7, 100]) expect(wholeList(store, limit)).toEqual(order());
        // What is left of many blocks becomes few again.
        for (const id of order().slice(keep)) {
          store.remove(id);
          model.delete(id);
        }
        expect(wholeList(store, 100)).toEqual(order());
      }),
      { seed: 20261128, numRuns: 12 },
    );
  });

  test('a change is seen in a block that was kept serialised', () => {
    const store = createStore();
    for (let n = 0; n < 300; n += 1) store.put(company(`${n}`, n));
    const start = { after: null, since: at(100) };
    for (let n = 0; n < 5; n += 1) textOf(store, start, 100);
    store.put(company('150', 150, 'another'));
    store.remove('151');
    const { text } = textOf(store, start, 100);
    expect(text).toContain('"another"');
    expect(text).not.toContain('"id":"151"');
    expect(text).toBe(
      store
        .page(start, 100)
        .versions.map(({ json }) => json)
        .join(','),
    );
  });

  test('what is removed is not in the bytes that were kept', () => {
    const store = createStore();
    for (let n = 0; n < 300; n += 1) store.put(company(`${n}`, n));
    const start = { after: null, since: null };
    for (let n = 0; n < 5; n += 1) textOf(store, start, 100);
    expect(textOf(store, start, 100).text).toContain('"id":"50"');
    store.remove('50');
    expect(textOf(store, start, 100).text).not.toContain('"id":"50"');
  });

  test('bytes that were handed out stay as they were', () => {
    const store = createStore();
    for (let n = 0; n < 300; n += 1) store.put(company(`${n}`, n));
    const start = { after: null, since: null };
    for (let n = 0; n < 5; n += 1) textOf(store, start, 100);
    const { stretches } = store.pageBytes(start, 100);
    const before = Buffer.concat(stretches).toString();
    for (let n = 0; n < 300; n += 1) store.put(company(`${n}`, 1000 + n, 'later'));
    for (let n = 0; n < 5; n += 1) textOf(store, start, 100);
    expect(Buffer.concat(stretches).toString()).toBe(before);
  });

  test('an empty tenant has an empty page', () => {
    expect(textOf(createStore(), { after: null, since: null }, 100)).toEqual({ text: '', next: null });
  });
});
