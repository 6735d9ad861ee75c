/** The stand-in on a socket of its own. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import { MAX_BODY, type Message } from './message.ts';
import { StandinOptions, type StandinOptionsGiven } from './options.ts';
import { BASE_PATH, createTenant, type Edge, type Insight } from './tenant.ts';

export interface Standin extends Insight {
  /** What a tenant's URL is given as, without a slash at its end: `http://127.0.0.1:41234/api/v2`. */
  readonly url: string;
  /** Stops listening and ends every connection at once. May be called twice. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1. Throws `ZodError` where the options are wrong, and where the port cannot be had. */
export async function startStandin(
  given: StandinOptionsGiven = {},
  edge: Partial<Edge> = {},
): Promise<Standin> {
  const options = StandinOptions.parse(given);
  const { now = Date.now, random = () => randomBytes(24).toString('base64url'), onRequest = () => {} } = edge;
  const { insight, treat } = createTenant(options, { now, random, onRequest });
  const server = createServer((request, response) => {
    respond(treat, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  // A client that keeps a connection must not meet the server closing it: close() ends them all.
  server.keepAliveTimeout = 0;
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening').catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`the stand-in cannot have port ${options.port} (${why}); choose 0 for any free one`, {
      cause: error,
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on a port has an address');
  return {
    ...insight,
    url: `http://127.0.0.1:${address.port}${BASE_PATH}`,
    async close() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Throws where the client is gone before it had asked: then there is nobody to answer. */
async function respond(
  treat: (message: Message) => Answer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  send(treat(await receive(request)), response);
}

/** Reads to the end even what is too large: a client that still sends would not see an answer. */
async function receive(request: IncomingMessage): Promise<Message> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('no encoding was set, so chunks are bytes');
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  const target = request.url ?? '';
  const mark = target.indexOf('?');
  return {
    method: request.method ?? '',
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? '' : target.slice(mark + 1),
    headers: request.headers,
    body: size > MAX_BODY ? 'too large' : Buffer.concat(chunks),
  };
}

function send({ status, headers, body }: Answer, response: ServerResponse): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  const type = body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...type, ...headers }).end(text);
}
