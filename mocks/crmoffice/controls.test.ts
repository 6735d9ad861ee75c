import { describe, expect, test } from 'vitest';
import { Refusal } from './problem.ts';
import type { ArrivingPatch } from './state.ts';
import { call, companyOf, HARNESS_TOKEN, serve } from './test-client.ts';
import { isAccepted } from './write-log.ts';

const at = (milliseconds: number): string => new Date(Date.UTC(2026, 0, 5, 8) + milliseconds).toISOString();

describe('the log', () => {
  test('holds every write in order: who, what, how it ended, the record before and after', async () => {
    const tenant = await serve();
    const created = companyOf(await call(tenant, 'POST', '/companies', { body: { name: 'A' } }));
    const path = `/companies/${created.id}`;
    const headers = { 'if-match': '"stale"' };
    await call(tenant, 'PATCH', path, { token: HARNESS_TOKEN, body: { name: 'B' } });
    await call(tenant, 'PATCH', path, { body: { name: 'C' }, headers });
    await call(tenant, 'PATCH', path, { body: { fax: '1' } });
    await call(tenant, 'POST', '/companies', { body: '{' });
    await call(tenant, 'DELETE', path);
    await call(tenant, 'DELETE', path);

    const patched = { ...created, name: 'B', modifiedAt: at(1) };
    const { id } = created;
    expect(tenant.log.since()).toEqual([
      {
        seq: 1,
        actor: 'engine',
        method: 'POST',
        id,
        status: 201,
        ifMatch: null,
        at: at(0),
        before: null,
        after: created,
      },
      {
        seq: 2,
        actor: 'harness',
        method: 'PATCH',
        id,
        status: 200,
        ifMatch: null,
        at: at(1),
        before: created,
        after: patched,
      },
      {
        seq: 3,
        actor: 'engine',
        method: 'PATCH',
        id,
        status: 412,
        ifMatch: '"stale"',
        at: at(1),
        before: patched,
        after: patched,
      },
      {
        seq: 4,
        actor: 'engine',
        method: 'PATCH',
        id,
        status: 422,
        ifMatch: null,
        at: at(1),
        before: patched,
        after: patched,
      },
      {
        seq: 5,
        actor: 'engine',
        method: 'POST',
        id: null,
        status: 400,
        ifMatch: null,
        at: at(1),
        before: null,
        after: null,
      },
      {
        seq: 6,
        actor: 'engine',
        method: 'DELETE',
        id,
        status: 204,
        ifMatch: null,
        at: at(2),
        before: patched,
        after: null,
      },
      {
        seq: 7,
        actor: 'engine',
        method: 'DELETE',
        id,
        status: 404,
        ifMatch: null,
        at: at(2),
        before: null,
        after: null,
      },
    ]);
    expect(
      tenant.log
        .since()
        .filter(isAccepted)
        .map(({ seq }) => seq),
    ).toEqual([1, 2, 6]);
    expect(tenant.log.since(5).map(({ seq }) => seq)).toEqual([6, 7]);
    expect(tenant.log.last()).toBe(7);
  });

  test('reading is no write, and neither is what reaches no route', async () => {
    const tenant = await serve();
    await call(tenant, 'GET', '/companies');
    await call(tenant, 'PUT', '/companies', { body: {} });
    await call(tenant, 'POST', '/elsewhere', { body: {} });
    expect(tenant.log.since()).toEqual([]);
  });
});

describe('writes without a request', () => {
  test('are logged as the harness, and are there for every reader', async () => {
    const tenant = await serve();
    const { id } = tenant.controls.create({ name: 'A' });
    tenant.controls.edit(id, { postAddress: { country: 'NO' } });
    expect(companyOf(await call(tenant, 'GET', `/companies/${id}`)).postAddress?.country).toBe('NO');
    tenant.controls.remove(id);
    expect(tenant.log.since().map(({ actor, method, status }) => [actor, method, status])).toEqual([
      ['harness', 'POST', 201],
      ['harness', 'PATCH', 200],
      ['harness', 'DELETE', 204],
    ]);
  });

  test('throw where there is no such company, and change nothing', async () => {
    const tenant = await serve();
    expect(() => tenant.controls.edit('1', {})).toThrow('there is no company with id "1"');
    expect(() => tenant.controls.remove('1')).toThrow(Refusal);
  });
});

describe('beforePatch', () => {
  test('an edit of the same record, made as the PATCH arrives, is there first and makes If-Match stale', async () => {
    const tenant = await serve();
    const { id } = tenant.controls.create({ name: 'A', phone: '1' });
    const etag = tenant.store.get(id)?.etag ?? '';
    const arrived: ArrivingPatch[] = [];
    tenant.controls.beforePatch((patch) => {
      arrived.push(patch);
      tenant.controls.beforePatch(null);
      tenant.controls.edit(id, { name: 'edited' });
    });
    const stale = await call(tenant, 'PATCH', `/companies/${id}`, {
      body: { phone: '2' },
      headers: { 'if-match': etag },
    });
    expect(stale.status).toBe(412);
    expect(arrived).toEqual([{ actor: 'engine', id, ifMatch: '"1"', seq: 1 }]);
    expect(tenant.store.get(id)?.company).toMatchObject({ name: 'edited', phone: '1' });
    expect(tenant.log.since(1).map(({ actor, status }) => [actor, status])).toEqual([
      ['harness', 200],
      ['engine', 412],
    ]);
    const again = await call(tenant, 'PATCH', `/companies/${id}`, { body: { phone: '2' } });
    expect(companyOf(again)).toMatchObject({ name: 'edited', phone: '2' });
    expect(arrived).toHaveLength(1);
  });

  test('without If-Match the PATCH goes on from the edit; an edit of another record leaves If-Match fresh', async () => {
    const tenant = await serve();
    const { id } = tenant.controls.create({ name: 'A' });
    const other = tenant.controls.create({ name: 'B' });
    tenant.controls.beforePatch(() => tenant.controls.edit(id, { name: 'edited', phone: '1' }));
    const blind = await call(tenant, 'PATCH', `/companies/${id}`, { body: { phone: '2' } });
    expect(companyOf(blind)).toMatchObject({ name: 'edited', phone: '2' });
    const etag = tenant.store.get(other.id)?.etag ?? '';
    const fresh = await call(tenant, 'PATCH', `/companies/${other.id}`, {
      body: { phone: '2' },
      headers: { 'if-match': etag },
    });
    expect(fresh.status).toBe(200);
  });

  test('is not called for what is not authorised, malformed or refused on purpose', async () => {
    const tenant = await serve();
    const { id } = tenant.controls.create({});
    let calls = 0;
    tenant.controls.beforePatch(() => (calls += 1));
    tenant.controls.faults.arm([{ name: 'server-error', status: 503, when: { requests: [2] } }], 1);
    await call(tenant, 'PATCH', `/companies/${id}`, { token: null, body: {} });
    await call(tenant, 'PATCH', `/companies/${id}`, { body: { fax: '1' } });
    await call(tenant, 'PATCH', `/companies/${id}`, { body: {} });
    await call(tenant, 'POST', '/companies', { body: {} });
    expect(calls).toBe(0);
    await call(tenant, 'PATCH', `/companies/${id}`, { body: {} });
    expect(calls).toBe(1);
  });
});
