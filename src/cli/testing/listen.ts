/** A server of a test on any free port of loopback, closed when the file's tests are done. */
import { Server as HttpServer } from 'node:http';
import type { Server } from 'node:net';
import { afterAll } from 'vitest';

/** Its URL, without a slash at its end. */
export async function listen(server: Server): Promise<string> {
  afterAll(() => {
    if (server instanceof HttpServer) server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}
