/**
 * A load generator that costs little beside the server under test: raw sockets, one request at a time on
 * each, one buffer a socket that its answers are read into, no parsing beyond an answer's head.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { createAnswerReader } from './answer-reader.ts';

export interface Load {
  /** `http://HOST:PORT`. */
  url: string;
  connections: number;
  milliseconds: number;
  /** The bytes of the n-th request (from 0): head and body, keep-alive. */
  request: (n: number) => string;
}

export interface Answers {
  perSecond: number;
  /** Of the latencies, from the write of a request to the last byte of its answer. */
  p99Milliseconds: number;
}

/** Answers per second. Throws as `measureLoad` does. */
export async function measureThroughput(load: Load): Promise<number> {
  return (await measureLoad(load)).perSecond;
}

/**
 * Asks for as long as the load says, and then waits for the answers that are still due, but no longer than
 * `patienceMs`: what came until then is what is measured. Throws where an answer is not 2xx, a connection ends, or
 * nothing came at all.
 */
export async function measureLoad(load: Load, patienceMs = 2000): Promise<Answers> {
  const run: Run = { load, latencies: [], sent: 0, deadline: Infinity };
  const lanes = Array.from({ length: load.connections }, () => openLane(run));
  let patience: NodeJS.Timeout | undefined;
  try {
    await Promise.all(lanes.map(({ socket }) => once(socket, 'connect')));
    const start = performance.now();
    run.deadline = start + load.milliseconds;
    const tooLate = new Promise<void>((resolve) => {
      patience = setTimeout(resolve, load.milliseconds + patienceMs);
    });
    await Promise.race([Promise.all(lanes.map((lane) => lane.keepAsking())), tooLate]);
    const seconds = (performance.now() - start) / 1000;
    return { perSecond: run.latencies.length / seconds, p99Milliseconds: percentile99(run.latencies) };
  } finally {
    clearTimeout(patience);
    for (const { socket } of lanes) socket.destroy();
  }
}

interface Run {
  readonly load: Load;
  readonly latencies: number[];
  sent: number;
  deadline: number;
}

const MOST_READ_AT_ONCE = 64 * 1024;

function openLane(run: Run) {
  const { hostname, port } = new URL(run.load.url);
  const answer = createAnswerReader();
  let askedAt = 0;
  let onData: ((chunk: Buffer) => void) | null = null;
  const buffer = Buffer.allocUnsafe(MOST_READ_AT_ONCE);
  const socket = connect({
    port: Number(port),
    host: hostname,
    noDelay: true,
    onread: {
      buffer,
      callback: (length) => {
        onData?.(buffer.subarray(0, length));
        return true;
      },
    },
  });
  const ask = (): void => {
    const request = run.load.request(run.sent);
    run.sent += 1;
    askedAt = performance.now();
    socket.write(request, 'latin1');
  };
  const keepAsking = (): Promise<void> =>
    new Promise((resolve, reject) => {
      onData = (chunk) => {
        if (!answer.read(chunk)) return;
        const now = performance.now();
        run.latencies.push(now - askedAt);
        if (!answer.isGood()) reject(new Error(`the server answered ${answer.head()}`));
        else if (now < run.deadline) ask();
        else resolve();
      };
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('the server closed the connection')));
      ask();
    });
  return { socket, keepAsking };
}

/** Throws where there are none. */
function percentile99(latencies: readonly number[]): number {
  const sorted = Float64Array.from(latencies).toSorted();
  const value = sorted[Math.ceil(sorted.length * 0.99) - 1];
  if (value === undefined) throw new Error('the server answered nothing in time');
  return value;
}
