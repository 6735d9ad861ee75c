/**
 * The least that node:http can do: a process of its own that answers requests as the mock does, from a map of whole
 * answers by URL, to the byte. The argument (JSON) says which mock and what it will be asked for.
 *
 * Nothing here is slower than it need be: bodies are buffers, headers one flat list that is made once, and their
 * length is in it. A request's body, if it has one, is read to its end and not looked at.
 */
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { PATCH_BODY, pathsOf, Subject } from './asked.ts';
import type { Listening } from './child-server.ts';
import { TOKEN } from './http-request.ts';

const Asked = z.strictObject({ origin: z.string(), subject: Subject, size: z.number() });

interface Kept {
  status: number;
  headers: string[];
  body: Buffer;
}

/** What node adds by itself, here as there. */
const OF_NODE = new Set(['date', 'connection', 'keep-alive']);

const { origin, subject, size } = Asked.parse(JSON.parse(process.argv[2] ?? ''));
const answers = new Map<string, Kept>();
for (const path of await pathsOf(subject, origin, size)) answers.set(path, await answerOf(path));

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    answer(request, response);
    return;
  }
  request.resume().on('end', () => {
    answer(request, response);
  });
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  process.send?.({ url: `http://127.0.0.1:${address.port}` } satisfies z.infer<typeof Listening>);
});

function answer(request: IncomingMessage, response: ServerResponse): void {
  const kept = answers.get(request.url ?? '');
  if (kept === undefined) response.writeHead(404).end();
  else response.writeHead(kept.status, kept.headers).end(kept.body);
}

async function answerOf(path: string): Promise<Kept> {
  const method = subject === 'PATCH' ? 'PATCH' : 'GET';
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = ask(origin + path, { method, headers }, resolve).on('error', reject);
    asked.end(method === 'PATCH' ? PATCH_BODY : undefined);
  });
  const kept: string[] = [];
  for (let n = 0; n + 1 < response.rawHeaders.length; n += 2) {
    const [name = '', value = ''] = response.rawHeaders.slice(n, n + 2);
    if (!OF_NODE.has(name.toLowerCase())) kept.push(name, value);
  }
  return { status: response.statusCode ?? 0, headers: kept, body: await buffer(response) };
}
