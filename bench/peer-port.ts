/** How a peer's process tells where it listens. */
import type { AddressInfo } from 'node:net';

/** Takes what `server.address()` gives. Throws where that is no port. */
export function tellPort(address: AddressInfo | string | null): void {
  if (address === null || typeof address === 'string') throw new Error('no port');
  process.send?.({ url: `http://127.0.0.1:${address.port}` });
}
