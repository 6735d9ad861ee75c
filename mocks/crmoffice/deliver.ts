/** Acts out on a socket what a treatment says: answers, and everything that stands in the place of one. */
import type { ServerResponse } from 'node:http';
import type { Delivery, Treatment } from './faults/delivery.ts';
import type { Holds } from './faults/holds.ts';
import type { Answer } from './message.ts';

export interface Line {
  readonly holds: Holds;
  /** Ends every connection, and accepts none until `resume`. */
  pause(): void;
  resume(): void;
}

/** Between what comes and the reset: a client that meets both at once may take the reset for an end in good order. */
const CUT_MS = 5;

/** What is due at once where a fault was withdrawn meanwhile: nothing is held any more. */
type Hold = (ms: number, then: (released: boolean) => void) => void;

export function deliver({ delayMs, delivery }: Treatment, response: ServerResponse, line: Line): void {
  if (delayMs === 0) {
    begin(delivery, response, line, false);
    return;
  }
  holdFor(response, line.holds)(delayMs, (released) => begin(delivery, response, line, released));
}

/** `released` where the fault is withdrawn already: the same comes, without any wait. */
function begin(delivery: Delivery, response: ServerResponse, line: Line, released: boolean): void {
  if (!response.socket || response.socket.destroyed) return;
  const hold: Hold = released ? (_, then) => then(true) : holdFor(response, line.holds);
  switch (delivery.by) {
    case 'answer':
      send(response, delivery.response);
      return;
    case 'drip':
      head(response, delivery.response, true);
      drip(response, Buffer.from(delivery.response.body ?? ''), delivery, hold);
      return;
    case 'cut':
      head(response, delivery.response, true);
      response.flushHeaders();
      response.write(Buffer.from(delivery.response.body ?? '').subarray(0, delivery.bytes), () =>
        hold(CUT_MS, () => reset(response)),
      );
      return;
    case 'broken chunk':
      head(response, delivery.response, false);
      response.flushHeaders();
      response.socket.end(delivery.garbage);
      return;
    case 'slow close':
      response.useChunkedEncodingByDefault = false;
      response.shouldKeepAlive = false;
      head(response, delivery.response, false);
      response.write(delivery.response.body ?? '');
      hold(delivery.ms, () => response.end());
      return;
    case 'reset':
      reset(response);
      return;
    case 'end':
      response.socket.end(delivery.garbage);
      return;
    case 'silence':
      hold(delivery.ms, () => reset(response));
      return;
    case 'refusal':
      reset(response);
      if (released) return;
      line.pause();
      line.holds.hold(delivery.ms, () => line.resume());
  }
}

/** A wait for a client that has gone is over, and nothing comes of it. */
function holdFor(response: ServerResponse, holds: Holds): Hold {
  return (ms, then) => {
    const gone = (): void => cancel();
    const cancel = holds.hold(ms, (released) => {
      response.off('close', gone);
      then(released);
    });
    response.once('close', gone);
  };
}

function send(response: ServerResponse, answer: Answer): void {
  const { body } = answer;
  head(response, answer, true);
  if (body === null) response.end();
  else if (typeof body === 'string') response.end(body);
  else {
    // All of it in one call of the system's, the head included.
    response.cork();
    const last = body.length - 1;
    for (let n = 0; n < last; n += 1) response.write(body[n]);
    response.end(body[last]);
  }
}

/** Names and values in one list are what node takes with the least work. */
function head(response: ServerResponse, { status, headers, body }: Answer, withLength: boolean): void {
  const list: string[] = [];
  for (const name in headers) list.push(name, headers[name] ?? '');
  if (withLength && body !== null) list.push('content-length', String(lengthOf(body)));
  response.writeHead(status, list);
}

function lengthOf(body: NonNullable<Answer['body']>): number {
  if (typeof body === 'string') return Buffer.byteLength(body);
  let length = 0;
  for (const piece of body) length += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length;
  return length;
}

function drip(
  response: ServerResponse,
  rest: Buffer,
  pace: { bytes: number; everyMs: number },
  hold: Hold,
): void {
  response.write(rest.subarray(0, pace.bytes));
  const left = rest.subarray(pace.bytes);
  if (left.length === 0) {
    response.end();
    return;
  }
  hold(pace.everyMs, (released) => {
    if (released) response.end(left);
    else drip(response, left, pace, hold);
  });
}

/** TCP RST, not an end in good order. */
function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}
