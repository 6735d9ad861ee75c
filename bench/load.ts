/**
 * A load generator that costs little beside the server under test: raw sockets, one request at a time on
 * each, no parsing beyond status line and length.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Load {
  /** `http://HOST:PORT`. */
  url: string;
  connections: number;
  milliseconds: number;
  /** The bytes of the n-th request (from 0): head and body, keep-alive. */
  request: (n: number) => string;
}

/** Answers per second. Throws where an answer is not 2xx, or a connection ends. */
export async function measureThroughput(load: Load): Promise<number> {
  const { hostname, port } = new URL(load.url);
  const sockets = Array.from({ length: load.connections }, () =>
    connect(Number(port), hostname).setNoDelay(),
  );
  try {
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    const counter = { sent: 0, answered: 0 };
    const start = performance.now();
    const deadline = start + load.milliseconds;
    await Promise.all(sockets.map((socket) => keepAsking(socket, load, counter, deadline)));
    return counter.answered / ((performance.now() - start) / 1000);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

function keepAsking(
  socket: Socket,
  load: Load,
  counter: { sent: number; answered: number },
  deadline: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = '';
    let expected = 0;
    const ask = (): void => {
      received = '';
      expected = 0;
      socket.write(load.request(counter.sent));
      counter.sent += 1;
    };
    // Latin-1, so that a character is a byte and Content-Length can be compared with the string's length.
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      received += chunk;
      if (expected === 0) expected = answerLength(received);
      if (expected === 0 || received.length < expected) return;
      if (!received.startsWith('HTTP/1.1 2')) {
        reject(new Error(`the server answered ${received.slice(0, 300)}`));
        return;
      }
      counter.answered += 1;
      if (performance.now() < deadline) ask();
      else resolve();
    });
    socket.on('error', reject);
    socket.on('close', () => {
      reject(new Error('the server closed the connection'));
    });
    ask();
  });
}

/** How long the whole answer is, or 0 while its head is not complete. */
function answerLength(received: string): number {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd === -1) return 0;
  const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, headEnd))?.[1];
  return headEnd + 4 + Number(length ?? 0);
}
