import { describe, expect, it } from 'vitest';
import { Company } from '../../domain/company.ts';
import { createCompanySource } from '../../generate/companies.ts';
import { failedTests, type Seen } from './acceptance.ts';
import { newAddresses } from './fixture.ts';

const BEGAN = '2026-01-01T00:00:00.000Z';
const LATER = '2026-01-02T00:00:00.000Z';
const ROWS = [
  { left: 'postAddress.country', right: 'visitAddress.country', type: 'string', line: 1 },
  { left: 'visitAddress.country', right: 'postAddress.country', type: 'string', line: 2 },
];

const source = createCompanySource(1);
const company = (id: string): Company =>
  Company.parse({ id, ...source.company(), ...newAddresses(source), modifiedAt: BEGAN });
const bare = (id: string): Company => ({ ...company(id), postAddress: null, visitAddress: null });
const crossed = (to: Company, { postAddress, visitAddress }: Company): Company => ({
  ...to,
  postAddress: visitAddress,
  visitAddress: postAddress,
  modifiedAt: LATER,
});
const listed = (...companies: Company[]) => new Map(companies.map((one) => [one.id, one]));

/** Of each stream one pair, which is delivered, then edited, and delivered again. */
function rightSeen(): Seen {
  const filled = { left: company('1'), right: company('12') };
  const empty = { left: bare('2'), right: bare('11') };
  const { left, right } = { left: company('1'), right: company('12') };
  const before = { left: listed(filled.left, empty.left), right: listed(empty.right, filled.right) };
  const read = {
    left: listed(filled.left, crossed(empty.left, filled.right)),
    right: listed(crossed(empty.right, filled.left), filled.right),
  };
  const edited = {
    left: listed(left, crossed(empty.left, filled.right)),
    right: listed(crossed(empty.right, filled.left), right),
  };
  const incremental = {
    left: listed(left, crossed(empty.left, right)),
    right: listed(crossed(empty.right, left), right),
  };
  return {
    rows: ROWS,
    passes: [true, true],
    refusalTold: true,
    before,
    read,
    readAgain: read,
    resumed: read,
    edited,
    incremental,
    readAtLast: incremental,
    streams: {
      left: { expected: [{ left: '1', right: '11' }], changed: [{ left: '1', right: '11' }] },
      right: { expected: [{ left: '2', right: '12' }], changed: [{ left: '2', right: '12' }] },
    },
  };
}

const seen = rightSeen();
const { before, read, edited, incremental } = seen;
const withRight = (listing: Seen['read'], id: string, change: Partial<Company>): Seen['read'] => {
  const there = listing.right.get(id) ?? company(id);
  return { ...listing, right: new Map([...listing.right, [id, { ...there, ...change }]]) };
};

describe('the acceptance list', () => {
  it('accepts what is right', () => {
    expect(failedTests(seen)).toEqual([]);
  });

  /** What is found of the first full read is found of those after it as well. */
  const fromTheFirst = (first: Seen['read']): Partial<Seen> => ({
    read: first,
    readAgain: first,
    resumed: first,
  });
  const toTheLast = (last: Seen['read']): Partial<Seen> => ({ incremental: last, readAtLast: last });
  const secondRead = withRight(read, '11', { phone: null });
  const wrong: [what: string, change: Partial<Seen>, ...failed: string[]][] = [
    ['a pass fails', { passes: [true, false] }, 'connection: a sync that may work succeeds'],
    ['unknown tokens are not noticed', { refusalTold: false }, 'connection: a sync that may not says so'],
    [
      'nothing is delivered',
      fromTheFirst({ ...read, right: before.right }),
      'basic read: left to right delivers records',
      'basic read: left to right delivers the expected records',
    ],
    [
      'a record that was delivered is wrong',
      fromTheFirst(withRight(read, '11', { visitAddress: null })),
      'basic read: left to right delivers the expected records',
    ],
    [
      'the second read is another',
      { readAgain: secondRead, resumed: secondRead },
      'full refresh: two reads hold the same on the right',
    ],
    [
      'with its state it reads again',
      { resumed: withRight(read, '11', { modifiedAt: BEGAN }) },
      'incremental: with its state, nothing is read again on the right',
    ],
    [
      'an edit is lost for good',
      toTheLast(edited),
      'incremental: left to right delivers what is new',
      'incremental: right to left delivers what is new',
    ],
    [
      'an edit is lost until all is read again',
      { incremental: withRight(incremental, '11', { visitAddress: null }) },
      'incremental: left to right delivers what is new',
      'incremental: left to right lost no record',
    ],
    [
      'more is written than what is new',
      toTheLast(withRight(incremental, '12', { phone: null })),
      'incremental: nothing but what is new is written on the right',
    ],
    [
      'a record is not as the schema says',
      toTheLast(withRight(incremental, '11', { orgNr: '12 34' })),
      'incremental: records on the right are as the schema says',
    ],
  ];
  it.each(wrong)('refuses an engine: %s', (_, change, ...failed) => {
    expect(failedTests({ ...seen, ...change }).toSorted()).toEqual(failed.toSorted());
  });
});
