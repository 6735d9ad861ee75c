import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/domain/fault.ts';
import type { Json } from '../../src/domain/wire.ts';
import { exchange, timeByHand } from './faults/test-http.ts';
import type { Served } from './server.ts';
import { call } from './test-client.ts';
import { serveTwo, typeOf } from './test-types.ts';

const TYPES = {
  first: typeOf('deals', {
    title: { is: 'string' },
    price: { is: 'decimal' },
    'price.currency': { is: 'string' },
    'price.tax.rate': { is: 'float' },
    'price.tax.of': { is: 'list' },
  }),
  second: typeOf('contacts', { title: { is: 'string' } }),
};

async function bothHold(timing = timeByHand()) {
  const tenant = await serveTwo(TYPES, { timing });
  for (const { controls } of [tenant.first, tenant.second]) controls.create({ title: 'a' });
  return { ...tenant, timing };
}

const RECORDS = { first: '/deals/0001001', second: '/contacts/0001001' };

async function bodyOf(served: Served, path: string): Promise<Json> {
  return JSON.parse((await call(served, 'GET', path)).text);
}

describe('a fault of one collection', () => {
  test.each<[keyof typeof RECORDS, keyof typeof RECORDS]>([
    ['first', 'second'],
    ['second', 'first'],
  ])('%s meets no request to the %s one', async (armed, other) => {
    const tenant = await bothHold();
    tenant[armed].controls.faults.arm([{ name: 'server-error', status: 503 }], 1);
    expect((await call(tenant.served, 'GET', RECORDS[other])).status).toBe(200);
    expect((await call(tenant.served, 'GET', RECORDS[armed])).status).toBe(503);
    expect(tenant[armed].controls.faults.met()).toEqual([1]);
    expect(tenant[other].controls.faults.met()).toEqual([]);
    expect([tenant.first.engineRequests(), tenant.second.engineRequests()]).toEqual([1, 1]);
  });

  test.each<keyof typeof RECORDS>(['first', 'second'])(
    'the %s that holds answers back holds its own, until it is disarmed',
    async (armed) => {
      const tenant = await bothHold();
      const other = armed === 'first' ? 'second' : 'first';
      const slow: Fault = { name: 'latency', delay: { distribution: 'fixed', ms: 9e4 } };
      tenant[armed].controls.faults.arm([slow], 1);
      const held = exchange(tenant.served, 'GET', RECORDS[armed]);
      await tenant.timing.nextWait();
      expect((await exchange(tenant.served, 'GET', RECORDS[other])).status).toBe(200);
      tenant[other].controls.faults.disarm();
      expect(tenant.timing.waiting()).toBe(1);
      tenant[armed].controls.faults.disarm();
      expect((await held).status).toBe(200);
    },
  );

  test.each<keyof typeof RECORDS>(['first', 'second'])(
    'the %s that refuses connections: nothing listens, until the time is over',
    async (armed) => {
      const { served, timing, ...tenant } = await bothHold();
      tenant[armed].controls.faults.arm([{ name: 'connection-refused', ms: 50, when: { count: 1 } }], 1);
      expect((await exchange(served, 'GET', RECORDS[armed])).error).toBe('ECONNRESET');
      const refusal = await timing.nextWait();
      const refused = await Promise.all(Object.values(RECORDS).map((path) => exchange(served, 'GET', path)));
      expect(refused.map(({ error }) => error)).toEqual(['ECONNREFUSED', 'ECONNREFUSED']);
      refusal.run();
      const again = await Promise.all(Object.values(RECORDS).map((path) => exchange(served, 'GET', path)));
      expect(again.map(({ status }) => status)).toEqual([200, 200]);
    },
  );

  test('what waits is dropped where the tenant is closed, whichever collection it is of', async () => {
    const { served, timing, second } = await bothHold();
    second.controls.faults.arm([{ name: 'connection-refused', ms: 9e4 }], 1);
    expect((await exchange(served, 'GET', RECORDS.second)).error).toBe('ECONNRESET');
    expect(timing.waiting()).toBe(1);
    await served.close();
    expect(timing.waiting()).toBe(0);
  });
});

describe('faults that look at records, of a type that is no company', () => {
  const before = { price: { '': '1.50', currency: 'NOK', tax: { rate: 0.25, of: ['a'] } } };

  async function droppedOf(patch: Json, seed: number): Promise<{ stored: unknown; answered: Json }> {
    const { served, first } = await serveTwo(TYPES);
    const { id } = first.controls.create(before);
    first.controls.faults.arm([{ name: 'dropped-property' }], seed);
    const answered: Json = JSON.parse((await call(served, 'PATCH', `/deals/${id}`, { body: patch })).text);
    expect(first.controls.faults.met()).toEqual([1]);
    return { answered: { price: answered['price'] }, stored: first.store.get(id)?.company['price'] };
  }

  test('dropped-property: one leaf at any depth is not applied, and the answer shows all of them', async () => {
    const patch = { price: { '': '2', tax: { rate: 0.5, of: [{ b: 1 }, 2] } } };
    const after = { '': '2', currency: 'NOK', tax: { rate: 0.5, of: [{ b: 1 }, 2] } };
    const outcomes = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) {
      const { answered, stored } = await droppedOf(patch, seed);
      expect(answered).toEqual({ price: after });
      outcomes.add(JSON.stringify(stored));
    }
    const without = [
      { ...after, '': '1.50' },
      { ...after, tax: { ...after.tax, rate: 0.25 } },
      { ...after, tax: { ...after.tax, of: ['a'] } },
    ];
    expect(outcomes).toEqual(new Set(without.map((price) => JSON.stringify(price))));
  });

  test('dropped-property: an object that is cleared is dropped as a whole', async () => {
    const { answered, stored } = await droppedOf({ price: null }, 1);
    expect(answered).toEqual({ price: { '': null, currency: null, tax: { rate: null, of: null } } });
    expect(stored).toEqual(before.price);
  });

  test('list-lag shows the record as it was, clocks-apart another time, old-etag another tag', async () => {
    const { served, first } = await bothHold();
    const path = RECORDS.first;
    const held = await bodyOf(served, path);
    first.controls.edit('0001001', { title: 'b' });
    first.controls.faults.arm([{ name: 'list-lag', writes: 1 }], 1);
    expect(await bodyOf(served, '/deals')).toEqual({ items: [held], next: null });
    expect(await bodyOf(served, path)).toMatchObject({ title: 'b' });
    first.controls.faults.arm([{ name: 'clocks-apart', ms: 1000 }, { name: 'old-etag' }], 1);
    const shown = await call(served, 'GET', path);
    expect(JSON.parse(shown.text)).toMatchObject({ title: 'b', modifiedAt: '2026-01-05T08:00:01.002Z' });
    expect(shown.headers.get('etag')).toBe('"1"');
  });
});
