import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { startTenant } from './server.ts';
import { call, companyOf, ENGINE_TOKEN, problemOf, serve } from './test-client.ts';

const tokens = { engine: ENGINE_TOKEN };

describe('a served tenant', () => {
  test('listens on a free loopback port, so that two can be had', async () => {
    const [a, b] = [await serve(), await serve()];
    expect(a.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(b.url).not.toBe(a.url);
    a.controls.create({});
    expect((await call(b, 'GET', '/companies/0001001')).status).toBe(404);
  });

  test('two that are handed one clock share it: no two writes have one time', async () => {
    const clock = createClock();
    const [a, b] = [await serve({ clock }), await serve({ clock })];
    const times = [a, b, b, a].map((tenant) => tenant.controls.create({}).modifiedAt);
    expect(new Set(times).size).toBe(4);
    expect(times.toSorted()).toEqual(times);
    clock.freeze();
    expect(a.controls.edit('0001001', {}).modifiedAt).toBe(b.controls.edit('0001001', {}).modifiedAt);
  });

  test('a port in use is one clear error', async () => {
    const { url } = await serve();
    const port = Number(new URL(url).port);
    await expect(startTenant({ name: 'B', tokens, clock: createClock(), port })).rejects.toThrow(
      `tenant B: port ${port} on 127.0.0.1 is in use; choose another, or 0 for any free one`,
    );
  });

  test('reset: as new, but for the clock', async () => {
    const tenant = await serve();
    const { modifiedAt } = tenant.controls.create({ name: 'A' });
    tenant.controls.faults.arm([{ name: 'server-error', status: 503 }], 1);
    tenant.controls.beforePatch(() => {
      throw new Error('the hook is still there');
    });
    tenant.reset();
    expect((await call(tenant, 'GET', '/companies')).text).toBe('{"items":[],"next":null}');
    expect(tenant.log.since()).toEqual([]);
    const created = companyOf(await call(tenant, 'POST', '/companies', { body: {} }));
    expect(created.id).toBe('0001001');
    expect(created.modifiedAt > modifiedAt).toBe(true);
    expect((await call(tenant, 'PATCH', '/companies/0001001', { body: {} })).status).toBe(200);
  });

  test('close ends a connection that is kept alive at once, and one in the middle of a request', async () => {
    const tenant = await serve();
    const sockets = [0, 1].map(() => connect(Number(new URL(tenant.url).port), '127.0.0.1'));
    const [kept, halfway] = sockets;
    if (!kept || !halfway) throw new Error('no sockets');
    const head = `host: x\r\nauthorization: Bearer ${ENGINE_TOKEN}\r\n`;
    kept.write(`GET /companies HTTP/1.1\r\n${head}\r\n`);
    halfway.write(
      `POST /companies HTTP/1.1\r\n${head}content-type: application/json\r\ncontent-length: 99\r\n\r\n{`,
    );
    await once(kept, 'data');
    // A reset is as good an end as any, so errors are not looked at.
    const ended = sockets.map(
      (socket) =>
        new Promise((resolve) =>
          socket
            .on('error', () => {})
            .on('close', resolve)
            .resume(),
        ),
    );
    await tenant.close();
    await Promise.all(ended);
    await tenant.close();
    await expect(call(tenant, 'GET', '/companies')).rejects.toThrow('fetch failed');
    expect(tenant.store.size()).toBe(0);
  });

  test.each(['', '\ud800', 'a\udc00'])(
    'the id %j, which no path and no cursor can have, is none',
    async (id) => {
      const errors: unknown[] = [];
      const tenant = await serve({ ids: () => id, onError: (error) => errors.push(error) });
      expect((await call(tenant, 'POST', '/companies', { body: {} })).status).toBe(500);
      expect(errors).toEqual([new RangeError(`company 1 cannot have the id ${JSON.stringify(id)}`)]);
      expect(tenant.store.size()).toBe(0);
    },
  );

  test('what fails unforeseen is 500, told to onError, logged, and the tenant lives on', async () => {
    const errors: unknown[] = [];
    const tenant = await serve({ ids: () => 'same', onError: (error) => errors.push(error) });
    expect((await call(tenant, 'POST', '/companies', { body: {} })).status).toBe(201);
    const failed = await call(tenant, 'POST', '/companies', { body: {} });
    expect(problemOf(failed).status).toBe(500);
    expect(failed.text).not.toContain('.ts:');
    expect(errors).toEqual([new RangeError('company 2 cannot have the id "same"')]);
    expect(tenant.log.since(1).map(({ status }) => status)).toEqual([500]);
    expect((await call(tenant, 'GET', '/companies/same')).status).toBe(200);
  });
});
