/** A way to a tenant that a test can cut and mend: while it is cut, the tenant is down. */
import { connect, createServer, type Socket } from 'node:net';
import { listen } from './listen.ts';

export interface Road {
  /** The tenant's URL, by this way. */
  url: string;
  /** Resets every connection, and each new one. */
  cut: () => void;
  mend: () => void;
}

export async function road(to: string): Promise<Road> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const join = (one: Socket, other: Socket): void => {
    sockets.add(one);
    one.on('error', () => other.destroy());
    one.on('close', () => {
      sockets.delete(one);
      other.destroy();
    });
    one.pipe(other);
  };
  const server = createServer((here) => {
    if (isCut) {
      here.destroy();
      return;
    }
    const there = connect(Number(new URL(to).port), '127.0.0.1');
    join(here, there);
    join(there, here);
  });
  return {
    url: await listen(server),
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => {
      isCut = false;
    },
  };
}
