import { createServer, type ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Company } from '../domain/company.ts';
import { TenantError } from '../domain/tenant.ts';
import { connectTenant } from './connect.ts';
import { company, json, listen, refusal, type Seen, serve, TOKEN } from './testing/server.ts';
import { fixedToken } from './credentials.ts';

async function all(list: AsyncIterable<Company>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of list) ids.push(id);
  return ids;
}

describe('a tenant', () => {
  it('lists page by page, with modifiedSince on each', async () => {
    const { tenant, asked } = await serve(({ url }, response) => {
      const cursor = new URL(url, 'http://x').searchParams.get('cursor');
      if (cursor === null) json(response, 200, { items: [company('1'), company('2')], next: 'a+b/&=' });
      else json(response, 200, { items: [company('3')], next: null });
    });
    expect(await all(tenant.list({ modifiedSince: '2024-01-01T00:00:00Z' }))).toEqual(['1', '2', '3']);
    const queries = asked.map(({ url }) => Object.fromEntries(new URL(url, 'http://x').searchParams));
    expect(queries).toEqual([
      { limit: '100', modifiedSince: '2024-01-01T00:00:00Z' },
      { limit: '100', modifiedSince: '2024-01-01T00:00:00Z', cursor: 'a+b/&=' },
    ]);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${TOKEN}`, `Bearer ${TOKEN}`]);
    await all(tenant.list());
    expect(asked[2]?.url).toBe('/companies?limit=100');
  });

  it('stops a listing that never ends', async () => {
    const { tenant } = await serve((_, response) => json(response, 200, { items: [], next: 'same' }));
    expect((await refusal(all(tenant.list()))).message).toContain('never ends');
  });

  it.each(['/api/v1', '/api/v1/', '/api/v1//'])('below %s gets by id, with the entity tag', async (path) => {
    const { tenant, asked } = await serve(
      (_, response) => json(response, 200, company('a/b ø'), { etag: '"7"' }),
      { path },
    );
    expect(await tenant.get('a/b ø')).toEqual({ company: company('a/b ø'), etag: '"7"' });
    expect(asked[0]?.url).toBe('/api/v1/companies/a%2Fb%20%C3%B8');
  });

  it('has no company where it answers 404, and no entity tag where it sends none', async () => {
    const { tenant } = await serve(({ url }, response) =>
      url.endsWith('/1') ? json(response, 200, company('1')) : json(response, 404, { title: 'Not Found' }),
    );
    expect(await tenant.get('2')).toBeNull();
    expect((await tenant.get('1'))?.etag).toBeNull();
  });

  it('creates, patches and removes', async () => {
    const { tenant, asked } = await serve(({ method }, response) => {
      if (method === 'DELETE') response.writeHead(204).end();
      else json(response, method === 'POST' ? 201 : 200, company('1'), { etag: '"8"' });
    });
    expect(await tenant.create({ orgNr: '1' })).toEqual({ company: company('1'), etag: '"8"' });
    await tenant.patch('1', { postAddress: { country: null } }, { ifMatch: '"7"' });
    await tenant.patch('1', { name: '' });
    await tenant.remove('1');
    const facts = asked.map(({ method, url, headers, body }) => [
      `${method} ${url}`,
      headers['content-type'],
      headers['if-match'],
      body,
    ]);
    expect(facts).toEqual([
      ['POST /companies', 'application/json', undefined, '{"orgNr":"1"}'],
      ['PATCH /companies/1', 'application/merge-patch+json', '"7"', '{"postAddress":{"country":null}}'],
      ['PATCH /companies/1', 'application/merge-patch+json', undefined, '{"name":""}'],
      ['DELETE /companies/1', undefined, undefined, ''],
    ]);
  });

  it('keeps its connection alive', async () => {
    const ports = new Set<number | undefined>();
    const { tenant } = await serve((_, response) => {
      ports.add(response.socket?.remotePort);
      json(response, 200, company('1'));
    });
    for (let call = 0; call < 30; call += 1) await tenant.get('1');
    // The pool may open a second connection while it still takes the first one for busy.
    expect(ports.size).toBeLessThanOrEqual(3);
  });
});

describe('a refusal', () => {
  it('says what the problem document says, never the token', async () => {
    const { tenant } = await serve((_, response) =>
      json(
        response,
        412,
        { title: 'Precondition Failed', detail: `stale; you sent ${TOKEN}` },
        { 'content-type': 'application/problem+json; charset=utf-8' },
      ),
    );
    const error = await refusal(tenant.patch('1', {}));
    expect([error.operation, error.status]).toEqual(['PATCH /companies/1', 412]);
    expect(error.message).toBe('PATCH /companies/1: 412 Precondition Failed: stale; you sent ***');
  });

  it.each([
    ['html', 503, 'text/html', '<h1>no</h1>'],
    ['a broken problem document', 500, 'application/problem+json', '{"title":'],
    ['a problem of another shape', 429, 'application/problem+json', '[]'],
    ['a redirect', 302, 'text/plain', ''],
  ])('has its status where it is %s', async (_, status, type, body) => {
    const { tenant } = await serve((__, response) =>
      response.writeHead(status, { 'content-type': type }).end(body),
    );
    const error = await refusal(tenant.remove('1'));
    expect(error.status).toBe(status);
    expect(error.message).toContain(`refused without saying why (${type})`);
  });
});

describe('no usable answer', () => {
  it.each([
    ['malformed JSON', 'application/json', `{"id": "${TOKEN}`, 'the body is no JSON'],
    ['an empty body', 'application/json', '', 'the body is no JSON'],
    ['not JSON', 'text/html', '{}', 'text/html came where JSON was expected'],
    ['a number for a string', 'application/json', JSON.stringify({ ...company('1'), orgNr: 923 }), 'orgNr'],
    ['an unknown field', 'application/json', JSON.stringify({ ...company('1'), x: 1 }), 'x'],
    ['another record', 'application/json', JSON.stringify(company('2')), 'another record: 2'],
  ])('is %s', async (_, type, body, expected) => {
    const { tenant } = await serve((__, response) =>
      response.writeHead(200, { 'content-type': type }).end(body),
    );
    for (const run of [tenant.get('1'), tenant.patch('1', {})]) {
      const error = await refusal(run);
      expect(error.status).toBeNull();
      expect(error.message).toContain(expected);
    }
  });

  it('is a page without items', async () => {
    const { tenant } = await serve((_, response) => json(response, 200, { next: null }));
    const error = await refusal(all(tenant.list()));
    expect([error.operation, error.status]).toEqual(['GET /companies', null]);
    expect(error.message).toContain('items');
  });

  it.each([
    ['nothing', () => {}],
    [
      'a body that never ends',
      (_: Seen, response: ServerResponse) => void response.writeHead(200).write('{'),
    ],
  ])('is %s within the time limit', async (_, reply) => {
    const { tenant } = await serve(reply, { timeoutMs: 50 });
    const error = await refusal(tenant.get('1'));
    expect(error.status).toBeNull();
    expect(error.message).toBe('GET /companies/1: no whole answer within 50 ms');
  });

  it('is a connection that is cut, before or amid the answer', async () => {
    const { tenant } = await serve(({ url }, response) => {
      if (url.endsWith('/2')) response.writeHead(200, { 'content-length': 100 }).write('{');
      setImmediate(() => response.destroy());
    });
    for (const id of ['1', '2']) {
      const error = await refusal(tenant.patch(id, {}));
      expect(error.status).toBeNull();
      expect(error.message).toContain('no whole answer: ');
    }
  });

  it('is a connection that is refused', async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    for (const host of ['127.0.0.1', 'localhost']) {
      const tenant = connectTenant({ url: `http://${host}:${port}`, credentials: fixedToken(TOKEN) });
      const error = await refusal(tenant.get('1'));
      expect(error.status).toBeNull();
      expect(error.message).toContain('ECONNREFUSED');
      await tenant.close();
    }
  });
});

describe('what cannot be connected to', () => {
  it.each([
    ['no url', TOKEN, '"no url" is no URL'],
    ['', TOKEN, 'is no URL'],
    ['ftp://host', TOKEN, 'neither http nor https'],
    ['http://host/?a=1', TOKEN, 'has a query'],
    ['http://host', '', 'the token is empty'],
    ['http://host', 'secret\n', 'no HTTP header'],
  ])('%j says so', (url, token, expected) => {
    expect(() => connectTenant({ url, credentials: fixedToken(token) })).toThrow(expected);
    expect(() => connectTenant({ url, credentials: fixedToken(token) })).toThrow(TenantError);
  });

  it('repeats no credentials of a URL', () => {
    expect(() => connectTenant({ url: 'http://me:pass@host/', credentials: fixedToken(TOKEN) })).toThrow(
      'connect: the URL of host has credentials in it; the token comes from the environment alone',
    );
  });
});
