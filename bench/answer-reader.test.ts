import { expect, test } from 'vitest';
import { createAnswerReader } from './answer-reader.ts';

const sized = 'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nHello\r\n\r\n!!';
const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nHello\r\n0\r\n\r\n';
const empty = 'HTTP/1.1 204 No Content\r\ndate: x\r\n\r\n';

test.each([
  { name: 'with a length', text: sized },
  { name: 'in chunks', text: chunked },
  { name: 'without a body', text: empty },
])('an answer $name ends with its last byte, wherever it is cut, and the next one begins', ({ text }) => {
  for (let cut = 1; cut < text.length; cut += 1) {
    const reader = createAnswerReader();
    for (const _ of [1, 2]) {
      expect(reader.read(Buffer.from(text.slice(0, cut)))).toBe(false);
      expect(reader.read(Buffer.from(text.slice(cut)))).toBe(true);
    }
    expect(reader.isGood()).toBe(true);
  }
});

test('what is not 2xx is told', () => {
  const reader = createAnswerReader();
  expect(reader.read(Buffer.from('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n'))).toBe(true);
  expect(reader.isGood()).toBe(false);
  expect(reader.head()).toContain('404 Not Found');
});
