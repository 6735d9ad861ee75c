/** Tells when a whole HTTP/1.1 answer has come, by its length or its last chunk, with as little work as that takes. */

export interface AnswerReader {
  /** Takes what came of the answer; true where that is its end, after which the next one begins. */
  read(chunk: Buffer): boolean;
  /** Whether the answer that ended last was 2xx. */
  isGood(): boolean;
  /** Its head, as far as it is known, to tell what was wrong. */
  head(): string;
}

/** One answer is under way at a time: nothing may come behind its end. */
export function createAnswerReader(): AnswerReader {
  let head = '';
  let tail = '';
  let received = 0;
  let length: number | 'chunked' | null = null;
  let fresh = true;
  return {
    read(chunk) {
      if (fresh) [head, tail, received, length, fresh] = ['', '', 0, null, false];
      received += chunk.length;
      if (length === null) {
        head += chunk.toString('latin1', 0, MOST_HEAD);
        length = lengthOf(head);
        if (length === null) return false;
      }
      if (length === 'chunked') {
        tail = (tail + chunk.toString('latin1', Math.max(0, chunk.length - END.length))).slice(-END.length);
        fresh = tail === END;
      } else fresh = received >= length;
      return fresh;
    },
    isGood: () => head.startsWith('HTTP/1.1 2'),
    head: () => head.slice(0, 300),
  };
}

const MOST_HEAD = 1024;
const END = '0\r\n\r\n';

/** How long the whole answer is, null while its head is not complete. */
function lengthOf(received: string): number | 'chunked' | null {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const head = received.slice(0, headEnd);
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return 'chunked';
  return headEnd + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
}
