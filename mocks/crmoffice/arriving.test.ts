import { describe, expect, test } from 'vitest';
import type { ArrivingRequest } from './state.ts';
import { call, companyOf, ENGINE_TOKEN, HARNESS_TOKEN, serve } from './test-client.ts';

describe('beforeRequest', () => {
  test('tells of each request of the engine, numbered, and of nobody else', async () => {
    const tenant = await serve();
    const told: ArrivingRequest[] = [];
    const { id } = tenant.controls.create({ name: 'A' });
    await call(tenant, 'GET', '/companies');
    tenant.controls.beforeRequest((arriving) => told.push(arriving));

    await call(tenant, 'GET', '/companies', { token: HARNESS_TOKEN });
    await call(tenant, 'GET', '/nothing');
    await call(tenant, 'GET', `/companies/${id}`);
    await call(tenant, 'POST', '/companies', { body: '{' });
    tenant.controls.beforeRequest(null);
    await call(tenant, 'GET', '/companies');

    expect(told).toEqual([
      { number: 2, method: 'GET', route: 'company' },
      { number: 3, method: 'POST', route: 'list' },
    ]);
  });

  test('what the hook edits is there for the request, and a fault that it arms is met by it', async () => {
    const tenant = await serve();
    const { id } = tenant.controls.create({ name: 'A' });
    tenant.controls.beforeRequest(({ number }) => {
      if (number === 1) tenant.controls.edit(id, { name: 'B' });
      else tenant.controls.faults.arm([{ name: 'server-error', status: 503 }], 1);
    });

    expect(companyOf(await call(tenant, 'GET', `/companies/${id}`)).name).toBe('B');
    expect((await call(tenant, 'GET', `/companies/${id}`)).status).toBe(503);
  });

  test('is taken away by a reset', async () => {
    const tenant = await serve();
    const told: number[] = [];
    tenant.controls.beforeRequest(({ number }) => told.push(number));
    tenant.reset();
    await call(tenant, 'GET', '/companies');
    expect(told).toEqual([]);
  });
});

describe('renew', () => {
  const NEW = 'another-token';

  test('makes the token before nobody’s, and leaves those of others', async () => {
    const tenant = await serve();
    tenant.controls.renew('engine', NEW);
    const asked = async (token: string) => (await call(tenant, 'GET', '/companies', { token })).status;
    expect([await asked(ENGINE_TOKEN), await asked(NEW), await asked(HARNESS_TOKEN)]).toEqual([
      401, 200, 200,
    ]);
  });

  test('from the hook: the request that it was called for is refused, counted, and not logged', async () => {
    const tenant = await serve();
    tenant.controls.beforeRequest(() => tenant.controls.renew('engine', NEW));
    expect((await call(tenant, 'POST', '/companies', { body: { name: 'A' } })).status).toBe(401);
    expect([tenant.engineRequests(), tenant.store.size(), tenant.log.last()]).toEqual([1, 0, 0]);
  });

  test('takes no token that cannot be sent, or is another’s, and keeps the one before then', async () => {
    const tenant = await serve();
    expect(() => tenant.controls.renew('engine', 'two words')).toThrow(/visible ASCII/);
    expect(() => tenant.controls.renew('engine', HARNESS_TOKEN)).toThrow(/the same token/);
    expect((await call(tenant, 'GET', '/companies')).status).toBe(200);
  });
});
