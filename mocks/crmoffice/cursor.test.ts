/** Cursors come back as what they were written from, lately or long ago, and nothing else is one. */
import { expect, it } from 'vitest';
import { readCursor, writeCursor } from './cursor.ts';

const positions = Array.from({ length: 600 }, (_, n) => ({
  modifiedAt: new Date(1_700_000_000_000 + n).toISOString(),
  id: `æ"${n}`,
}));

it('is read however many were written since', () => {
  const cursors = positions.map(writeCursor);
  expect(cursors.map(readCursor)).toEqual(positions);
  expect(new Set(cursors).size).toBe(positions.length);
});

it.each([
  '',
  'x',
  '!',
  Buffer.from('["a"]').toString('base64url'),
  Buffer.from('[1,2]').toString('base64url'),
])('is not %j', (text) => expect(readCursor(text)).toBeNull());

it('is not one with a sign more', () => {
  const cursor = writeCursor({ modifiedAt: '2026-01-01T00:00:00.000Z', id: '1' });
  expect(readCursor(`${cursor}!`)).toBeNull();
});
