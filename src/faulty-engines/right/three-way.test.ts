import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agree, type Company, patched, patchAt, type Value } from '../../domain/company.ts';
import type { Row } from '../../domain/dataflow.ts';
import { patchOf } from '../leaves.ts';
import type { Both } from '../variation.ts';
import { digests, values } from './memory.ts';
import { newestOf, pastOfStrangers, threeWay, valuesOf } from './three-way.ts';

const ROWS: Row[] = ['country', 'postCode'].flatMap((leaf) => [
  { left: `postAddress.${leaf}`, right: `visitAddress.${leaf}`, type: 'string', line: 1 },
  { left: `visitAddress.${leaf}`, right: `postAddress.${leaf}`, type: 'string', line: 2 },
]);

const value = fc.constantFrom<Value>(null, '', ' ', 'a', 'A', 'å', 'a\u030a', '\ud800', '\ud801');
const address = fc.option(
  fc.record({ country: value, postCode: value, postalArea: value, streetAddress: value }),
);
const company = fc.record({
  id: fc.constant('1'),
  orgNr: value,
  name: value,
  phone: value,
  email: value,
  website: value,
  postAddress: address,
  visitAddress: address,
  modifiedAt: fc.constantFrom('2024-01-01T00:00:00.000Z', '2024-01-01T00:00:00.001Z'),
});
const pair = fc.record({ left: company, right: company });
const memory = fc.constantFrom(values, digests);
const newest = fc.constantFrom('left' as const, 'right' as const);

/** Both records once the plan is carried out. */
function after(records: Both<Company>, { leaves }: ReturnType<typeof threeWay>): Both<Company> {
  return {
    left: patched(records.left, patchOf(leaves.left) ?? {}),
    right: patched(records.right, patchOf(leaves.right) ?? {}),
  };
}

describe('what is carried over', () => {
  it('brings any two records to agreement, and then is nothing', () => {
    fc.assert(
      fc.property(pair, pair, memory, newest, (before, now, remember, side) => {
        const past = remember();
        past.keep(pastOfStrangers(ROWS, before, side));
        const plan = threeWay(ROWS, now, past.held, side);
        const then = after(now, plan);
        for (const row of ROWS) {
          const { left, right } = valuesOf(row, then);
          expect(agree(left, right)).toBe(true);
        }
        expect(threeWay(ROWS, then, past.held, side).leaves).toEqual({ left: [], right: [] });
      }),
    );
  });

  it('is the side that was edited since both agreed, whichever is the newer one', () => {
    fc.assert(
      fc.property(pair, memory, newest, newest, value, (strangers, remember, side, edited, given) => {
        const past = remember();
        past.keep(pastOfStrangers(ROWS, strangers, side));
        const linked = threeWay(ROWS, strangers, past.held, side);
        const agreed = after(strangers, linked);
        past.keep(linked.agreed);
        const [row] = ROWS;
        if (row === undefined) throw new RangeError('there is a row');
        const now = { ...agreed, [edited]: patched(agreed[edited], patchAt(row[edited], given)) };
        const then = valuesOf(row, after(now, threeWay(ROWS, now, past.held, side)));
        expect(agree(then.left, given) && agree(then.right, given)).toBe(true);
      }),
    );
  });

  it('is, when two are linked, a value rather than none, and the newer one of two values', () => {
    fc.assert(
      fc.property(pair, memory, newest, (strangers, remember, side) => {
        const past = remember();
        past.keep(pastOfStrangers(ROWS, strangers, side));
        const then = after(strangers, threeWay(ROWS, strangers, past.held, side));
        for (const row of ROWS) {
          const held = valuesOf(row, strangers);
          const other = side === 'left' ? 'right' : 'left';
          const expected = agree(held[side], null) ? held[other] : held[side];
          expect(agree(valuesOf(row, then).left, expected)).toBe(true);
        }
      }),
    );
  });
});

describe('the newest of two records', () => {
  const at = (modifiedAt: string): Pick<Company, 'modifiedAt'> => ({ modifiedAt });

  it('is told by the instant, however it is written', () => {
    expect(newestOf({ left: at('2024-01-01T01:00:00Z'), right: at('2024-01-01T01:00:00.001Z') })).toBe(
      'right',
    );
    expect(newestOf({ left: at('2024-01-01T02:00:00.000Z'), right: at('2024-01-01T01:59:59Z') })).toBe(
      'left',
    );
  });

  it('is the left one at the same time', () => {
    expect(newestOf({ left: at('2024-01-01T01:00:00Z'), right: at('2024-01-01T01:00:00.000Z') })).toBe(
      'left',
    );
  });
});
