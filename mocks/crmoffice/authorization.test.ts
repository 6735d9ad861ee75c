import { describe, expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { createTenant } from './tenant.ts';
import { call, problemOf, serve } from './test-client.ts';

describe('Authorization: Bearer TOKEN on every call, else 401', () => {
  const calls = [
    ['GET', '/companies'],
    ['GET', '/companies/0001001'],
    ['POST', '/companies'],
    ['PATCH', '/companies/0001001'],
    ['DELETE', '/companies/0001001'],
    ['PUT', '/companies'],
    ['GET', '/elsewhere'],
  ] as const;

  test.each(calls)('%s %s', async (method, path) => {
    const tenant = await serve();
    tenant.controls.create({ name: 'Fjord' });
    const body = method === 'POST' || method === 'PATCH' ? { name: 'x' } : undefined;

    const without = await call(tenant, method, path, { token: null, body });
    expect(without.status).toBe(401);
    expect(without.headers.get('www-authenticate')).toBe('Bearer realm="crmoffice"');
    expect(problemOf(without).title).toBe('Unauthorized');

    const wrong = await call(tenant, method, path, { token: 'not-the-token', body });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('www-authenticate')).toBe('Bearer realm="crmoffice", error="invalid_token"');
    expect(wrong.text).not.toContain('not-the-token');

    expect(tenant.log.since(1)).toEqual([]);
    expect(tenant.store.get('0001001')?.company.name).toBe('Fjord');
  });

  test('another scheme is no bearer token, and the scheme is read without regard to case', async () => {
    const tenant = await serve({ tokens: { engine: 'abc' } });
    const withHeader = (authorization: string) =>
      call(tenant, 'GET', '/companies', { token: null, headers: { authorization } });
    expect((await withHeader('Basic abc')).status).toBe(401);
    expect((await withHeader('abc')).status).toBe(401);
    expect((await withHeader('Bearer abcd')).status).toBe(401);
    expect((await withHeader('bearer abc')).status).toBe(200);
  });

  test('the log names the actor by the token', async () => {
    const tenant = await serve({ tokens: { engine: 'one', harness: 'two', auditor: 'three' } });
    for (const token of ['two', 'three', 'one']) {
      await call(tenant, 'POST', '/companies', { token, body: {} });
    }
    expect(tenant.log.since().map(({ actor }) => actor)).toEqual(['harness', 'auditor', 'engine']);
  });

  test('tokens that cannot be told apart or sent are refused when the tenant is made', () => {
    const clock = createClock();
    expect(() => createTenant({ clock, tokens: { engine: 'same', harness: 'same' } })).toThrow(
      'harness and engine have the same token',
    );
    expect(() => createTenant({ clock, tokens: { engine: '' } })).toThrow('the token of engine');
    expect(() => createTenant({ clock, tokens: { engine: 'two words' } })).toThrow(RangeError);
  });
});
