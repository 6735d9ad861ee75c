import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Company } from '../../src/domain/company.ts';
import { newCompany } from './merge-patch.ts';
import { placeOf } from './place.ts';
import { createStore } from './store.ts';

const at = (n: number): string => new Date(Date.UTC(2026, 0, 5) + n).toISOString();
const write = fc.record({
  remove: fc.boolean(),
  id: fc.constantFrom('1', '10', '2', 'a', 'æ'),
  time: fc.nat(6),
});
const start = fc.record({
  after: fc.option(fc.record({ modifiedAt: fc.nat(7).map(at), id: fc.constantFrom('', '1', '15', 'z') })),
  since: fc.option(fc.nat(7).map(at)),
});

test('any writes leave what a plain sorted array would hold, and any page of it', () => {
  fc.assert(
    fc.property(
      fc.array(write, { maxLength: 40 }),
      start,
      fc.integer({ min: 1, max: 6 }),
      (writes, from, limit) => {
        const store = createStore();
        let model: Company[] = [];
        for (const { remove, id, time } of writes) {
          model = model.filter((company) => company.id !== id);
          if (remove) store.remove(id);
          else {
            model.push(newCompany({ name: `${time}` }, id, at(time)));
            store.put(newCompany({ name: `${time}` }, id, at(time)));
          }
        }
        const { after, since } = from;
        const expected = model
          .toSorted((a, b) =>
            a.modifiedAt === b.modifiedAt ? order(a.id, b.id) : order(a.modifiedAt, b.modifiedAt),
          )
          .filter(({ modifiedAt }) => since === null || modifiedAt >= since)
          .filter(
            ({ modifiedAt, id }) =>
              after === null ||
              modifiedAt > after.modifiedAt ||
              (modifiedAt === after.modifiedAt && id > after.id),
          );
        const { versions, more } = store.page({ after: after && placeOf(after), since }, limit);
        expect(versions.map(({ company }) => company)).toEqual(expected.slice(0, limit));
        expect(more).toBe(expected.length > limit);
        expect(store.size()).toBe(model.length);
        for (const { json, company } of versions) {
          expect(JSON.parse(json)).toEqual(company);
          expect(store.get(company.id)?.json).toBe(json);
        }
      },
    ),
    { seed: 11, numRuns: 400 },
  );
});

test('each version has an entity tag of its own', () => {
  const store = createStore();
  const tags = [1, 1, 2, 2, 3].map((n) => store.put(newCompany({}, `${n}`, at(n))).etag);
  expect(new Set(tags).size).toBe(5);
});

test('what was handed out as evidence cannot be changed', () => {
  const { company } = createStore().put(newCompany({ postAddress: { country: 'NO' } }, '1', at(0)));
  expect(() => Object.assign(company, { name: 'x' })).toThrow(TypeError);
  expect(() => Object.assign(company.postAddress ?? {}, { country: 'SE' })).toThrow(TypeError);
});

function order(a: string, b: string): number {
  return a < b ? -1 : 1;
}
