import { expect, it } from 'vitest';
import type { Meaning } from '../domain/dataflow.ts';
import { meaningOf } from './meaning.ts';

it.each<[text: string, meaning: Meaning]>([
  ['Every S will be synchronized with a T.', 'every record is synchronised'],
  ['Every S will be synchronised with a T.', 'every record is synchronised'],
  ['When a S is of type x, it  will be synchronized with a T.', 'some records are synchronised'],
  ['Where it is of type x, it will be synchronised with a T.', 'some records are synchronised'],
  ['every so often, it  will be synchronized with a T.', 'some records are synchronised'],
  ['Every S has a name.', 'other'],
  ['Not every S will be synchronized with a T.', 'other'],
  ['Not every S will be synchronised with a T.', 'other'],
  ['Where it is of type x, it has a name.', 'other'],
  ['  no S will be created.', 'other'],
  ['Until then a link between a S and a T must be established.', 'a link comes first'],
  ['A link must be established.', 'a link comes first'],
  ['A S and a T are one if any of these property combinations match:', 'introduces the merge rules'],
  ['Once a link between a S and a T is established, it will KEEP  IN SYNC.', 'keeps in sync'],
  ['These properties are synchronized:', 'introduces the rows'],
  ['These properties are synchronised:', 'introduces the rows'],
  [
    'A new T will be created from a S if it is connected to a X A or B that is synchronized into Y.',
    'a record is created',
  ],
  ['If no matching T is found, a new T will be created.', 'a record is created'],
  ['No new T will be created.', 'other'],
  ['A new T will never be created.', 'other'],
  [
    'If a matching T already exists, the S will be merged with the existing one.',
    'a record merges with one that is there',
  ],
  ['The link is there, and must be established.', 'other'],
  ['', 'other'],
])('“%s” is about: %s', (text, meaning) => {
  expect(meaningOf(text)).toBe(meaning);
});
