import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Company } from '../domain/company.ts';
import { TOPOLOGIES } from '../domain/tenant.ts';
import { belongTogether } from './match.ts';
import { companies } from './testing/documents.ts';
import { match } from './testing/match.ts';

const ORG_NR = [{ left: 'orgNr', right: 'orgNr' }];
const ruleLists = fc.constantFrom(
  ORG_NR,
  [...ORG_NR, { left: 'name', right: 'name' }],
  [{ left: 'name', right: 'phone' }],
  [...ORG_NR, { left: 'postAddress.postCode', right: 'visitAddress.postCode' }],
);
const records = fc
  .uniqueArray(fc.constantFrom('1', '2', '3', '10', '11'), { maxLength: 5 })
  .chain((ids) => fc.tuple(...ids.map(companies)));
const cases = fc
  .record({ rules: ruleLists, left: records, other: records, topology: fc.constantFrom(...TOPOLOGIES) })
  .map(({ other, ...rest }) => ({ ...rest, right: rest.topology === 'one-tenant' ? rest.left : other }));
const check = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void): void =>
  fc.assert(fc.property(arbitrary, property), { numRuns: 2000, seed: 2024 });

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** The meaning, spelled out without any index: every way to pair two records by a rule. */
function edges({ rules, left, right, topology }: Case): { left: Company; right: Company }[] {
  return left.flatMap((l) =>
    right
      .filter((r) => topology === 'two-tenants' || l.id !== r.id)
      .filter((r) =>
        rules.some((rule) => {
          const [a, b] = [leaf(l, rule.left), leaf(r, rule.right)];
          return typeof a === 'string' && a !== '' && a === b;
        }),
      )
      .map((r) => ({ left: l, right: r })),
  );
}

function leaf(record: Company, path: string): unknown {
  let at: unknown = record;
  for (const key of path.split('.')) at = at && typeof at === 'object' ? Reflect.get(at, key) : null;
  return at;
}

/** A record's candidates. In one tenant an edge counts for both its ends, whichever side they are on. */
function candidatesOf(given: Case, side: 'left' | 'right', id: string): Set<string> {
  const other = side === 'left' ? 'right' : 'left';
  const found = edges(given).flatMap((edge) => {
    if (edge[side].id === id) return [edge[other].id];
    return given.topology === 'one-tenant' && edge[other].id === id ? [edge[side].id] : [];
  });
  return new Set(found);
}

describe('invariants', () => {
  it('1 one to one', () => {
    check(cases, (given) => {
      const { matches } = match(given.rules, given.left, given.right, given.topology);
      const ends = matches.flatMap(({ left, right }) =>
        given.topology === 'one-tenant' ? [left, right] : [`left ${left}`, `right ${right}`],
      );
      expect(new Set(ends).size).toBe(ends.length);
    });
  });

  it('2 certainty, 3 evidence and 5 completeness', () => {
    check(cases, (given) => {
      const { matches } = match(given.rules, given.left, given.right, given.topology);
      const expected = edges(given).filter(
        (edge) =>
          candidatesOf(given, 'left', edge.left.id).size === 1 &&
          candidatesOf(given, 'right', edge.right.id).size === 1,
      );
      const keyed = (pairs: { left: string; right: string }[]): string[] => [
        ...new Set(
          pairs.map(({ left, right }) =>
            (given.topology === 'one-tenant' ? [left, right].toSorted() : [left, right]).join('-'),
          ),
        ),
      ];
      const wanted = keyed(expected.map((edge) => ({ left: edge.left.id, right: edge.right.id })));
      expect(keyed(matches).toSorted()).toEqual(wanted.toSorted());
      for (const found of matches) {
        const one = given.left.find(({ id }) => id === found.left);
        const two = given.right.find(({ id }) => id === found.right);
        if (!one || !two) throw new Error('a match with a record that does not exist');
        expect(edges(given)).toContainEqual({ left: one, right: two });
        expect(belongTogether(given.rules, one, two)).toBe(true);
      }
    });
  });

  it('4 order makes no difference', () => {
    check(cases, ({ rules, left, right, topology }) => {
      const straight = match(rules, left, right, topology);
      const back = match(rules, left.toReversed(), right.toReversed(), topology);
      expect(back.matches).toEqual(straight.matches);
      expect(new Set(back.ambiguous.map((one) => JSON.stringify(one)))).toEqual(
        new Set(straight.ambiguous.map((one) => JSON.stringify(one))),
      );
    });
  });
});

describe('two tenants', () => {
  it('compare verbatim', () => {
    const given = [company('1', '0150'), company('2', 'NO 1'), company('3', 'x')];
    const other = [company('4', '150'), company('5', 'NO1'), company('6', 'X')];
    expect(across(given, other)).toEqual({ matches: [], ambiguous: [] });
  });

  it('never match empties', () => {
    expect(
      across([company('1', ''), company('2', null)], [company('3', ''), company('4', null)]).matches,
    ).toEqual([]);
  });

  it('may use one id for different records', () => {
    expect(across([company('1', 'a')], [company('1', 'a')]).matches).toEqual([{ left: '1', right: '1' }]);
  });

  it('leave several records of a side alone, and report them', () => {
    const rule = { left: 'orgNr', right: 'orgNr' };
    expect(across([company('2', 'a'), company('1', 'a')], [company('3', 'a')])).toEqual({
      matches: [],
      ambiguous: [{ rule, value: 'a', left: ['1', '2'], right: ['3'] }],
    });
    expect(across([], [company('3', 'a'), company('4', 'a')]).ambiguous).toEqual([
      { rule, value: 'a', left: [], right: ['3', '4'] },
    ]);
  });

  it('leave a record alone whose rules name different partners, and report it', () => {
    const by = [...ORG_NR, { left: 'name', right: 'name' }];
    const found = across([company('1', 'a', 'n')], [company('2', 'a', 'x'), company('3', 'b', 'n')], by);
    expect(found.matches).toEqual([]);
    expect(found.ambiguous.map(({ value, left, right }) => [value, left, right])).toEqual([
      ['a', ['1'], ['2']],
      ['n', ['1'], ['3']],
    ]);
  });
});

describe('one tenant', () => {
  it('matches two, the lower id left, and neither one nor three', () => {
    const all = ['a', 'b', 'b', 'c', 'c', 'c'].map((orgNr, index) => company(String(9 - index), orgNr));
    const found = match(ORG_NR, all, all, 'one-tenant');
    expect(found.matches).toEqual([{ left: '7', right: '8' }]);
    expect(found.ambiguous.map(({ value, left }) => [value, left])).toEqual([['c', ['4', '5', '6']]]);
  });

  it('takes as left the record that the rule reads as left', () => {
    const all = [company('1', 'x', 'v'), company('2', 'v', 'y')];
    expect(match([{ left: 'orgNr', right: 'name' }], all, all, 'one-tenant').matches).toEqual([
      { left: '2', right: '1' },
    ]);
  });

  it('never matches a record with itself, also where another rule finds it a partner', () => {
    const all = [company('1', 'v', 'v'), company('2', 'w', 'v')];
    const by = [
      { left: 'orgNr', right: 'name' },
      { left: 'name', right: 'name' },
    ];
    expect(
      match([by[0] ?? { left: '', right: '' }], all.slice(0, 1), all.slice(0, 1), 'one-tenant').matches,
    ).toEqual([]);
    expect(match(by, all, all, 'one-tenant').matches).toEqual([{ left: '1', right: '2' }]);
  });
});

function company(id: string, orgNr: string | null, name: string | null = null): Company {
  const empty = { phone: null, email: null, website: null, postAddress: null, visitAddress: null };
  return { id, ...empty, orgNr, name, modifiedAt: '2024-01-01T00:00:00Z' };
}

function across(left: Company[], right: Company[], by = ORG_NR) {
  return match(by, left, right, 'two-tenants');
}
