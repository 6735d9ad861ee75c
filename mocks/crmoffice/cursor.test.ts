/** Cursors come back as what they were written from, and nothing else is one. */
import { expect, it } from 'vitest';
import { readCursor, writeCursor } from './cursor.ts';
import { idAt, placeOf } from './place.ts';

const ids = ['0001001', ' ', 'a b', 'a\nb', 'æ"🏔', '!', '~'];

it.each(ids)('is read as the place that it was written of, the id %j', (id) => {
  const place = placeOf({ modifiedAt: '2026-01-05T08:00:00.000Z', id });
  const cursor = writeCursor(place);
  expect(readCursor(cursor)).toBe(place);
  expect(idAt(place)).toBe(id);
  expect(JSON.stringify(cursor)).toBe(`"${cursor}"`);
  expect(encodeURIComponent(cursor)).toBe(cursor);
});

it.each([
  '',
  'x',
  '!',
  Buffer.from('["a"]').toString('base64url'),
  Buffer.from('[1,2]').toString('base64url'),
  Buffer.from('hello world').toString('base64url'),
  Buffer.from('2026-01-05T08:00:00.000Z ').toString('base64url'),
  // Not as it is written: bits that are left over, and no UTF-8.
  'MjAyNi0wMS0wNVQwODowMDowMC4wMDBaIDF',
  Buffer.from([...Buffer.from('2026-01-05T08:00:00.000Z '), 0xff]).toString('base64url'),
])('is not %j', (text) => expect(readCursor(text)).toBeNull());

it('is not one with a sign more', () => {
  const cursor = writeCursor('2026-01-01T00:00:00.000Z 1');
  expect(readCursor(`${cursor}!`)).toBeNull();
});
