/** Records against a model that is nothing but values by their paths. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Company,
  type CompanyPatch,
  patched,
  valueAt as valueOfCompany,
  WRITABLE_LEAVES,
} from './company.ts';
import {
  afterPatch,
  changesBetween,
  type Leaves,
  leavesOf,
  type Patch,
  pathsOf,
  placeOf,
  setLeaf,
  setting,
  together,
  type Value,
  valueAt,
} from './record.ts';

const SEED = 23;
type Model = Map<string, Value>;

/** Few names, so that paths meet, and some that every object has of its own; some are the beginning of others. */
const name = fc.constantFrom('a', 'b', 'a b', '$c', '7', 'constructor', 'toString');
const dependant = fc.constantFrom(
  '',
  '',
  '',
  ' (Dependant on having 1.5 in a.b)',
  '(Dependant on having x (y.z) in b)(Dependant on having  in )',
);
const path = fc
  .tuple(fc.array(name, { minLength: 1, maxLength: 3 }), dependant)
  .map(([names, on]) => names.join('.') + on);
const value = fc.constantFrom(null, '', 'x', 'y', ' ');
const leaf = fc.tuple(path, value);
const leaves = fc.array(leaf, { maxLength: 8 });
const address = fc.record(
  { country: value, postCode: value, postalArea: value, streetAddress: value },
  { requiredKeys: [] },
);
const wholeAddress = fc.record({ country: value, postCode: value, postalArea: value, streetAddress: value });

function patchOf(set: readonly (readonly [string, Value])[]): Patch {
  const patch: Patch = {};
  for (const [at, held] of set) setLeaf(patch, at, held);
  return patch;
}

function byPath(model: Iterable<readonly [string, Value]>): [string, Value][] {
  return [...model].map(([at, held]): [string, Value] => [at, held]).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

describe(`the leaves of a record (seed ${SEED})`, () => {
  it('are those that were set, whatever their paths have in common', () => {
    fc.assert(
      fc.property(leaves, fc.array(path), (set, asked) => {
        const model: Model = new Map(set);
        const record = patchOf(set);
        expect(byPath(leavesOf(record))).toEqual(byPath(model));
        for (const at of [...model.keys(), ...asked]) expect(valueAt(record, at)).toBe(model.get(at) ?? null);
      }),
      { seed: SEED },
    );
  });

  it('are told without the tenant’s own, and nothing that is left open', () => {
    const record = { id: '1', modifiedAt: 'then', a: undefined, b: { id: '2', c: undefined }, d: null };
    expect([...leavesOf(record)]).toEqual([
      ['b.id', '2'],
      ['d', null],
    ]);
  });

  it('stand below the names of their paths', () => {
    expect(placeOf('a.b.c')).toEqual(['a', 'b', 'c']);
    expect(placeOf('a')).toEqual(['a']);
    expect(placeOf('a.b (Dependant on having 1.5 in x.y)')).toEqual([
      'a',
      'b (Dependant on having 1.5 in x.y)',
    ]);
    expect(setting('price', '1')).toEqual({ price: '1' });
    expect(
      patchOf([
        ['price', '1'],
        ['price.currency', 'NOK'],
      ]),
    ).toEqual({
      price: { '': '1', currency: 'NOK' },
    });
  });

  it('of several records are each named once, in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.option(leaves)), (sets) => {
        const records = sets.map((set) => (set === null ? null : patchOf(set)));
        const named = records.flatMap((record) => (record === null ? [] : [...leavesOf(record).keys()]));
        const paths = pathsOf(...records);
        expect(paths).toEqual(named.filter((at, i) => named.indexOf(at) === i));
      }),
      { seed: SEED },
    );
  });

  it('are not those that every object has', () => {
    for (const at of [
      'constructor',
      'constructor.name',
      '__proto__',
      '__proto__.toString',
      'toString.length',
    ])
      expect(valueAt({ a: 'x' }, at)).toBeNull();
  });
});

describe(`patches (seed ${SEED})`, () => {
  it('together set what each sets, the last one where several do', () => {
    fc.assert(
      fc.property(fc.array(leaves, { maxLength: 4 }), (sets) => {
        const patches = sets.map(patchOf);
        const before = structuredClone(patches);
        expect(byPath(leavesOf(together(patches)))).toEqual(byPath(new Map(sets.flat())));
        expect(patches).toEqual(before);
      }),
      { seed: SEED },
    );
  });

  it('change the leaves that they name, in a record that has all of its own', () => {
    fc.assert(
      fc.property(leaves, fc.array(leaves, { maxLength: 4 }), (held, sets) => {
        // As records are read: each leaf of the type is there, as null where the tenant has none.
        const all = [...held, ...sets.flat()].map(([at]): [string, Value] => [at, null]);
        const record = patchOf([...all, ...held]);
        const before = structuredClone(record);
        const after = sets.reduce<Leaves>((now, set) => afterPatch(now, patchOf(set)), record);
        expect(byPath(leavesOf(after))).toEqual(byPath(new Map([...all, ...held, ...sets.flat()])));
        expect(record).toEqual(before);
      }),
      { seed: SEED },
    );
  });

  it('do to a company what contract 6.3 says, whole addresses included, one after the other', () => {
    const companies: fc.Arbitrary<Company> = fc.record({
      id: fc.constant('1'),
      orgNr: value,
      name: value,
      phone: value,
      email: value,
      website: value,
      postAddress: fc.option(wholeAddress),
      visitAddress: fc.option(wholeAddress),
      modifiedAt: fc.constant('2024-01-01T00:00:00Z'),
    });
    const patches: fc.Arbitrary<CompanyPatch> = fc.record(
      { name: value, phone: value, postAddress: fc.option(address), visitAddress: fc.option(address) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(companies, fc.array(patches, { maxLength: 4 }), (company, edits) => {
        const expected = edits.reduce(patched, company);
        const after = edits.reduce<Leaves>((now, patch) => afterPatch(now, patch), company);
        const told = (one: (at: string) => Value) => WRITABLE_LEAVES.map((at) => [at, one(at)]);
        expect(told((at) => valueAt(after, at))).toEqual(told((at) => valueOfCompany(expected, at)));
        expect(after).toMatchObject({ id: '1', modifiedAt: company.modifiedAt });
      }),
      { seed: SEED },
    );
  });
});

describe(`what two versions differ in (seed ${SEED})`, () => {
  it('is each leaf that one of them holds and the other does not, or holds otherwise', () => {
    const versions = fc.tuple(leaves, leaves);
    fc.assert(
      fc.property(versions, ([one, other]) => {
        const [before, after] = [patchOf(one), patchOf(other)];
        const expected = pathsOf(before, after).filter((at) => valueAt(before, at) !== valueAt(after, at));
        const changes = changesBetween(before, after);
        expect(changes.map((change) => change.path).toSorted()).toEqual(expected.toSorted());
        for (const { path: at, from, to } of changes) {
          expect([from, to]).toEqual([valueAt(before, at), valueAt(after, at)]);
        }
      }),
      { seed: SEED },
    );
  });
});
