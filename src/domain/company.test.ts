import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agree,
  type Company,
  Company as CompanySchema,
  type CompanyPatch,
  isEmpty,
  isWritable,
  mergePatches,
  patchAt,
  patched,
  setAt,
  type Value,
  valueAt,
  WRITABLE_LEAVES,
} from './company.ts';

const SEED = 23;
const random = { seed: SEED };

const value = fc.oneof(fc.constantFrom<Value[]>(null, '', ' '), fc.string({ unit: 'binary', maxLength: 6 }));
const leaf = fc.constantFrom(...WRITABLE_LEAVES);
const address = fc.option(
  fc.record({ country: value, postCode: value, postalArea: value, streetAddress: value }),
);
const company: fc.Arbitrary<Company> = fc.record({
  id: fc.constantFrom('1', '0001'),
  orgNr: value,
  name: value,
  phone: value,
  email: value,
  website: value,
  postAddress: address,
  visitAddress: address,
  modifiedAt: fc.constant('2024-01-01T00:00:00.000Z'),
});
/** Leaves and whole addresses, in any combination. */
const patch: fc.Arbitrary<CompanyPatch> = fc
  .array(
    fc.oneof(
      fc.tuple(leaf, value).map(([path, to]) => patchAt(path, to)),
      fc.constantFrom<CompanyPatch[]>({ postAddress: null }, { visitAddress: null }, {}),
    ),
    { maxLength: 5 },
  )
  .map(mergePatches);

/** RFC 7396, section 2, as it is written there. */
function mergePatch(target: unknown, change: unknown): unknown {
  if (typeof change !== 'object' || change === null) return change;
  const next: Record<string, unknown> =
    typeof target === 'object' && target !== null ? Object.fromEntries(Object.entries(target)) : {};
  for (const [key, to] of Object.entries(change)) {
    if (to === null) delete next[key];
    else next[key] = mergePatch(next[key], to);
  }
  return next;
}

/** Every leaf by its path, absent ones as null: what a merge patch and a company can be compared by. */
function leavesOf(document: unknown): Record<string, unknown> {
  const at = (path: string): unknown =>
    path.split('.').reduce<unknown>((node, name) => {
      if (typeof node !== 'object' || node === null) return null;
      return Object.entries(node).find(([key]) => key === name)?.[1] ?? null;
    }, document);
  return Object.fromEntries(WRITABLE_LEAVES.map((path) => [path, at(path)]));
}

describe(`a leaf by its path (seed ${SEED})`, () => {
  it('is one of thirteen, and neither id nor modifiedAt is among them', () => {
    expect(WRITABLE_LEAVES).toEqual([
      'orgNr',
      'name',
      'phone',
      'email',
      'website',
      ...['country', 'postCode', 'postalArea', 'streetAddress'].map((name) => `postAddress.${name}`),
      ...['country', 'postCode', 'postalArea', 'streetAddress'].map((name) => `visitAddress.${name}`),
    ]);
    expect(['id', 'modifiedAt', 'postAddress', 'postAddress.country.x', 'fax'].filter(isWritable)).toEqual(
      [],
    );
  });

  it('is what the document holds there, and null where it holds nothing', () => {
    fc.assert(
      fc.property(company, leaf, (one, path) => {
        expect(valueAt(one, path)).toBe(leavesOf(one)[path]);
        expect(valueAt(one, 'id')).toBe(one.id);
      }),
      random,
    );
  });

  it.each(['fax', 'postAddress', 'postAddress.', 'postAddress.fax', 'postAddress.country.x', '', 'toString'])(
    'is never %j',
    (path) => {
      fc.assert(
        fc.property(company, (one) => {
          expect(() => valueAt(one, path)).toThrow(RangeError);
        }),
        random,
      );
      expect(() => patchAt(path, null)).toThrow(`a Crmoffice company has no property ${path}`);
    },
  );
});

describe('a patch', () => {
  it('of one leaf sets that one and no other', () => {
    fc.assert(
      fc.property(company, leaf, value, (one, path, to) => {
        const before = structuredClone(one);
        const after = patched(one, patchAt(path, to));
        expect(valueAt(after, path)).toBe(to);
        for (const other of WRITABLE_LEAVES.filter((each) => each !== path)) {
          expect(valueAt(after, other)).toBe(valueAt(one, other));
        }
        expect(one).toEqual(before);
        expect([after.id, after.modifiedAt]).toEqual([one.id, one.modifiedAt]);
        expect(CompanySchema.safeParse(after).success).toBe(true);
      }),
      random,
    );
  });

  it('does what RFC 7396 says, leaf by leaf', () => {
    fc.assert(
      fc.property(company, patch, (one, change) => {
        expect(leavesOf(patched(one, change))).toEqual(leavesOf(mergePatch(one, change)));
      }),
      random,
    );
  });

  it('of nothing changes nothing, and a second time it changes nothing more', () => {
    fc.assert(
      fc.property(company, patch, (one, change) => {
        expect(patched(one, {})).toEqual(one);
        expect(patched(patched(one, change), change)).toEqual(patched(one, change));
      }),
      random,
    );
  });
});

describe('patches of leaves merged into one', () => {
  const leaves = fc.array(fc.tuple(leaf, value), { maxLength: 8 });

  it('do what they do one after the other, the last one winning', () => {
    fc.assert(
      fc.property(company, leaves, (one, changes) => {
        const patches = changes.map(([path, to]) => patchAt(path, to));
        const inTurn = patches.reduce<Company>((now, each) => patched(now, each), one);
        const setInTurn: CompanyPatch = {};
        for (const [path, to] of changes) setAt(setInTurn, path, to);
        expect(patched(one, setInTurn)).toEqual(inTurn);
        expect(patched(one, mergePatches(patches))).toEqual(inTurn);
      }),
      random,
    );
  });

  it('leave those that were merged as they were', () => {
    const first: CompanyPatch = { postAddress: { country: 'NO' } };
    mergePatches([first, { postAddress: { postCode: '0150' } }]);
    expect(first).toEqual({ postAddress: { country: 'NO' } });
  });

  it('can clear a whole address, before or after a leaf of it', () => {
    const leafFirst = mergePatches([{ postAddress: { country: 'NO' } }, { postAddress: null }]);
    expect(leafFirst).toEqual({ postAddress: null });
  });
});

describe('two values', () => {
  it('agree when both are empty, or are the same string code unit by code unit', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const bothEmpty = (a ?? '') === '' && (b ?? '') === '';
        expect(agree(a, b)).toBe(bothEmpty || a === b);
        expect(agree(a, b)).toBe(agree(b, a));
        expect(agree(a, a)).toBe(true);
        expect(isEmpty(a)).toBe(a === null || a === '');
      }),
      random,
    );
  });

  it.each([
    [null, '', true],
    [' ', '', false],
    [' ', null, false],
    ['0150', '150', false],
    ['NO', 'no', false],
    ['Å'.normalize('NFC'), 'Å'.normalize('NFD'), false],
    ['a\r\nb', 'a\nb', false],
    ['null', null, false],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(agree(a, b)).toBe(expected);
  });
});
