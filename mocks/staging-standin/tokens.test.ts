import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { StandinOptionsGiven } from './options.ts';
import { call, standin, type TestStandin } from './test-client.ts';

const SECRET = 's3cret:+&%=/~';
const CLIENT: StandinOptionsGiven = { clients: { qa: SECRET, other: 'other-secret' } };
const BY_FORM = { grant_type: 'client_credentials', client_id: 'qa', client_secret: SECRET };

function ask(at: TestStandin, form: Record<string, string> | string, authorization?: string) {
  return call(at, 'POST', new URL('/connect/token', at.url).href, {
    token: null,
    body: new URLSearchParams(form),
    ...(authorization !== undefined && { headers: { authorization } }),
  });
}

function basic(id: string, secret: string): string {
  const pair = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

const Granted = z.strictObject({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number(),
  refresh_token: z.string().optional(),
});
const granted = ({ text }: { text: string }) => Granted.parse(JSON.parse(text));

describe('POST /connect/token, client credentials', () => {
  test.each([
    ['in the form', BY_FORM, undefined],
    ['by HTTP Basic', { grant_type: 'client_credentials' }, basic('qa', SECRET)],
  ])('the secret %s: a token that opens the API for the client', async (_, form, authorization) => {
    const at = await standin(CLIENT);
    const answer = await ask(at, form, authorization);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { access_token: token, expires_in, refresh_token } = granted(answer);
    expect([expires_in, refresh_token, at.tokensIssued()]).toEqual([30, undefined, 1]);
    expect((await call(at, 'GET', '/tenant', { token })).status).toBe(200);
    expect(at.requests().map(({ path, actor }) => [path, actor])).toEqual([
      ['/connect/token', 'qa'],
      ['/api/v2/tenant', 'qa'],
    ]);
  });

  test.each([
    ['a wrong secret in the form', { ...BY_FORM, client_secret: 'wrong' }, undefined, null],
    ['no secret', { grant_type: 'client_credentials', client_id: 'qa' }, undefined, null],
    ['an unknown client', { ...BY_FORM, client_id: 'nobody' }, undefined, null],
    ["another client's secret", { ...BY_FORM, client_secret: 'other-secret' }, undefined, null],
    ['a name of Object', { ...BY_FORM, client_id: 'toString' }, undefined, null],
    ['a wrong secret by Basic', { grant_type: 'client_credentials' }, basic('qa', 'wrong'), 'Basic'],
    ['Basic that is none', { grant_type: 'client_credentials' }, 'Basic %%', 'Basic'],
  ])('%s: 401 invalid_client', async (_, form, authorization, scheme) => {
    const at = await standin(CLIENT);
    const answer = await ask(at, form, authorization);
    expect([answer.status, answer.text]).toEqual([401, '{"error":"invalid_client"}']);
    expect(answer.headers.get('www-authenticate')?.split(' ')[0] ?? null).toBe(scheme);
    expect(at.tokensIssued()).toBe(0);
    expect(at.requests()[0]?.actor).toBeNull();
  });

  test.each([
    ['no grant type', { client_id: 'qa', client_secret: SECRET }, undefined, 'invalid_request'],
    ['another grant', { ...BY_FORM, grant_type: 'password' }, undefined, 'unsupported_grant_type'],
    ['the secret in two ways', BY_FORM, basic('qa', SECRET), 'invalid_request'],
    ['a parameter twice', 'grant_type=a&grant_type=b', undefined, 'invalid_request'],
  ])('%s: 400', async (_, form, authorization, error) => {
    const at = await standin(CLIENT);
    const answer = await ask(at, form, authorization);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ error });
  });

  test('JSON in place of a form: 400; a GET: 405', async () => {
    const at = await standin(CLIENT);
    const url = new URL('/connect/token', at.url).href;
    const posted = await call(at, 'POST', url, { token: null, body: BY_FORM });
    expect([posted.status, JSON.parse(posted.text)]).toMatchObject([400, { error: 'invalid_request' }]);
    const got = await call(at, 'GET', url, { token: null });
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('POST /connect/token, refresh', () => {
  const REFRESHED = { ...CLIENT, refreshTokens: { qa: 'refresh-0' } };
  const form = (token: string) => ({ ...BY_FORM, grant_type: 'refresh_token', refresh_token: token });

  test('a token that was handed in is good again and again', async () => {
    const at = await standin(REFRESHED);
    for (let n = 0; n < 2; n += 1) {
      const { access_token: token, refresh_token } = granted(await ask(at, form('refresh-0')));
      expect(refresh_token).toBeUndefined();
      expect((await call(at, 'GET', '/tenant', { token })).status).toBe(200);
    }
    expect(at.tokensIssued()).toBe(2);
  });

  test('with rotation it is good once, and the answer has the next', async () => {
    const at = await standin({ ...REFRESHED, rotateRefreshTokens: true });
    const { refresh_token: next = '' } = granted(await ask(at, form('refresh-0')));
    const again = await ask(at, form('refresh-0'));
    expect([again.status, JSON.parse(again.text)]).toMatchObject([400, { error: 'invalid_grant' }]);
    expect((await ask(at, form(next))).status).toBe(200);
  });

  test('unknown, or of another client: 400 invalid_grant; none: 400 invalid_request', async () => {
    const at = await standin(REFRESHED);
    const answers = [
      await ask(at, form('unknown')),
      await ask(at, { ...form('refresh-0'), client_id: 'other', client_secret: 'other-secret' }),
      await ask(at, { ...BY_FORM, grant_type: 'refresh_token' }),
    ];
    expect(
      answers.map(({ status, text }) => [status, z.looseObject({}).parse(JSON.parse(text))['error']]),
    ).toEqual([
      [400, 'invalid_grant'],
      [400, 'invalid_grant'],
      [400, 'invalid_request'],
    ]);
    expect(at.tokensIssued()).toBe(0);
  });
});

describe('access tokens', () => {
  test('good until their time is over, then 401 with a challenge', async () => {
    const at = await standin({ ...CLIENT, tokenLifetimeMs: 1_500 });
    const { access_token: token, expires_in } = granted(await ask(at, BY_FORM));
    expect(expires_in).toBe(2);
    at.pass(1_499);
    expect((await call(at, 'GET', '/tenant', { token })).status).toBe(200);
    at.pass(1);
    const late = await call(at, 'GET', '/tenant', { token });
    expect([late.status, late.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="standin", error="invalid_token"',
    ]);
    expect(at.requests().at(-1)).toEqual({
      method: 'GET',
      path: '/api/v2/tenant',
      actor: null,
      status: 401,
      key: null,
    });
  });

  test('none, an unknown one and a client secret are no access; a fixed one never expires', async () => {
    const at = await standin(CLIENT);
    const none = await call(at, 'GET', '/tenant', { token: null });
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="standin"']);
    for (const token of ['unknown', SECRET, 'engine']) {
      expect((await call(at, 'POST', '/organisations', { token, body: {} })).status).toBe(401);
    }
    expect(at.ownLeft()).toEqual([]);
    at.pass(10 * 365 * 24 * 3600 * 1000);
    expect((await call(at, 'GET', '/tenant')).status).toBe(200);
  });

  test('every secret there ever was is told to the test, and none is in the log', async () => {
    const at = await standin({ ...CLIENT, refreshTokens: { qa: 'refresh-0' } });
    const { access_token: token } = granted(await ask(at, BY_FORM));
    await call(at, 'GET', `/tenant?access_token=${token}`, { token });
    expect(at.secrets().toSorted()).toEqual(
      [SECRET, 'other-secret', 'engine-token', token, 'refresh-0'].toSorted(),
    );
    const log = JSON.stringify(at.requests());
    for (const secret of at.secrets()) expect(log).not.toContain(secret);
  });
});
