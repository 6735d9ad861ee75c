import { describe, expect, it } from 'vitest';
import type { LeafType } from '../domain/data-type.ts';
import type { Row } from '../domain/dataflow.ts';
import { groupOf, rowGroups } from './row-groups.ts';

const KEY = { left: 'key', right: 'key', line: 20 };
/** `a-b` is the row of `a` with `b`; of two values where it ends in an exclamation mark. */
function row(name: string): Row {
  const [left = '', right = ''] = name.replace('!', '').split('-');
  return { left, right, type: name.endsWith('!') ? 'boolean' : 'string', line: 30 };
}
/** What the left ones hold. */
const leavesOf = (names: string): Map<string, LeafType> =>
  new Map(rowsOf(names).map(({ left, type }) => [left, { is: type === 'boolean' ? type : 'string' }]));
const nameOf = ({ left, right, type }: Row): string => `${left}-${right}${type === 'boolean' ? '!' : ''}`;
const rowsOf = (names: string): Row[] => names.split(' ').map(row);

describe('rows', () => {
  it.each([
    ['that share nothing stand beside each other, a crossed pair too', 'a-b b-a c-c', 'a-b b-a c-c', ''],
    ['with one left property: the first beside others', 'a-b a-c d-d', 'a-b d-d', 'a-c'],
    ['with one right property: the first beside others', 'a-b c-b d-d', 'a-b d-d', 'c-b'],
    [
      'that share properties through another one come to one value all the same',
      'a-b a-c d-c',
      'a-b',
      'a-c d-c',
    ],
    ['of two such groups: one of each beside', 'a-b c-d a-e c-f', 'a-b c-d', 'a-e c-f'],
    ['that reach a key by another one change it: each by itself', 'key-b c-b d-d', 'd-d', 'key-b c-b'],
    ['that reach a key on the right, too', 'a-key a-c d-d', 'd-d', 'a-key a-c'],
    ['of the key alone are as others are', 'key-b d-d', 'key-b d-d', ''],
    ['with two values are by themselves', 'a-b! d-d', 'd-d', 'a-b!'],
    ['with two values that share a property are all by themselves', 'a-b! a-c!', '', 'a-b! a-c!'],
  ])('%s', (_, names, beside, byThemselves) => {
    const rows = rowsOf(names);
    const groups = rowGroups(rows, rows, [KEY], { leaves: leavesOf(names) });
    expect([groups.beside, groups.byThemselves].map((some) => some.map(nameOf).join(' '))).toEqual([
      beside,
      byThemselves,
    ]);
  });
});

it('a group is the row and all that share a property with it, also through others', () => {
  const rows = rowsOf('x-y d-c a-b e-b a-c x-z');
  const [, , first = row('a-b')] = rows;
  expect(groupOf(rows, first).map(nameOf).toSorted()).toEqual(['a-b', 'a-c', 'd-c', 'e-b']);
});
