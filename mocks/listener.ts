/** A server's address: had once, given up for a while where nothing shall listen, and had again. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How long to wait before a port that something else has taken meanwhile is asked for again. */
const RETRY_MS = 20;

/** After so many tries `onError` is told; the port is asked for all the same. */
const TRIES_BEFORE_SAID = 100;

interface Address {
  /** What messages call the server: `tenant A`. */
  readonly name: string;
  readonly port: number;
  readonly host: string;
  readonly onError: (error: unknown) => void;
}

export interface Listener {
  /** Without a slash at its end. */
  readonly url: string;
  /** Stops listening and ends every connection at once, until `resume`. */
  pause(): void;
  /** Listens at the same address as before; does nothing where it listens, or is closed. */
  resume(): void;
  /** Ends it for good. May be called twice. */
  close(): Promise<void>;
}

/** Throws where the port cannot be had, with what to do. */
export async function listen(server: Server, { name, port, host, onError }: Address): Promise<Listener> {
  await listenAt(server, port, host).catch((error: unknown) => {
    throw new Error(explain(error, `${name}: port ${port} on ${host}`), { cause: error });
  });
  // A name is looked up once: listening at an address begins at once, before anything else can happen.
  const { address, port: actual } = addressOf(server);
  const what = `${name}: port ${actual} on ${address}, given up for a while,`;
  let wanted = true;
  let closed = false;
  let tries = 0;
  const resume = (): void => {
    wanted = true;
    if (closed || server.listening) return;
    tries += 1;
    listenAt(server, actual, address).then(
      () => (tries = 0),
      (error: unknown) => {
        if (tries === TRIES_BEFORE_SAID) onError(new Error(explain(error, what), { cause: error }));
        setTimeout(() => wanted && resume(), RETRY_MS);
      },
    );
  };
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    pause() {
      wanted = false;
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
    },
    resume,
    close() {
      closed = true;
      if (!server.listening) return Promise.resolve();
      return new Promise((resolve, reject) => {
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      });
    },
  };
}

function listenAt(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      server.off('error', reject);
      resolve();
    };
    server.once('error', (error) => {
      server.off('listening', done);
      reject(error);
    });
    server.once('listening', done);
    server.listen(port, host);
  });
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address !== null && typeof address === 'object') return address;
  throw new Error(`a server on a port has an address of one, not ${String(address)}`);
}

function explain(error: unknown, what: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `${what} is in use; choose another, or 0 for any free one`;
  if (code === 'EACCES') return `${what} may not be used; choose one above 1023, or 0 for any free one`;
  return `${what} cannot be had: ${error instanceof Error ? error.message : String(error)}`;
}
