/** A real server on loopback that answers as a test tells it, and a client connected to it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, expect } from 'vitest';
import type { Company } from '../../domain/company.ts';
import { TenantError } from '../../domain/tenant.ts';
import { connectTenant, type TenantOptions } from '../connect.ts';
import type { TenantEvent } from '../event.ts';
import { fixedToken } from '../credentials.ts';

export const TOKEN = 'secret-7f3a';
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}
export type Reply = (seen: Seen, response: ServerResponse) => void;

export type ServeOptions = Partial<Omit<TenantOptions, 'url' | 'token'>> & { path?: string };

/** `asked` is what arrived, `waits` the milliseconds waited before retries: none of them takes any time. */
export async function serve(reply: Reply, { path = '', ...options }: ServeOptions = {}) {
  const asked: Seen[] = [];
  const waits: number[] = [];
  const events: TenantEvent[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const seen = { method, url, headers, body: Buffer.concat(chunks).toString() };
      asked.push(seen);
      reply(seen, response);
    });
  });
  const port = await listen(server);
  const wait = (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
    return Promise.resolve();
  };
  const tenant = connectTenant({
    url: `http://127.0.0.1:${port}${path}`,
    credentials: fixedToken(TOKEN),
    timeoutMs: 5_000,
    onEvent: (event) => events.push(event),
    ...options,
    edge: { random: () => 0.5, wait, ...options.edge },
  });
  open.push(async () => {
    expect(inspect(events, { depth: 10 })).not.toContain(TOKEN);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await tenant.close();
  });
  return { tenant, asked, port, waits, events };
}

export function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
}

export function json(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export const company = (id: string): Company => ({
  id,
  orgNr: '923609016',
  name: 'Æ',
  phone: null,
  email: null,
  website: null,
  postAddress: null,
  visitAddress: { country: 'NO', postCode: '0150', postalArea: 'OSLO', streetAddress: '' },
  modifiedAt: '2024-01-01T00:00:00.001Z',
});

/** How a call failed; never with the token in it, or in anything below it. */
export async function refusal(run: Promise<unknown>): Promise<TenantError> {
  const error: unknown = await run.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TenantError)) throw new Error(`no TenantError: ${inspect(error)}`);
  expect(inspect(error, { depth: 10 })).not.toContain(TOKEN);
  return error;
}
