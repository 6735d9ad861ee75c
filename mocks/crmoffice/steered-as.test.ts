import { expect, test } from 'vitest';
import { type Entity, setting } from '../../src/domain/record.ts';
import { TenantError } from '../../src/domain/tenant.ts';
import { NoSuchValue } from '../../src/domain/wire.ts';
import { createClock } from './clock.ts';
import { steered, steeredAs } from './steered.ts';
import { createTenant } from './tenant.ts';
import { typeOf } from './test-types.ts';

const DEALS = typeOf('deals', {
  price: { is: 'decimal' },
  'price.tax': { is: 'float' },
  tags: { is: 'list' },
  closed: { is: 'boolean' },
});

async function listed(records: AsyncIterable<Entity>): Promise<Entity[]> {
  const all: Entity[] = [];
  for await (const record of records) all.push(record);
  return all;
}

async function refusal(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(
    () => 'done',
    (error: unknown) => (error instanceof TenantError ? [error.operation, error.status] : error),
  );
}

test('what goes in and comes out is text, what is kept is JSON', async () => {
  const mock = createTenant({ tokens: {}, clock: createClock(), type: DEALS });
  const tenant = steeredAs(DEALS, mock);
  const { company: created, etag } = await tenant.create({
    price: { '': '1.50', tax: '0.25' },
    tags: '["a"]',
  });
  const { id, modifiedAt } = created;
  expect(created).toEqual({
    id,
    price: { '': '1.50', tax: '0.25' },
    tags: '["a"]',
    closed: null,
    modifiedAt,
  });
  expect(mock.store.get(id)?.company).toMatchObject({ price: { '': '1.50', tax: 0.25 }, tags: ['a'] });
  const patched = await tenant.patch(id, setting('closed', 'true'), { ifMatch: etag ?? '' });
  expect(patched.company).toMatchObject({ tags: '["a"]', closed: 'true' });
  expect(await tenant.get(id)).toEqual(patched);
  expect(await listed(tenant.list())).toEqual([patched.company]);
  expect(await listed(tenant.list({ modifiedSince: '2026-02-01T00:00:00Z' }))).toEqual([]);
  expect(await refusal(tenant.patch(id, { tags: null }, { ifMatch: etag ?? '' }))).toEqual([
    `PATCH /deals/${id}`,
    412,
  ]);
  await tenant.remove(id);
  expect(await refusal(tenant.remove(id))).toEqual([`DELETE /deals/${id}`, 404]);
  expect(await tenant.get(id)).toBeNull();
});

test('a text that the leaf cannot hold is refused before anything is asked, one of a wrong form by the tenant', async () => {
  const mock = createTenant({ tokens: {}, clock: createClock(), type: DEALS });
  const tenant = steeredAs(DEALS, mock);
  expect(await refusal(tenant.create({ closed: 'perhaps' }))).toBeInstanceOf(NoSuchValue);
  expect(await refusal(tenant.create({ color: 'red' }))).toBeInstanceOf(NoSuchValue);
  expect(mock.log.last()).toBe(0);
  expect(await refusal(tenant.create({ price: { '': '1,50' } }))).toEqual(['POST /deals', 422]);
  expect(mock.log.since()).toMatchObject([{ method: 'POST', status: 422 }]);
});

test('companies are what they are to the port of companies', async () => {
  const type = {
    name: 'Crmoffice Companies',
    collection: 'companies',
    leaves: new Map(),
    contradictory: new Set<string>(),
    isCompany: true,
  };
  const [mock, other] = [
    createTenant({ tokens: {}, clock: createClock(), type }),
    createTenant({ tokens: {}, clock: createClock() }),
  ];
  const [as, plain] = [steeredAs(type, mock), steered(other)];
  for (const tenant of [as, plain]) {
    await tenant.create({ name: 'A', postAddress: { country: 'NO' } });
    await tenant.patch('0001001', { postAddress: null, visitAddress: { country: 'SE' } });
  }
  expect(await as.get('0001001')).toEqual(await plain.get('0001001'));
  expect(mock.log.since()).toEqual(other.log.since());
});
