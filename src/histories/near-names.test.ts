import { expect, it } from 'vitest';
import { nameMeant } from './near-names.ts';

const NAMES = [
  'reference',
  'forgetful reference',
  'hub',
  'events',
  'every row',
  'every second pass',
  'no-crash',
];

it.each([
  ['reference', 'reference'],
  ['hub', 'hub'],
  ['EVERY R', 'every row'],
  ['for', 'forgetful reference'],
])('%s is %s', (given, name) => {
  expect(nameMeant(given, NAMES)).toEqual({ name });
});

it.each([
  ['every', ['every row', 'every second pass']],
  ['second', ['every second pass']],
  ['evnets', ['events']],
  ['nothing of the sort', []],
  ['xyz', []],
])('%s is none, and near to %j', (given, near) => {
  expect(nameMeant(given, NAMES)).toEqual({ near });
});

it('nobody means nothing', () => {
  expect(nameMeant('', NAMES)).toEqual({ near: NAMES.slice(0, 5) });
});
