import { expect, it } from 'vitest';
import type { Company } from '../../src/domain/company.ts';
import { type Tenant, TenantError } from '../../src/domain/tenant.ts';
import { connectTenant } from '../../src/tenants/connect.ts';
import { fixedToken } from '../../src/tenants/credentials.ts';
import { createClock, createTenant, HARNESS, steered, startTenant } from './index.ts';

const draft = { orgNr: '212345678', name: 'Fjord AS', postAddress: { streetAddress: 'Blåbærveien 3' } };

/** Everything that a harness asks of a tenant. */
async function story(tenant: Tenant) {
  const first = await tenant.create(draft);
  const second = await tenant.create({ ...draft, orgNr: '312345678' });
  const { id } = first.company;
  const patched = await tenant.patch(id, { postAddress: { country: 'NO' } }, { ifMatch: first.etag ?? '' });
  return {
    first,
    second,
    patched,
    held: await tenant.get(id),
    stale: await refusal(tenant.patch(id, { name: 'x' }, { ifMatch: first.etag ?? '' })),
    all: await listed(tenant.list()),
    since: await listed(tenant.list({ modifiedSince: patched.company.modifiedAt })),
    noTime: await refusal(listed(tenant.list({ modifiedSince: 'yesterday' }))),
    removed: await tenant.remove(id),
    twice: await refusal(tenant.remove(id)),
    gone: await tenant.get(id),
    unknown: await refusal(tenant.patch(id, { name: 'x' })),
  };
}

async function listed(companies: AsyncIterable<Company>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of companies) ids.push(id);
  return ids;
}

async function refusal(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(
    () => 'done',
    (error: unknown) => (error instanceof TenantError ? [error.operation, error.status] : error),
  );
}

it('a tenant that is steered does what it does when it is asked, and logs it', async () => {
  const options = { tokens: { [HARNESS]: 'harness-token' }, clock: createClock() };
  const mock = createTenant({ ...options, clock: createClock() });
  const server = await startTenant({ ...options, name: 'A' });
  const asked = connectTenant({ url: server.url, credentials: fixedToken('harness-token') });
  try {
    const [bySteering, byAsking] = [await story(steered(mock)), await story(asked)];
    expect(bySteering).toEqual(byAsking);
    expect(bySteering.stale).toEqual([`PATCH /companies/${bySteering.first.company.id}`, 412]);
    expect(bySteering.noTime).toEqual(['GET /companies', 400]);
    expect(bySteering.since).toEqual([bySteering.first.company.id]);
    expect(mock.log.since()).toEqual(server.log.since());
  } finally {
    await asked.close();
    await server.close();
  }
});
