/** A sync behind a webhook: a POST runs one pass, and is answered when that has ended. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';

export interface ServedWebhook {
  url: string;
  /** As `--allow-host` takes it. */
  host: string;
  close(): Promise<void>;
}

/** `pass` answers; what it throws ends the connection. */
export async function startWebhook(
  pass: (response: ServerResponse, request: IncomingMessage) => Promise<unknown>,
): Promise<ServedWebhook> {
  const server = createServer((request, response) => {
    request.resume();
    pass(response, request).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on a port has an address');
  const host = `127.0.0.1:${address.port}`;
  return {
    url: `http://${host}/start`,
    host,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
