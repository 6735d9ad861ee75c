/** Mock tenants on a loopback socket of their own, so that an engine in another process can call them. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../listener.ts';
import { dispatcher } from './collections.ts';
import { deliver, type Line } from './deliver.ts';
import { takesBody, type PlainRequest } from './message.ts';
import { MAX_BODY } from './schema.ts';
import { createTenant, type MockTenant, type TenantOptions, type Treating } from './tenant.ts';

interface Place {
  /** What messages call the tenant: `A`. */
  name: string;
  /** 0, the default, takes any free port. */
  port?: number;
  /** A loopback address; `127.0.0.1` by default. */
  host?: '127.0.0.1' | '::1' | 'localhost';
}

export interface ServedTenantOptions extends TenantOptions, Place {}

export interface ServedCollectionsOptions extends Place {
  /** Each of another name, made with the same clock and tokens: together they are one tenant. */
  collections: readonly Treating[];
}

export interface Served {
  readonly name: string;
  /** Without a slash at its end: `http://127.0.0.1:41234`. */
  readonly url: string;
  /** Stops listening and ends every connection at once. May be called twice. */
  close(): Promise<void>;
}

export interface ServedTenant extends MockTenant, Served {}

/** Starts a tenant. Throws where the options are wrong or the port cannot be had, with what to do. */
export async function startTenant(options: ServedTenantOptions): Promise<ServedTenant> {
  const { treat, holds, onError, ...tenant } = createTenant(options);
  const { collection } = tenant;
  const served = await startCollections({ ...options, collections: [{ collection, treat, holds, onError }] });
  return { ...tenant, ...served };
}

/**
 * Starts a tenant of several collections. What a fault of one does to connections is done to those of its requests, and
 * while it refuses them nothing listens, for no collection. Throws as `startTenant` does.
 */
export async function startCollections(options: ServedCollectionsOptions): Promise<Served> {
  const { name, port = 0, host = '127.0.0.1', collections } = options;
  if (!LOOPBACK.has(host)) {
    throw new RangeError(`tenant ${name} listens on a loopback address only, not on ${host}`);
  }
  const [pause, resume] = [(): void => listener.pause(), (): void => listener.resume()];
  const askedFor = dispatcher(
    collections.map(({ collection, treat, holds }) => ({
      collection,
      treat,
      line: { holds, pause, resume },
    })),
  );
  const onError = (error: unknown): void => collections[0]?.onError(error);
  const server = createServer((request, response) => {
    // What takes no body is answered within this call: waiting for nothing is felt beside what an answer costs.
    if (takesBody(request.method ?? ''))
      respondToBody(askedFor, request, response).catch((error: unknown) => {
        fail(response, error);
      });
    else {
      try {
        respond(askedFor, request, null, response);
      } catch (error) {
        fail(response, error);
      }
    }
  });
  // A client that keeps a connection must not meet the server closing it: close() ends them all.
  server.keepAliveTimeout = 0;
  const listener = await listen(server, { name: `tenant ${name}`, port, host, onError });
  return {
    name,
    url: listener.url,
    close: () => {
      for (const { holds } of collections) holds.drop();
      return listener.close();
    },
  };
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

function fail(response: ServerResponse, error: unknown): void {
  response.destroy(error instanceof Error ? error : new Error(String(error)));
}

type AskedFor = (path: string) => Pick<Treating, 'treat'> & { line: Line };

async function respondToBody(
  askedFor: AskedFor,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await receive(message);
  if (body !== 'cut off') respond(askedFor, message, body, response);
}

function respond(
  askedFor: AskedFor,
  message: IncomingMessage,
  body: PlainRequest['body'],
  response: ServerResponse,
): void {
  const method = message.method ?? '';
  const target = message.url ?? '';
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = mark === -1 ? '' : target.slice(mark + 1);
  const { treat, line } = askedFor(path);
  deliver(treat({ method, path, query, headers: headersOf(method, message), body }), response, line);
}

/** A GET is asked for its token alone: then node need not make an object of all its headers. */
function headersOf(method: string, message: IncomingMessage): PlainRequest['headers'] {
  if (method !== 'GET') return message.headers;
  const { rawHeaders } = message;
  for (let n = 0; n + 1 < rawHeaders.length; n += 2) {
    const name = rawHeaders[n] ?? '';
    // The first one holds, as in `headers`.
    if (name.length === AUTHORIZATION.length && name.toLowerCase() === AUTHORIZATION) {
      return { authorization: rawHeaders[n + 1] };
    }
  }
  return {};
}

const AUTHORIZATION = 'authorization';

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
      const [only] = chunks;
      const whole = chunks.length === 1 && only ? only : Buffer.concat(chunks);
      resolve(size > MAX_BODY ? 'too large' : whole);
    });
    // The client is gone, so there is nobody to answer and nothing was asked for.
    message.on('error', () => {
      resolve('cut off');
    });
  });
}
