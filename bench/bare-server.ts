/**
 * The least that node:http can do: the argument's answer (JSON: status, headers, body) to every request,
 * once the request's body, if it has one, has arrived. A process of its own.
 */
import { createServer, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Listening } from './child-server.ts';

const BareAnswer = z.strictObject({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

const { status, headers, body } = BareAnswer.parse(JSON.parse(process.argv[2] ?? ''));

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    answer(response);
    return;
  }
  request.resume().on('end', () => {
    answer(response);
  });
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  process.send?.({ url: `http://127.0.0.1:${address.port}` } satisfies z.infer<typeof Listening>);
});

function answer(response: ServerResponse): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}
