import { expect, test } from 'vitest';
import type { Comparison } from './comparison.ts';
import { contractOf } from './script-contract.ts';

const comparison: Comparison = {
  section: 'Crmoffice Companies to Crmoffice Companies',
  line: 15,
  topology: 'two-tenants',
  keys: [{ left: 'vatNumber', right: 'vat.number', line: 20 }],
  rows: [
    { name: 'a', left: 'post.code', right: 'visit.code', kind: 'text', line: 42 },
    { name: 'b', left: 'staff', right: 'count', kind: 'number', line: 45 },
  ],
  uncompared: [],
  crossing: [],
};

test('names of each column the property that it is, on either side', () => {
  expect(contractOf(comparison).split('\n')).toEqual([
    '-- left_records, of one record a line:',
    '--   id           never null, and each once',
    '--   key_1        vatNumber; null where empty',
    '--   value_1      post.code (line 42)',
    '--   value_2      staff, a number as text, in one form on both sides (line 45)',
    '--   modified_at  when the record was modified, a timestamp, or null',
    '-- right_records, of one record a line:',
    '--   id           never null, and each once',
    '--   key_1        vat.number; null where empty',
    '--   value_1      visit.code (line 42)',
    '--   value_2      count, a number as text, in one form on both sides (line 45)',
    '--   modified_at  when the record was modified, a timestamp, or null',
    '',
  ]);
});

test('one tenant has one table', () => {
  expect(contractOf({ ...comparison, topology: 'one-tenant' })).not.toContain('right_records');
});

test('no name of a property ends the comment', () => {
  const odd = { name: 'x', left: 'x\nDROP TABLE y', right: 'x', kind: 'text', line: 1 } as const;
  const lines = contractOf({ ...comparison, rows: [odd] })
    .trimEnd()
    .split('\n');
  expect(lines.filter((line) => !line.startsWith('-- '))).toEqual([]);
});
