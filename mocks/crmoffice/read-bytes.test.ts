/** What reads send, byte for byte: the short ways must not be told from the long ones. */
import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { serve } from './test-client.ts';
import type { ServedTenant } from './server.ts';

/** The whole answer, with the date taken out, of a request written by hand. */
async function raw(tenant: ServedTenant, path: string, headers: readonly string[]): Promise<string> {
  const { port, hostname } = new URL(tenant.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.write([`GET ${path} HTTP/1.1`, 'host: x', 'connection: close', ...headers, '', ''].join('\r\n'));
  await once(socket, 'close');
  return Buffer.concat(chunks)
    .toString()
    .replace(/\r\nDate: [^\r]*/, '');
}

const NAME = 'Båtsfjord ł 🏔';

async function filled(count: number): Promise<{ tenant: ServedTenant; auth: string }> {
  const tenant = await serve();
  for (let n = 0; n < count; n += 1) tenant.controls.create({ name: `${NAME} ${n}` });
  tenant.controls.renew('engine', 'the-token');
  return { tenant, auth: 'authorization: Bearer the-token' };
}

test('a company: head and body', async () => {
  const { tenant, auth } = await filled(1);
  const version = tenant.store.get('0001001');
  const body = version?.json ?? '';
  expect(await raw(tenant, '/companies/0001001', [auth])).toBe(
    [
      'HTTP/1.1 200 OK',
      'content-type: application/json',
      `etag: ${version?.etag}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
});

test.each([0, 1, 99, 100, 101, 250])(
  'a page, of a tenant of %i, the second time and later too',
  async (count) => {
    const { tenant, auth } = await filled(count);
    const items = tenant.store
      .page({ after: null, since: null }, 100)
      .versions.map(({ json }) => json)
      .join(',');
    const place = '2026-01-05T08:00:00.099Z 0001100';
    const next = count > 100 ? `"${Buffer.from(place).toString('base64url')}"` : 'null';
    const body = `{"items":[${items}],"next":${next}}`;
    const head = [
      'HTTP/1.1 200 OK',
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];
    for (const _ of [1, 2, 3]) {
      expect(await raw(tenant, '/companies', [auth])).toBe([...head, '', body].join('\r\n'));
    }
  },
);

test('with a fault armed that does nothing to it, a page is the same', async () => {
  const { tenant, auth } = await filled(150);
  const without = await raw(tenant, '/companies', [auth]);
  tenant.controls.faults.arm([{ name: 'server-error', status: 503, when: { skip: 9 } }], 1);
  expect(await raw(tenant, '/companies', [auth])).toBe(without);
});

describe('the token', () => {
  test.each([
    ['Bearer the-token', 200],
    ['bearer the-token', 200],
    ['BEARER   the-token  ', 200],
    ['Bearer  the-token', 200],
    ['Bearer the-token x', 401],
    ['Bearer the-toke', 401],
    ['Bearerthe-token', 401],
    ['Basic the-token', 401],
    ['Bearer', 401],
  ])('%j is answered with %i', async (value, status) => {
    const { tenant } = await filled(1);
    expect(await raw(tenant, '/companies/0001001', [`Authorization: ${value}`])).toContain(
      `HTTP/1.1 ${status} `,
    );
  });

  test('the first one holds, whatever its case, and none is none', async () => {
    const { tenant, auth } = await filled(1);
    const path = '/companies/0001001';
    expect(await raw(tenant, path, ['AUTHORIZATION: Bearer no', auth])).toContain('HTTP/1.1 401 ');
    expect(await raw(tenant, path, [auth, 'authorization: Bearer no'])).toContain('HTTP/1.1 200 ');
    expect(await raw(tenant, path, ['x-authorization: Bearer the-token'])).toContain('HTTP/1.1 401 ');
  });
});
