import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Company, type CompanyPatch, patched, valueAt, WRITABLE_LEAVES } from '../domain/company.ts';
import { codecOf, NoSuchLeaf } from './codec.ts';
import type { Fields } from './json-path.ts';
import { parseProfile } from './profile.ts';
import { company } from './testing/server.ts';

const ADDRESS_LEAVES = ['country', 'postCode', 'postalArea', 'streetAddress'] as const;
const OWN = ['orgNr', 'name', 'phone', 'email', 'website'] as const;

const value = fc.option(fc.string({ maxLength: 3 }));
const address = fc.record({ country: value, postCode: value, postalArea: value, streetAddress: value });
const companies: fc.Arbitrary<Company> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 4 }),
  orgNr: value,
  name: value,
  phone: value,
  email: value,
  website: value,
  postAddress: fc.option(address),
  visitAddress: fc.option(address),
  modifiedAt: fc.constant('2024-01-01T00:00:00.001Z'),
});
const patches: fc.Arbitrary<CompanyPatch> = fc.record(
  {
    orgNr: value,
    name: value,
    phone: value,
    email: value,
    website: value,
    postAddress: fc.option(
      fc.record(
        { country: value, postCode: value, postalArea: value, streetAddress: value },
        { requiredKeys: [] },
      ),
    ),
    visitAddress: fc.option(
      fc.record(
        { country: value, postCode: value, postalArea: value, streetAddress: value },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
);

/** Names as a profile gives them, and beside them what each leaf's place then is, as the document of profiles says it. */
interface Naming {
  names: Record<string, string>;
  places: Map<string, string>;
}

/** Each leaf and address kept, moved, or spread; places differ by a number of their own, so that none collide. */
const namings: fc.Arbitrary<Naming> = fc
  .record({
    own: fc.array(fc.constantFrom('same', 'flat', 'deep'), { minLength: 7, maxLength: 7 }),
    addresses: fc.array(fc.constantFrom('same', 'moved', 'below one'), { minLength: 2, maxLength: 2 }),
    leaves: fc.array(fc.constantFrom('same', 'renamed', 'deep', 'spread'), { minLength: 8, maxLength: 8 }),
  })
  .map(({ own, addresses, leaves }) => {
    const names: Record<string, string> = {};
    const places = new Map<string, string>();
    for (const [index, leaf] of ['id', ...OWN, 'modifiedAt'].entries()) {
      const place = { same: leaf, flat: `x_${leaf}`, deep: `group${index % 3}.of.x_${leaf}` }[
        own[index] ?? 'same'
      ];
      places.set(leaf, place);
      if (place !== leaf) names[leaf] = place;
    }
    for (const [which, name] of (['postAddress', 'visitAddress'] as const).entries()) {
      const base = { same: name, moved: `a${which}`, 'below one': `addresses.a${which}` }[
        addresses[which] ?? 'same'
      ];
      if (base !== name) names[name] = base;
      for (const [index, leaf] of ADDRESS_LEAVES.entries()) {
        const how = leaves[which * 4 + index] ?? 'same';
        const place = {
          same: `${base}.${leaf}`,
          renamed: `${base}.x_${leaf}`,
          deep: `${base}.inner.x_${leaf}`,
          spread: `${which}_${leaf}`,
        }[how];
        places.set(`${name}.${leaf}`, place);
        if (how !== 'same') names[`${name}.${leaf}`] = place;
      }
    }
    return { names, places };
  });

function codec({ names }: Pick<Naming, 'names'>, missing: readonly string[] = []) {
  const { names: read, missing: lacks } = parseProfile(JSON.stringify({ names, missing }), 'x');
  return codecOf({ names: read, missing: lacks });
}

/** Every leaf of JSON by its dotted path; empty objects are leaves too. */
function flat(json: unknown, path = ''): Map<string, unknown> {
  if (typeof json !== 'object' || json === null || Object.keys(json).length === 0)
    return new Map([[path, json]]);
  return new Map(
    Object.entries(json).flatMap(([name, inner]) => [...flat(inner, path === '' ? name : `${path}.${name}`)]),
  );
}

const isField = (json: unknown): json is Fields => typeof json === 'object' && json !== null;

/** The tenant's own doing: what a client drafts is given a place with its own fields, as the places say. */
function stored(naming: Naming, draft: CompanyPatch): Fields {
  const body = codec(naming).encode(draft);
  const record: Fields = structuredClone(isField(body) ? body : {});
  for (const [leaf, given] of [
    ['id', 'k1'],
    ['modifiedAt', '2024-01-01T00:00:00.001Z'],
  ] as const) {
    const segments = (naming.places.get(leaf) ?? leaf).split('.');
    let inner = record;
    for (const segment of segments.slice(0, -1)) {
      const next = inner[segment];
      const made: Fields = isField(next) ? next : {};
      inner[segment] = made;
      inner = made;
    }
    inner[segments.at(-1) ?? ''] = given;
  }
  return record;
}

function draftOf({ orgNr, name, phone, email, website, postAddress, visitAddress }: Company) {
  return { orgNr, name, phone, email, website, postAddress, visitAddress };
}

/** Without an object of its own, an address of nothing but nulls is no other than none. */
function leavesOf(of: Company): Record<string, string | null> {
  return Object.fromEntries(['id', ...WRITABLE_LEAVES].map((leaf) => [leaf, valueAt(of, leaf)]));
}

describe('a record under any names', () => {
  it('is read as what was written', () => {
    fc.assert(
      fc.property(namings, companies, (naming, whole) => {
        const draft = draftOf(whole);
        const record = stored(naming, draft);
        const read = codec(naming).shape.parse(record);
        expect(leavesOf(read)).toEqual(leavesOf({ ...whole, id: 'k1' }));
        // Where an address has an object of its own, null and an object of nulls are kept apart.
        for (const name of ['postAddress', 'visitAddress'] as const) {
          const isWhole = ADDRESS_LEAVES.every((leaf) =>
            naming.places.get(`${name}.${leaf}`)?.startsWith(`${naming.names[name] ?? name}.`),
          );
          expect(isWhole && (read[name] === null) !== (draft[name] === null)).toBe(false);
        }
      }),
    );
  });

  it('has each leaf where its name says', () => {
    fc.assert(
      fc.property(namings, companies, (naming, whole) => {
        const draft = draftOf(whole);
        const written = flat(codec(naming).encode(draft));
        for (const leaf of WRITABLE_LEAVES) {
          const wanted = valueAt(whole, leaf);
          expect(written.get(naming.places.get(leaf) ?? '') ?? null).toBe(wanted);
        }
      }),
    );
  });

  it('put as a whole is patched, and in nothing else another', () => {
    const unknown = fc.record({
      labels: fc.array(fc.string()),
      n: fc.double(),
      deep: fc.option(fc.record({ x: fc.string() })),
    });
    fc.assert(
      fc.property(namings, companies, patches, unknown, fc.boolean(), (naming, whole, patch, more, amid) => {
        const draft = draftOf(whole);
        const before = stored(naming, draft);
        before['unknown'] = more;
        const inside = before[(naming.names['postAddress'] ?? 'postAddress').split('.')[0] ?? ''];
        if (amid && isField(inside)) inside['verifiedBy'] = more;
        const { shape, applied } = codec(naming);
        const kept = structuredClone(before);
        const after = applied(before, patch);
        expect(before).toEqual(kept);
        expect(leavesOf(shape.parse(after))).toEqual(leavesOf(patched(shape.parse(before), patch)));

        const touched = new Set(
          [...naming.places].filter(([leaf]) => isTouched(patch, leaf)).map(([, place]) => place),
        );
        expect(others(after, touched)).toEqual(others(before, touched));
      }),
    );
  });
});

/** A new address has all of its leaves; what they are then is held by what is read. */
function isTouched(patch: CompanyPatch, leaf: string): boolean {
  return Object.entries(patch).some(([name, change]) => name === leaf.split('.')[0] && change !== undefined);
}

/** What a record holds outside of these places: values, not whether an object that holds nothing is one or null. */
function others(record: Fields, places: ReadonlySet<string>): [string, unknown][] {
  return [...flat(record)]
    .filter(([path, held]) => {
      const isAbove = [...places].some((place) => place.startsWith(`${path}.`));
      const isEmptyHolder = held === null || (isField(held) && Object.keys(held).length === 0);
      return !places.has(path) && !(isAbove && isEmptyHolder);
    })
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

describe('a record', () => {
  it('without names is a company, and nothing but a company', () => {
    const { shape, encode } = codec({ names: {} });
    expect(shape.safeParse({ ...company('1'), x: 1 }).success).toBe(false);
    expect(shape.safeParse({ id: '1', modifiedAt: '2024-01-01T00:00:00Z' }).success).toBe(false);
    const draft = { orgNr: '1' };
    expect(encode(draft)).toBe(draft);
  });

  it('with names may have more, and may leave leaves out', () => {
    const { shape } = codec({
      names: { id: 'key', modifiedAt: 'meta.updated', 'postAddress.postCode': 'post_zip' },
    });
    const meta = { updated: '2024-01-01T00:00:00Z', by: 'x' };
    expect(shape.parse({ key: '1', meta, labels: [], post_zip: '0150', postAddress: null })).toEqual({
      ...company('1'),
      orgNr: null,
      name: null,
      visitAddress: null,
      postAddress: { country: null, postCode: '0150', postalArea: null, streetAddress: null },
      modifiedAt: meta.updated,
    });
  });

  it.each<[unknown, string, string]>([
    [{ key: '', meta: { updated: '2024-01-01T00:00:00Z' } }, 'key', '(our id)'],
    [{ key: '1', meta: {} }, 'meta.updated', '(our modifiedAt)'],
    [{ key: '1', meta: 'x' }, 'meta.updated', 'no object (our modifiedAt)'],
    [
      { key: '1', meta: { updated: '2024-01-01T00:00:00Z' }, post_zip: 150 },
      'post_zip',
      '(our postAddress.postCode)',
    ],
    [
      { key: '1', meta: { updated: '2024-01-01T00:00:00Z' }, postAddress: 'x' },
      'postAddress.country',
      'no object',
    ],
    [[], '', 'a record must be an object'],
  ])('that cannot be read is told of under its own names: %j', (record, path, message) => {
    const { shape } = codec({
      names: { id: 'key', modifiedAt: 'meta.updated', 'postAddress.postCode': 'post_zip' },
    });
    const issues = shape.safeParse(record).error?.issues ?? [];
    expect(issues.map((issue) => [issue.path.join('.'), issue.message])).toContainEqual([
      path,
      expect.stringContaining(message),
    ]);
  });

  it('has null for what the tenant lacks, and takes no value for it', () => {
    const { shape, encode, applied } = codec({ names: {} }, ['phone', 'visitAddress', 'postAddress.country']);
    const record = { ...company('1'), phone: '1', postAddress: { country: 'NO', postCode: '0150' } };
    const read = shape.parse(record);
    expect([read.phone, read.visitAddress]).toEqual([null, null]);
    expect(read.postAddress).toEqual({
      country: null,
      postCode: '0150',
      postalArea: null,
      streetAddress: null,
    });
    for (const patch of [
      { phone: '1' },
      { visitAddress: { country: 'NO' } },
      { postAddress: { country: '' } },
    ]) {
      expect(() => encode(patch)).toThrow(NoSuchLeaf);
      expect(() => applied(record, patch)).toThrow('the profile says that the tenant has none');
    }
    expect(encode({ phone: null, visitAddress: null, name: 'x' })).toEqual({ name: 'x' });
    expect(applied(record, { phone: null, visitAddress: null })).toEqual(record);
  });

  it('keeps what nobody named in an address that is cleared', () => {
    const { applied } = codec({ names: { postAddress: 'post' } });
    const bare = { post: { country: 'NO', postCode: null } };
    expect(applied(bare, { postAddress: null })).toEqual({ post: null });
    expect(applied({ post: { ...bare.post, checked: true } }, { postAddress: null })).toEqual({
      post: { country: null, postCode: null, checked: true },
    });
  });

  it('tells an address of nothing but nulls from none, and makes a new one with all its leaves', () => {
    const names = { postAddress: 'post', 'postAddress.country': 'land' };
    const { shape, applied } = codec({ names });
    const none = { country: null, postCode: null, postalArea: null, streetAddress: null };
    const record = { id: '1', modifiedAt: '2024-01-01T00:00:00Z' };
    expect(shape.parse({ ...record, post: {} }).postAddress).toEqual(none);
    expect(shape.parse({ ...record, post: null, land: null }).postAddress).toBeNull();
    expect(applied({ post: null }, { postAddress: { postCode: '0150' } })).toEqual({
      post: { postCode: '0150', postalArea: null, streetAddress: null },
    });
  });

  it('keeps one address that is in the other one', () => {
    const { applied, encode } = codec({ names: { postAddress: 'a', visitAddress: 'a.visit' } });
    const record = { a: { country: 'NO', visit: { country: 'SE' } } };
    expect(applied(record, { postAddress: null })).toEqual({
      a: { country: null, visit: { country: 'SE' } },
    });
    expect(encode({ postAddress: null })).toEqual({
      a: { country: null, postCode: null, postalArea: null, streetAddress: null },
    });
    expect(encode({ visitAddress: null })).toEqual({ a: { visit: null } });
  });
});
