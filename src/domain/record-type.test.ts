/** The record types of documents: where their records are, what is in them, and of which types that is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Link } from './dataflow.ts';
import type { LeafType } from './data-type.ts';
import { WRITABLE_LEAVES } from './company.ts';
import {
  CONDITIONS,
  CONNECTED_TO,
  isOwnKey,
  isWritable,
  leafTypeOf,
  type RecordType,
  recordTypesOf,
  REMARKS,
} from './record-type.ts';

const SEED = 37;
const NOT_OF_A_DOCUMENT = [REMARKS, CONDITIONS, CONNECTED_TO];
const LIST: LeafType = { is: 'list' };

/** `a → b: integer`, or `a → b` of a merge rule. */
function link(source: string, target: string, ...said: string[]): Link {
  const all = said.map((text) => {
    const [, left = '', right = '', type] = /^(.*) → ([^:]*)(?:: (.*))?$/.exec(text) ?? [];
    return { left, right, type, line: 1 };
  });
  return {
    source,
    target,
    line: 1,
    sentences: [],
    merge: all
      .filter(({ type }) => type === undefined)
      .map(({ left, right, line }) => ({ left, right, line })),
    rows: all.flatMap(({ left, right, type, line }) =>
      type === undefined ? [] : [{ left, right, type, line }],
    ),
  };
}

function typesOf(sections: Link[], systems = { left: 'A', right: 'B' }) {
  return recordTypesOf({ ...systems, sections });
}

function leavesOf(type: RecordType | undefined): Record<string, string> {
  return Object.fromEntries(
    [...(type?.leaves ?? [])]
      .filter(([path]) => !NOT_OF_A_DOCUMENT.includes(path))
      .map(([path, { is }]) => [path, is]),
  );
}

describe('the collections of a system', () => {
  it.each<[string, string]>([
    ['A Contact persons', 'contact-persons'],
    ['a Contact persons', 'contact-persons'],
    ['Contact  (old) persons!', 'contact-old-persons'],
    ['Ålesund Café', 'alesund-cafe'],
    ['Athings', 'athings'],
    ['*', 'records'],
    ['', 'records'],
    ['A ', 'records'],
  ])('of %j is %j', (name, collection) => {
    const { right } = typesOf([link('A X', name)], { left: 'Z', right: 'A' });
    expect(right.get(name)?.collection).toBe(collection);
  });

  const name = fc.oneof(
    fc.constantFrom(
      'A x',
      'x',
      'X',
      'x 2',
      'x-2',
      'A X-2',
      'x 2 2',
      '*',
      '',
      '-',
      'records',
      'Crmoffice Companies',
    ),
    fc.string({ maxLength: 4 }),
  );
  it(`are each of one type, and can stand in a URL (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { maxLength: 9 }), fc.boolean(), (pairs, isOne) => {
        const types = typesOf(
          pairs.map(([source, target]) => link(source, target)),
          { left: 'A', right: isOne ? 'a' : 'B' },
        );
        for (const [side, index] of [
          ['left', 0],
          ['right', 1],
        ] as const) {
          const ofSide = [...types[side].values()];
          const named = new Set(isOne ? pairs.flat() : pairs.map((pair) => pair[index]));
          expect(new Set(types[side].keys())).toEqual(named);
          expect(ofSide.map((one) => one.name)).toEqual([...types[side].keys()]);
          expect(new Set(ofSide.map(({ collection }) => collection)).size).toBe(ofSide.length);
          for (const { collection } of ofSide) expect(collection).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
        }
      }),
      { seed: SEED },
    );
  });
});

describe('both systems', () => {
  const sections = [link('A P', 'A Q', 'a → b: integer'), link('A Q', 'A P', 'c → d: list')];

  it('of one name have the same types, with the properties of either side', () => {
    const { left, right } = typesOf(sections, { left: 'A', right: 'a' });
    expect(right).toBe(left);
    expect(leavesOf(left.get('A P'))).toEqual({ a: 'integer', d: 'list' });
    expect(leavesOf(left.get('A Q'))).toEqual({ b: 'integer', c: 'list' });
  });

  it('of two names each have their own, though types bear the same', () => {
    const { left, right } = typesOf(sections);
    expect(leavesOf(left.get('A P'))).toEqual({ a: 'integer' });
    expect(leavesOf(right.get('A P'))).toEqual({ d: 'list' });
  });
});

describe('the properties of a type', () => {
  it('are those of all its sections, and those that are in no document', () => {
    const { left, right } = typesOf([
      link('P', 'Q', 'a.b → c: string', 'k → k'),
      link('P', 'R', 'd → e: boolean', 'k → l'),
    ]);
    expect(left.get('P')).toMatchObject({ name: 'P', collection: 'p', isCompany: false });
    expect(leavesOf(left.get('P'))).toEqual({ 'a.b': 'string', k: 'string', d: 'boolean' });
    expect(leavesOf(right.get('R'))).toEqual({ e: 'boolean', l: 'string' });
    const others = NOT_OF_A_DOCUMENT.map((path) => left.get('P')?.leaves.get(path));
    expect(others).toEqual([{ is: 'string' }, LIST, LIST]);
  });

  it('keep what a document says of them, though they are called as what no document has', () => {
    const { left } = typesOf([link('P', 'Q', `${REMARKS} → c: integer`)]);
    expect(left.get('P')?.leaves.get(REMARKS)).toEqual({ is: 'integer' });
  });

  it('are not the tenant’s own, nor what every object has below it; what they share a row with is', () => {
    const own = ['id', 'id.x', 'modifiedAt', '$original_id', '$a.b', '__proto__', 'a.__proto__.b'];
    const { left, right } = typesOf([link('P', 'Q', ...own.map((path, i) => `${path} → r${i}: integer`))]);
    expect(leavesOf(left.get('P'))).toEqual({});
    expect(Object.values(leavesOf(right.get('Q')))).toEqual(own.map(() => 'integer'));
    for (const path of own) expect([isOwnKey(path), isWritable('P', path)]).toEqual([true, false]);
    for (const path of ['a.id', 'ids', 'a$', 'proto', '_proto_', 'constructor', 'a.modifiedAt'])
      expect([isOwnKey(path), isWritable('P', path)]).toEqual([false, true]);
  });
});

describe('what a property holds', () => {
  it('goes over to what a merge rule brings together with it, and through rows from section to section', () => {
    const { left, right } = typesOf([
      link('P', 'Q', 'a → b: string', 'k → b'),
      link('R', 'Q', 'c → b: N/A', 'c → d: ["upper","_."]'),
      link('R', 'S', 'c → e: integer'),
      link('T', 'S', 'f → g: list'),
    ]);
    expect(leavesOf(left.get('P'))).toEqual({ a: 'integer', k: 'integer' });
    expect(leavesOf(left.get('R'))).toEqual({ c: 'integer' });
    expect(leavesOf(right.get('Q'))).toEqual({ b: 'integer', d: 'integer' });
    expect(leavesOf(right.get('S'))).toEqual({ e: 'integer', g: 'list' });
    expect([...left.values(), ...right.values()].flatMap((one) => [...one.contradictory])).toEqual([]);
  });

  it('is a text where the document says two things, of each property that shares it', () => {
    const { left, right } = typesOf([
      link('P', 'Q', 'a → b: integer', 'c → d: list'),
      link('R', 'Q', 'e → b: boolean'),
    ]);
    expect(leavesOf(left.get('P'))).toEqual({ a: 'string', c: 'list' });
    expect(leavesOf(right.get('Q'))).toEqual({ b: 'string', d: 'list' });
    expect(left.get('P')?.contradictory).toEqual(new Set(['a']));
    expect(left.get('R')?.contradictory).toEqual(new Set(['e']));
    expect(right.get('Q')?.contradictory).toEqual(new Set(['b']));
  });

  it('is two things where dates differ in their form, and none where it is said twice', () => {
    const date = (format: string): string => JSON.stringify(['datetime-parse', format, '_.']);
    const { left } = typesOf([
      link('P', 'Q', `a → b: ${date('%Y-%m-%d')}`, `a → c: ${date('%d.%m.%Y')}`),
      link('P', 'R', `d → e: ${date('%Y')}`, `d → f: ${date('%Y')}`, 'd → g: string'),
    ]);
    expect(left.get('P')?.leaves.get('d')).toEqual({ is: 'date', format: '%Y' });
    expect(left.get('P')?.contradictory).toEqual(new Set(['a']));
  });

  it.each<[string, LeafType | null]>([
    ['integer', { is: 'integer' }],
    ['["float","_."]', { is: 'float' }],
    ['N/A', { is: 'string' }],
    ['["datetime-format","%Y-%m-%d","_."]', { is: 'date', format: '%Y-%m-%d' }],
    ['["datetime-format","x","_."]', null],
    ['["upper","_."]', null],
    ['text', null],
  ])('by the data type %j', (text, type) => {
    expect(leafTypeOf(text)).toEqual(type);
  });
});

describe('companies', () => {
  it('keep what contract 6.3 says of them, whatever a document says', () => {
    const { left, right } = typesOf(
      [link('crmoffice companies', 'Crmoffice Companies', 'name → fax: integer', 'id → phone: string')],
      { left: 'Crmoffice', right: 'B' },
    );
    const [companies] = left.values();
    expect(companies).toMatchObject({
      name: 'crmoffice companies',
      collection: 'companies',
      isCompany: true,
    });
    expect(right.get('Crmoffice Companies')?.collection).toBe('companies');
    for (const one of [...left.values(), ...right.values()]) {
      expect([...one.leaves]).toEqual(WRITABLE_LEAVES.map((path) => [path, { is: 'string' }]));
    }
    expect(isWritable('Crmoffice companies', 'postAddress.country')).toBe(true);
    expect(isWritable('Crmoffice companies', 'fax')).toBe(false);
  });

  it('hold texts, so that what shares a value with theirs and is of another type contradicts itself', () => {
    const { left, right } = typesOf([
      link('Crmoffice Companies', 'Q', 'phone → b: integer', 'name → c: string'),
      link('P', 'Q', 'a → b: string'),
    ]);
    expect(left.get('Crmoffice Companies')?.contradictory).toEqual(new Set(['phone']));
    expect(leavesOf(right.get('Q'))).toEqual({ b: 'string', c: 'string' });
    expect(right.get('Q')?.contradictory).toEqual(new Set(['b']));
    expect(left.get('P')?.contradictory).toEqual(new Set(['a']));
  });
});
