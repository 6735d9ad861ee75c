/** Tokens by OAuth 2, from a token endpoint and for a tenant on real sockets. */
import { createServer, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TenantError } from '../domain/tenant.ts';
import type { Credentials } from './credentials.ts';
import { type Grant, oauth } from './oauth.ts';
import { RESILIENT } from './resilient.ts';
import { company, json, listen, serve } from './testing/server.ts';

const SECRET = 'hush-4d1: ÷/&';
const REFRESH = 'refresh-0';
const CLIENT: Grant = { kind: 'client-credentials', client: { id: 'me:1', secret: SECRET } };

interface Asked {
  path: string;
  authorization: string | undefined;
  type: string | undefined;
  form: Record<string, string>;
}

/** A token endpoint; `asked` is what arrived. Without an answer of its own it gives out `token-1`, `token-2`, … */
async function endpoint(
  grant: Grant = CLIENT,
  reply: (response: ServerResponse, number: number) => void = good(),
  { timeoutMs = 5_000 } = {},
) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const { authorization, 'content-type': type } = request.headers;
      const form = Object.fromEntries(new URLSearchParams(body));
      asked.push({ path: request.url ?? '', authorization, type, form });
      reply(response, asked.length);
    });
  });
  const port = await listen(server);
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const clock = { now: 0 };
  const tokenUrl = `http://127.0.0.1:${port}/connect/token?x=1`;
  return { credentials: oauth({ tokenUrl, grant, timeoutMs, now: () => clock.now }), asked, port, clock };
}

function good(more: Record<string, unknown> = { expires_in: 3600 }) {
  return (response: ServerResponse, number: number): void =>
    json(response, 200, { access_token: `token-${number}`, token_type: 'bearer', ...more });
}

/** How it failed; never with a secret in it. */
async function failure(credentials: Credentials): Promise<TenantError> {
  const error: unknown = await credentials.bearer().catch((thrown: unknown) => thrown);
  if (!(error instanceof TenantError)) throw new Error(`no TenantError: ${inspect(error)}`);
  for (const secret of credentials.secrets()) expect(inspect(error, { depth: 10 })).not.toContain(secret);
  return error;
}

describe('a token', () => {
  it('is asked for at first need, as RFC 6749 has it', async () => {
    const { credentials, asked } = await endpoint({ ...CLIENT, scope: 'crm write' });
    expect(asked).toEqual([]);
    expect(await credentials.bearer()).toBe('token-1');
    // Section 2.3.1: form-encoded, then joined, then base64.
    const basic = Buffer.from('me%3A1:hush-4d1%3A+%C3%B7%2F%26').toString('base64');
    expect(asked).toEqual([
      {
        path: '/connect/token?x=1',
        authorization: `Basic ${basic}`,
        type: 'application/x-www-form-urlencoded',
        form: { grant_type: 'client_credentials', scope: 'crm write' },
      },
    ]);
    expect(credentials.secrets()).toEqual([SECRET, basic, 'token-1']);
  });

  it.each([
    [3600, 3_570_000],
    [10, 9_000],
    ['10', 9_000],
  ])('of %s s is kept until a little before its end', async (seconds, untilMs) => {
    const { credentials, asked, clock } = await endpoint(CLIENT, good({ expires_in: seconds }));
    await credentials.bearer();
    clock.now = untilMs - 1;
    expect(await credentials.bearer()).toBe('token-1');
    clock.now = untilMs;
    expect(await credentials.bearer()).toBe('token-2');
    expect(asked).toHaveLength(2);
  });

  it('without an end is kept', async () => {
    const { credentials, clock } = await endpoint(CLIENT, good({ expires_in: null }));
    await credentials.bearer();
    clock.now = 1e12;
    expect(await credentials.bearer()).toBe('token-1');
  });

  it('is renewed once for all who find it stale at the same time, or later', async () => {
    const { credentials, asked } = await endpoint();
    expect(await Promise.all([credentials.bearer(), credentials.bearer()])).toEqual(['token-1', 'token-1']);
    const renewed = await Promise.all([1, 2, 3].map(() => credentials.bearer('token-1')));
    expect(renewed).toEqual(['token-2', 'token-2', 'token-2']);
    expect(await credentials.bearer('token-1')).toBe('token-2');
    expect(asked).toHaveLength(2);
  });

  it('by a refresh token keeps the one that it is given instead', async () => {
    const grant: Grant = { kind: 'refresh-token', refreshToken: REFRESH, client: { id: 'me', secret: null } };
    const { credentials, asked } = await endpoint(grant, (response, number) =>
      good(number === 1 ? { refresh_token: 'refresh-1' } : {})(response, number),
    );
    await credentials.bearer();
    await credentials.bearer('token-1');
    await credentials.bearer('token-2');
    expect(asked.map(({ form, authorization }) => [form, authorization])).toEqual(
      [REFRESH, 'refresh-1', 'refresh-1'].map((token) => [
        { grant_type: 'refresh_token', refresh_token: token, client_id: 'me' },
        undefined,
      ]),
    );
    expect(credentials.secrets()).toEqual([REFRESH, 'token-1', 'refresh-1', 'token-2', 'token-3']);
  });

  it('by a refresh token shows the secret of a client that has one', async () => {
    const client = { id: 'me', secret: 'hush' };
    const { credentials, asked } = await endpoint({ kind: 'refresh-token', refreshToken: REFRESH, client });
    await credentials.bearer();
    expect(asked[0]?.authorization).toBe(`Basic ${Buffer.from('me:hush').toString('base64')}`);
    expect(asked[0]?.form).toEqual({ grant_type: 'refresh_token', refresh_token: REFRESH });
  });
});

describe('no token', () => {
  const refuse =
    (status: number, body: unknown, headers = {}) =>
    (response: ServerResponse): void =>
      json(response, status, body, headers);

  it.each<[string, (response: ServerResponse) => void, number | null, string]>([
    [
      'a refusal',
      refuse(400, { error: 'invalid_grant', error_description: SECRET }),
      401,
      '401 no token: refused with 400, invalid_grant',
    ],
    [
      'another',
      refuse(401, { error: 'invalid_client' }),
      401,
      '401 no token: refused with 401, invalid_client',
    ],
    [
      'a wrong URL, which is no missing record',
      refuse(404, {}),
      401,
      '401 no token: refused with 404, without saying why',
    ],
    ['a 412, which is no stale record', refuse(412, {}), 401, 'refused with 412'],
    ['a word that is a secret', refuse(400, { error: REFRESH }), 401, 'without saying why'],
    ['a sentence', refuse(400, { error: `no ${SECRET}` }), 401, 'without saying why'],
    ['a redirect', refuse(302, {}, { location: 'http://127.0.0.2/' }), 401, 'refused with 302'],
    ['too many', refuse(429, { error: 'slow_down' }), 429, '429 no token: refused, slow_down'],
    ['a server in trouble', refuse(503, 'x'), 503, '503 no token: refused, without saying why'],
    [
      'no token in the answer',
      refuse(200, { token_type: 'bearer' }),
      null,
      'answered 200, but no bearer token (RFC 6749, 5.1): access_token',
    ],
    ['another type of token', refuse(200, { access_token: 'x', token_type: 'mac' }), null, 'token_type'],
    ['no JSON', (response) => void response.writeHead(200).end(SECRET), null, 'the body'],
    ['a cut connection', (response) => void response.destroy(), null, 'no whole answer'],
  ])('%s', async (_, reply, status, message) => {
    const grant: Grant = {
      kind: 'refresh-token',
      refreshToken: REFRESH,
      client: { id: 'me', secret: SECRET },
    };
    const { credentials, port } = await endpoint(grant, reply);
    const error = await failure(credentials);
    expect(error.status).toBe(status);
    expect(error.message).toContain(`token from 127.0.0.1:${port}: `);
    expect(error.message).toContain(message);
  });

  it('within the time limit', async () => {
    const { credentials, port } = await endpoint(CLIENT, () => {}, { timeoutMs: 30 });
    const { message } = await failure(credentials);
    expect(message).toBe(`token from 127.0.0.1:${port}: no whole answer within 30 ms`);
  });

  it('is asked for again by the next', async () => {
    const { credentials } = await endpoint(CLIENT, (response, number) =>
      number === 1 ? json(response, 503, {}) : good()(response, number),
    );
    expect((await failure(credentials)).status).toBe(503);
    expect(await credentials.bearer()).toBe('token-2');
  });
});

describe('a tenant that no longer takes the token', () => {
  /** Takes the newest tokens only, from the one of this number on. */
  async function expiring(credentials: Credentials, from: number) {
    return serve(
      ({ headers, method }, response) => {
        const number = Number(headers.authorization?.replace('Bearer token-', ''));
        if (number < from) json(response, 401, { title: `Who is ${headers.authorization}?` });
        else if (method === 'DELETE') response.writeHead(204).end();
        else json(response, 200, company('1'));
      },
      { credentials, ...RESILIENT },
    );
  }

  it('is asked once more with a new one, by any method', async () => {
    const { credentials, asked: tokens } = await endpoint();
    const { tenant, asked, events } = await expiring(credentials, 2);
    await tenant.create({ name: 'x' });
    await tenant.patch('1', { name: 'x' });
    await tenant.remove('1');
    expect(asked.map(({ method, headers, body }) => [method, headers.authorization, body])).toEqual([
      ['POST', 'Bearer token-1', '{"name":"x"}'],
      ['POST', 'Bearer token-2', '{"name":"x"}'],
      ['PATCH', 'Bearer token-2', '{"name":"x"}'],
      ['DELETE', 'Bearer token-2', ''],
    ]);
    expect([tokens.length, tenant.requests(), events]).toEqual([2, 4, []]);
  });

  it('has one new token for many requests that fail together', async () => {
    const { credentials, asked: tokens } = await endpoint();
    const { tenant } = await expiring(credentials, 2);
    await Promise.all(Array.from({ length: 20 }, () => tenant.get('1')));
    expect(tokens).toHaveLength(2);
  });

  it('is not asked a third time; what it says is masked', async () => {
    const { credentials } = await endpoint();
    const { tenant, asked } = await expiring(credentials, 9);
    await expect(tenant.get('1')).rejects.toThrow('GET /companies/1: 401 Who is Bearer ***?');
    expect(asked).toHaveLength(2);
  });

  it('is not asked again with the same', async () => {
    const { credentials } = await endpoint(CLIENT, (response) => good()(response, 1));
    const { tenant, asked } = await expiring(credentials, 2);
    await expect(tenant.get('1')).rejects.toThrow('401 Who');
    expect(asked).toHaveLength(1);
  });

  it('has its request repeated, of any method, where only the token could not be had', async () => {
    const { credentials } = await endpoint(CLIENT, (response, number) =>
      number < 3 ? json(response, 500, {}) : good()(response, number),
    );
    const { tenant, asked, waits } = await expiring(credentials, 0);
    await tenant.create({ name: 'x' });
    expect([asked.length, waits.length]).toEqual([1, 2]);
  });

  it('does not seem to lack a record where the token endpoint is not found', async () => {
    const { credentials } = await endpoint(CLIENT, (response) => json(response, 404, {}));
    const { tenant, asked } = await expiring(credentials, 0);
    await expect(tenant.get('1')).rejects.toThrow('refused with 404');
    expect(asked).toEqual([]);
  });
});
