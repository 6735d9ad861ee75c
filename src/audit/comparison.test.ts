/** What of a document is compared, and what is told not to be. */
import { describe, expect, it } from 'vitest';
import type { Dataflow, Link } from '../domain/dataflow.ts';
import { comparisonOf, NothingToCompare, withoutRows } from './comparison.ts';

function section(change: Partial<Link> = {}): Link {
  return {
    source: 'Aye Firms',
    target: 'Bee Firms',
    line: 5,
    sentences: [],
    merge: [{ left: 'orgNr', right: 'orgNr', line: 10 }],
    rows: [{ left: 'name', right: 'name', type: 'string', line: 20 }],
    ...change,
  };
}

function documentOf(sections: Link[], systems = { left: 'Aye', right: 'Bee' }): Dataflow {
  return { title: 'Aye to Bee Dataflow', generated: null, introduction: [], ...systems, sections };
}

const row = (left: string, right: string, line: number, type = 'string'): Link['rows'][number] => ({
  left,
  right,
  type,
  line,
});

describe('a section', () => {
  const long = section({ source: 'More Aye Firms' });

  it('is named by a part of its heading, whatever the letter case; by the whole of it before any other', () => {
    const both = documentOf([long, section()]);
    expect(comparisonOf(both, 'more', 'two-tenants').section).toBe('More Aye Firms to Bee Firms');
    expect(comparisonOf(both, 'Aye Firms to Bee Firms', 'two-tenants').section).toBe(
      'Aye Firms to Bee Firms',
    );
  });

  it.each([
    ['there are several', [long, section()], null, /several sections .*"More Aye Firms to Bee Firms"/],
    ['none is called so', [section()], 'Persons', /no section's heading has "Persons".*"Aye Firms to Bee/],
    ['there is none', [], null, /has no section/],
    ['nothing links', [section({ merge: [] })], null, /line 5, Aye Firms to Bee Firms: no properties/],
    ['no row can be', [section({ rows: [row('id', 'id', 20)] })], null, /none of its rows/],
    [
      'the link depends on another property',
      [section({ merge: [{ left: 'nr (Dependant on having org in type)', right: 'nr', line: 10 }] })],
      null,
      /only where another has a value/,
    ],
  ] as const)('is not told where %s', (_why, sections, asked, message) => {
    const compare = (): unknown => comparisonOf(documentOf([...sections]), asked, 'two-tenants');
    expect(compare).toThrow(NothingToCompare);
    expect(compare).toThrow(message);
  });
});

it('rows whose values say nothing are told with their reason', () => {
  const { rows, uncompared } = comparisonOf(
    documentOf([
      section({
        rows: [
          row('name', 'name', 20),
          row('id', 'id', 21),
          row('tags', 'tags', 22, 'list'),
          row('nr (Dependant on having org in type)', 'nr', 23),
        ],
      }),
    ]),
    null,
    'two-tenants',
  );
  expect([rows.map(({ line }) => line), uncompared.map(({ line }) => line)]).toEqual([[20], [21, 22, 23]]);
});

it('rows that cross are told by their places, also when others are left out; of one type alone', () => {
  const rows = [row('name', 'name', 20), row('post', 'visit', 21), row('visit', 'post', 22)];
  const crossed = (target: string, right: string): Dataflow =>
    documentOf([section({ target, rows })], { left: 'Aye', right });
  const whole = comparisonOf(crossed('Aye Firms', 'aye'), null, 'two-tenants');
  expect(whole.crossing).toEqual([[1, 2]]);
  expect(withoutRows(whole, new Set([20])).crossing).toEqual([[0, 1]]);
  expect(withoutRows(whole, new Set([22])).crossing).toEqual([]);
  for (const other of [crossed('Aye Firms', 'Bee'), crossed('Bee Firms', 'Aye')])
    expect(comparisonOf(other, null, 'two-tenants').crossing).toEqual([]);
});
