/** What the tests of faults share: a plain HTTP client that says how an exchange ended, and time by hand. */
import { request } from 'node:http';
import { connect } from 'node:net';
import type { ServedTenant } from '../server.ts';
import { ENGINE_TOKEN } from '../test-client.ts';
import type { Timing } from '../timing.ts';

/** One exchange, on a connection of its own. */
export interface Exchange {
  /** Null where no answer began. */
  status: number | null;
  headers: NodeJS.Dict<string | string[]>;
  /** As much of the body as came. */
  text: string;
  /** Null where the answer came to its end. */
  error: string | null;
}

export interface Ask {
  token?: string;
  body?: object;
  headers?: Record<string, string>;
}

/** Never rejects: how it failed is what is looked at. */
export function exchange(
  tenant: Pick<ServedTenant, 'url'>,
  method: string,
  path: string,
  ask: Ask = {},
): Promise<Exchange> {
  const { token = ENGINE_TOKEN, body, headers = {} } = ask;
  const seen: Exchange = { status: null, headers: {}, text: '', error: null };
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException): void =>
      resolve({ ...seen, error: error.code ?? error.message });
    const type = body && { 'content-type': 'application/json' };
    const sent = request(tenant.url + path, {
      method,
      agent: false,
      headers: { authorization: `Bearer ${token}`, ...type, ...headers },
    });
    sent.on('error', fail);
    sent.on('response', (response) => {
      seen.status = response.statusCode ?? null;
      seen.headers = response.headers;
      response.setEncoding('utf8');
      response.on('data', (text: string) => (seen.text += text));
      response.on('error', fail);
      response.on('end', () => resolve(seen));
    });
    sent.end(body && JSON.stringify(body));
  });
}

/** What comes back on a bare socket, each piece by itself, and whether it ended in good order. */
export function onSocket(
  tenant: Pick<ServedTenant, 'url'>,
  method: string,
  path: string,
  onPiece: (piece: Buffer) => void = () => {},
): Promise<{ pieces: Buffer[]; end: string }> {
  const pieces: Buffer[] = [];
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(tenant.url).port), '127.0.0.1');
    socket.on('data', (piece) => {
      pieces.push(piece);
      onPiece(piece);
    });
    socket.on('end', () => resolve({ pieces, end: 'in good order' }));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ pieces, end: error.code ?? error.message }),
    );
    socket.write(`${method} ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${ENGINE_TOKEN}\r\n\r\n`);
  });
}

interface Wait {
  ms: number;
  run: () => void;
}

export interface TimeByHand extends Timing {
  /** What the tenant takes the time to be. */
  at: number;
  /** The next wait that begins, or has begun and was not asked for yet. */
  nextWait(): Promise<Wait>;
  /** The waits that are neither over nor cancelled. */
  waiting(): number;
}

export function timeByHand(): TimeByHand {
  const open = new Set<Wait>();
  const begun: Wait[] = [];
  let wanted: ((wait: Wait) => void) | null = null;
  const time: TimeByHand = {
    at: 0,
    elapsed: () => time.at,
    after(ms, run) {
      const wait = {
        ms,
        run: () => {
          if (open.delete(wait)) run();
        },
      };
      open.add(wait);
      if (wanted) wanted(wait);
      else begun.push(wait);
      wanted = null;
      return () => open.delete(wait);
    },
    nextWait: () =>
      new Promise((resolve) => {
        const next = begun.shift();
        if (next) resolve(next);
        else wanted = resolve;
      }),
    waiting: () => open.size,
  };
  return time;
}
