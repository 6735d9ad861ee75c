import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Company, CompanyPatch } from '../domain/company.ts';
import { rowName, type Row } from '../domain/dataflow.ts';
import { agreedAfter, decide, heldOf, patchFor, type Agreed, type Both } from './decide.ts';
import { groupRows } from './rows.ts';
import {
  companies,
  CROSSING,
  row,
  section,
  SHARED,
  STRAIGHT,
  UNMIRRORED,
  values,
} from './testing/documents.ts';

const documents = fc.constantFrom(CROSSING, STRAIGHT, UNMIRRORED, SHARED, [...CROSSING, ...STRAIGHT]);
const pairs = fc.record({ left: companies('l'), right: companies('r') });
const cases = documents.chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    records: pairs,
    agreed: fc
      .array(fc.option(values, { nil: undefined, freq: 4 }), {
        minLength: rows.length,
        maxLength: rows.length,
      })
      .map((bases) => agreedOf(rows, bases)),
  }),
);
const check = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void): void =>
  fc.assert(fc.property(arbitrary, property), { numRuns: 1000, seed: 2024 });

describe('invariants', () => {
  it('1 agreement, 2 quiet, 9 base', () => {
    check(cases, ({ rows, records, agreed }) => {
      const decisions = decide(groupRows(section(rows)), records, agreed);
      const after = applied(records, decisions);
      for (const { left, right } of copied(rows)) {
        expect(plain(after.left, left)).toBe(plain(after.right, right));
      }
      const base = agreedAfter(decisions, heldOf(decisions, after), agreed);
      for (const one of copied(rows)) {
        expect(base[rowName(one)] ?? '').toBe(plain(after.left, one.left));
      }
      const again = decide(groupRows(section(rows)), after, base);
      expect(again.map(({ why, writes }) => ({ why, writes }))).toEqual(
        again.map(() => ({ why: 'agreed', writes: [] })),
      );
      expect([patchFor(again, 'left'), patchFor(again, 'right')]).toEqual([null, null]);
    });
  });

  it('9 base: it stays where the records do not hold what was decided', () => {
    check(cases, ({ rows, records, agreed }) => {
      const decisions = decide(groupRows(section(rows)), records, agreed);
      const base = agreedAfter(decisions, heldOf(decisions, records), agreed);
      for (const { group } of decisions.filter((decision) => decision.writes.length > 0)) {
        for (const name of group.rows) expect(base[name]).toBe(agreed[name]);
      }
    });
  });

  it('3 thrift and 4 containment: only leaves of copied rows, and only those that differ', () => {
    check(cases, ({ rows, records, agreed }) => {
      const decisions = decide(groupRows(section(rows)), records, agreed);
      for (const side of ['left', 'right'] as const) {
        const written = leavesOf(patchFor(decisions, side));
        for (const [path, value] of written) {
          expect(copied(rows).map((one) => one[side])).toContain(path);
          expect(plain(records[side], path)).not.toBe(value ?? '');
        }
      }
    });
  });

  it('5 provenance: a written value is one that a leaf of its rows held', () => {
    check(cases, ({ rows, records, agreed }) => {
      for (const { group, value, writes } of decide(groupRows(section(rows)), records, agreed)) {
        if (writes.length === 0) continue;
        const held = [
          ...group.left.map((path) => raw(records.left, path)),
          ...group.right.map((path) => raw(records.right, path)),
        ];
        expect(held).toContain(value);
      }
    });
  });

  it('6 no loss: an edit of one side alone ends up on both', () => {
    const edits = fc.record({
      rows: fc.constantFrom(CROSSING, STRAIGHT, UNMIRRORED),
      start: pairs,
      value: values,
      at: fc.nat(),
      side: fc.constantFrom('left' as const, 'right' as const),
    });
    check(edits, ({ rows, start, value, at, side }) => {
      const groups = groupRows(section(rows));
      const first = decide(groups, start, {});
      const linked = applied(start, first);
      const base = agreedAfter(first, heldOf(first, linked), {});
      const edited = copied(rows)[at % copied(rows).length];
      if (!edited) throw new Error('no row');
      const records = { ...linked, [side]: withLeaf(linked[side], edited[side], value) };
      const after = applied(records, decide(groups, records, base));
      expect(plain(after.left, edited.left)).toBe(value ?? '');
      expect(plain(after.right, edited.right)).toBe(value ?? '');
    });
  });

  it('7 independence: a row is decided alike whatever the other rows hold', () => {
    check(fc.record({ one: cases, other: pairs }), ({ one: { rows, records, agreed }, other }) => {
      const groups = groupRows(section(rows));
      const whole = decide(groups, records, agreed);
      for (const [index, group] of groups.entries()) {
        let mixed = {
          left: { ...other.left, modifiedAt: records.left.modifiedAt },
          right: { ...other.right, modifiedAt: records.right.modifiedAt },
        };
        for (const side of ['left', 'right'] as const) {
          for (const path of group[side]) {
            mixed = { ...mixed, [side]: withLeaf(mixed[side], path, raw(records[side], path)) };
          }
        }
        expect(decide(groups, mixed, agreed)[index]).toEqual(whole[index]);
      }
    });
  });

  it('8 symmetry: sides swapped, the same values, unless both are of the same time', () => {
    check(cases, ({ rows, records, agreed }) => {
      fc.pre(records.left.modifiedAt !== records.right.modifiedAt);
      const swappedRows = rows.map(({ left, right }) => row(right, left));
      const swappedAgreed: Record<string, string | null> = {};
      for (const one of rows) {
        const base = agreed[rowName(one)];
        if (base !== undefined) swappedAgreed[rowName(row(one.right, one.left))] = base;
      }
      const straight = applied(records, decide(groupRows(section(rows)), records, agreed));
      const mirror = { left: records.right, right: records.left };
      const swapped = applied(mirror, decide(groupRows(section(swappedRows)), mirror, swappedAgreed));
      expect({ left: swapped.right, right: swapped.left }).toEqual(straight);
    });
  });
});

/** Each case: base, left, right, which is later, then the value that both shall hold. `-`: no base. */
describe('a row', () => {
  const NONE = undefined;
  it.each([
    ['first link, only left has a value', NONE, 'a', null, 'right', 'a', 'value over empty'],
    ['first link, only right has a value', NONE, '', 'b', 'left', 'b', 'value over empty'],
    ['first link, left is later', NONE, 'a', 'b', 'left', 'a', 'later record'],
    ['first link, right is later', NONE, 'a', 'b', 'right', 'b', 'later record'],
    ['first link, same time', NONE, 'a', 'b', 'same', 'a', 'later record'],
    ['first link, a blank is a value', NONE, ' ', null, 'right', ' ', 'value over empty'],
    ['first link, nothing to do', NONE, 'a', 'a', 'right', 'a', 'agreed'],
    ['edited on the left', 'a', 'b', 'a', 'right', 'b', 'only edit'],
    ['edited on the right', 'a', 'a', 'b', 'left', 'b', 'only edit'],
    ['cleared on the left with null', 'a', null, 'a', 'right', null, 'only edit'],
    ['cleared on the right with ""', 'a', 'a', '', 'left', '', 'only edit'],
    ['filled after both were empty', null, '', 'b', 'left', 'b', 'only edit'],
    ['both edited, right is later', 'a', 'b', 'c', 'right', 'c', 'later edit'],
    ['both edited, left is later', 'a', 'b', 'c', 'left', 'b', 'later edit'],
    ['both edited, same time', 'a', 'b', 'c', 'same', 'b', 'later edit'],
    ['a later clearing beats an edit', 'a', 'b', null, 'right', null, 'later edit'],
    ['both edited to the same', 'a', 'b', 'b', 'right', 'b', 'same edit'],
  ] as const)('%s', (_, base, left, right, later, value, why) => {
    const records = {
      left: company(left, later === 'left' ? 2 : 1),
      right: company(right, later === 'right' ? 2 : 1),
    };
    const agreed: Agreed = base === undefined ? {} : { 'name → name': base };
    const decisions = decide(groupRows(section([row('name', 'name')])), records, agreed);
    expect(decisions.map((one) => [one.value, one.why])).toEqual([[value, why]]);
    const after = applied(records, decisions);
    expect([after.left.name, after.right.name]).toEqual([value, value]);
  });

  it('that agrees on empty is left alone, null and "" apart', () => {
    const records = { left: company(null, 1), right: company('', 2) };
    const decisions = decide(groupRows(section([row('name', 'name')])), records, { 'name → name': 'a' });
    expect(patchFor(decisions, 'left')).toBeNull();
    expect(patchFor(decisions, 'right')).toBeNull();
    expect(
      agreedAfter(decisions, heldOf(decisions, records), { 'name → name': 'a' })['name → name'] ?? '',
    ).toBe('');
  });

  it('of addresses is written leaf by leaf, into a null address too', () => {
    const records = {
      left: {
        ...company('x', 1),
        postAddress: { country: 'NO', postCode: '', postalArea: null, streetAddress: 'B 1' },
      },
      right: company('y', 1),
    };
    const decisions = decide(groupRows(section(CROSSING)), records, {});
    expect(patchFor(decisions, 'left')).toBeNull();
    expect(patchFor(decisions, 'right')).toEqual({ visitAddress: { country: 'NO', streetAddress: 'B 1' } });
  });
});

describe('groups of rows', () => {
  it('leave out id and what nobody can write', () => {
    const groups = groupRows(
      section([row('id', 'id'), row('id', 'name'), row('name', 'employees'), row('name', 'name')]),
    );
    expect(groups).toEqual([{ rows: ['name → name'], left: ['name'], right: ['name'] }]);
  });

  it('join rows that share a leaf, through others too', () => {
    const rows = [row('phone', 'phone'), row('email', 'website'), row('name', 'name'), row('email', 'phone')];
    expect(groupRows(section(rows))).toEqual([
      { rows: ['name → name'], left: ['name'], right: ['name'] },
      {
        rows: ['phone → phone', 'email → website', 'email → phone'],
        left: ['phone', 'email'],
        right: ['phone', 'website'],
      },
    ]);
  });
});

function company(name: string | null, ms: number): Company {
  const empty = {
    orgNr: null,
    phone: null,
    email: null,
    website: null,
    postAddress: null,
    visitAddress: null,
  };
  return { id: 'x', ...empty, name, modifiedAt: new Date(ms).toISOString() };
}

function agreedOf(rows: readonly Row[], bases: (string | null | undefined)[]): Agreed {
  const agreed: Record<string, string | null> = {};
  for (const [index, one] of rows.entries()) {
    const base = bases[index];
    if (base !== undefined) agreed[rowName(one)] = base;
  }
  return agreed;
}

function copied(rows: readonly Row[]): Row[] {
  return rows.filter(({ left }) => left !== 'id');
}

/** A leaf as JSON holds it; what is missing is null. Written apart from the code under test. */
function raw(record: Company, path: string): string | null {
  let at: unknown = record;
  for (const key of path.split('.')) at = at && typeof at === 'object' ? Reflect.get(at, key) : null;
  return typeof at === 'string' ? at : null;
}

/** A leaf with its empties made alike. */
function plain(record: Company, path: string): string {
  return raw(record, path) ?? '';
}

function leavesOf(patch: CompanyPatch | null): [string, string | null][] {
  return Object.entries(patch ?? {}).flatMap(([key, value]): [string, string | null][] =>
    value !== null && typeof value === 'object'
      ? Object.entries(value).map(([leaf, inner]) => [`${key}.${leaf}`, inner ?? null])
      : [[key, value ?? null]],
  );
}

function withLeaf(record: Company, path: string, value: string | null): Company {
  const [key = '', leaf] = path.split('.');
  if (leaf === undefined) return { ...record, [key]: value };
  const none = { country: null, postCode: null, postalArea: null, streetAddress: null };
  const before = key === 'postAddress' ? record.postAddress : record.visitAddress;
  return { ...record, [key]: { ...none, ...before, [leaf]: value } };
}

function applied(records: Both<Company>, decisions: ReturnType<typeof decide>): Both<Company> {
  const after = { ...records };
  for (const side of ['left', 'right'] as const) {
    for (const [path, value] of leavesOf(patchFor(decisions, side))) {
      after[side] = withLeaf(after[side], path, value);
    }
  }
  return after;
}
