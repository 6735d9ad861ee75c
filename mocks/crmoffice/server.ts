/** A mock tenant on a loopback socket of its own, so that an engine in another process can call it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { takesBody, type PlainRequest, type PlainResponse } from './message.ts';
import { MAX_BODY } from './schema.ts';
import { createTenant, type MockTenant, type TenantOptions } from './tenant.ts';

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
  const tenant = createTenant(options);
  const server = createServer((request, response) => {
    respond(tenant, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  // A client that keeps a connection must not meet the server closing it: close() ends them all.
  server.keepAliveTimeout = 0;
  const url = await listen(server, options);
  return { ...tenant, name: options.name, url, close: () => close(server) };
}

async function respond(
  tenant: MockTenant,
  message: IncomingMessage,
  response: ServerResponse,
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
  send(response, tenant.answer({ method, path, query, headers: message.headers, body }));
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

function send(response: ServerResponse, { status, headers, body }: PlainResponse): void {
  if (body === null) {
    response.writeHead(status, headers).end();
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

function listen(server: Server, options: ServedTenantOptions): Promise<string> {
  const { name, port = 0, host = '127.0.0.1' } = options;
  if (!LOOPBACK.has(host)) {
    throw new RangeError(`tenant ${name} listens on a loopback address only, not on ${host}`);
  }
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => {
      reject(new Error(explain(error, `tenant ${name}: port ${port} on ${host}`), { cause: error }));
    };
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      const address = server.address();
      const actual = address !== null && typeof address === 'object' ? address.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`);
    });
  });
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

function explain(error: NodeJS.ErrnoException, what: string): string {
  if (error.code === 'EADDRINUSE') return `${what} is in use; choose another, or 0 for any free one`;
  if (error.code === 'EACCES') return `${what} may not be used; choose one above 1023, or 0 for any free one`;
  return `${what} cannot be had: ${error.message}`;
}

function close(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error) reject(error);
      else resolve();
    });
    server.closeAllConnections();
  });
}
