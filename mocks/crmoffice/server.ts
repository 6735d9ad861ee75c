/** A mock tenant on a loopback socket of its own, so that an engine in another process can call it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../listener.ts';
import { deliver, type Line } from './deliver.ts';
import { takesBody, type PlainRequest } from './message.ts';
import { MAX_BODY } from './schema.ts';
import { createTenant, type MockTenant, type TenantOptions, type TreatingTenant } from './tenant.ts';

export interface ServedTenantOptions extends TenantOptions {
  /** What messages call the tenant: `A`. */
  name: string;
  /** 0, the default, takes any free port. */
  port?: number;
  /** A loopback address; `127.0.0.1` by default. */
  host?: '127.0.0.1' | '::1' | 'localhost';
}

export interface ServedTenant extends MockTenant {
  readonly name: string;
  /** Without a slash at its end: `http://127.0.0.1:41234`. */
  readonly url: string;
  /** Stops listening and ends every connection at once. May be called twice. */
  close(): Promise<void>;
}

/** Starts a tenant. Throws where the options are wrong or the port cannot be had, with what to do. */
export async function startTenant(options: ServedTenantOptions): Promise<ServedTenant> {
  const { name, port = 0, host = '127.0.0.1' } = options;
  if (!LOOPBACK.has(host)) {
    throw new RangeError(`tenant ${name} listens on a loopback address only, not on ${host}`);
  }
  const { treat, holds, onError, ...tenant } = createTenant(options);
  const line: Line = { holds, pause: () => listener.pause(), resume: () => listener.resume() };
  const server = createServer((request, response) => {
    respond(treat, request, response, line).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  // A client that keeps a connection must not meet the server closing it: close() ends them all.
  server.keepAliveTimeout = 0;
  const listener = await listen(server, { name: `tenant ${name}`, port, host, onError });
  return {
    ...tenant,
    name,
    url: listener.url,
    close: () => {
      holds.drop();
      return listener.close();
    },
  };
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

async function respond(
  treat: TreatingTenant['treat'],
  message: IncomingMessage,
  response: ServerResponse,
  line: Line,
): Promise<void> {
  const method = message.method ?? '';
  let body: PlainRequest['body'] = null;
  if (takesBody(method)) {
    const received = await receive(message);
    if (received === 'cut off') return;
    body = received;
  }
  const target = message.url ?? '';
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = mark === -1 ? '' : target.slice(mark + 1);
  deliver(treat({ method, path, query, headers: message.headers, body }), response, line);
}

/** Reads to the end even what is too large: a client that still sends would not see an answer. */
function receive(message: IncomingMessage): Promise<Uint8Array | 'too large' | 'cut off'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY) chunks.push(chunk);
      else chunks.length = 0;
    });
    message.on('end', () => {
      resolve(size > MAX_BODY ? 'too large' : Buffer.concat(chunks));
    });
    // The client is gone, so there is nobody to answer and nothing was asked for.
    message.on('error', () => {
      resolve('cut off');
    });
  });
}
