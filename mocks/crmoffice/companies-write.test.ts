import { describe, expect, test } from 'vitest';
import { MAX_BODY } from './schema.ts';
import type { ServedTenant } from './server.ts';
import { call, companyOf, problemOf, serve } from './test-client.ts';

const ADDRESS = { country: 'NO', postCode: '0150', postalArea: 'OSLO', streetAddress: 'Storgata 1' };
const START = '2026-01-05T08:00:00.000Z';

function patch(tenant: ServedTenant, body: unknown, headers: Record<string, string> = {}) {
  return call(tenant, 'PATCH', '/companies/0001001', { body, headers });
}

describe('POST /companies', () => {
  test('201 with the company, its ETag and where it is; what is left out is null', async () => {
    const tenant = await serve();
    const created = await call(tenant, 'POST', '/companies', {
      body: { orgNr: '310000000', postAddress: { postCode: '0150' } },
    });
    expect(created.status).toBe(201);
    expect(companyOf(created)).toEqual({
      id: '0001001',
      orgNr: '310000000',
      name: null,
      phone: null,
      email: null,
      website: null,
      postAddress: { country: null, postCode: '0150', postalArea: null, streetAddress: null },
      visitAddress: null,
      modifiedAt: START,
    });
    expect(created.headers.get('location')).toBe('/companies/0001001');
    const read = await call(tenant, 'GET', '/companies/0001001');
    expect(read.text).toBe(created.text);
    expect(read.headers.get('etag')).toBe(created.headers.get('etag'));
    expect(read.headers.get('etag')).toMatch(/^"[^"]+"$/);
  });

  test.each([
    { id: 'mine', modifiedAt: '1999-01-01T00:00:00Z' },
    { id: 17, modifiedAt: false },
    { id: null, modifiedAt: { at: [] } },
  ])('a given id or modifiedAt is ignored: %j', async (given) => {
    const tenant = await serve();
    const created = companyOf(await call(tenant, 'POST', '/companies', { body: { name: 'A', ...given } }));
    expect(created).toMatchObject({ id: '0001001', name: 'A', modifiedAt: START });
  });

  test('ids are digits with leading zeros, in the order of creation, or as handed in', async () => {
    const tenant = await serve();
    await call(tenant, 'POST', '/companies', { body: {} });
    expect(companyOf(await call(tenant, 'POST', '/companies', { body: {} })).id).toBe('0001002');

    const other = await serve({ ids: (n) => `så/${n}` });
    const created = await call(other, 'POST', '/companies', { body: {} });
    expect(companyOf(created).id).toBe('så/1');
    const location = created.headers.get('location') ?? '';
    expect(companyOf(await call(other, 'GET', location)).id).toBe('så/1');
  });

  test('awkward text comes back verbatim', async () => {
    const tenant = await serve();
    const name = ' æøå NFD: a\u030a \u0000\r\n\t"\\<&>\u2028 \ud83d\ude00 \ud800 lone ';
    const created = await call(tenant, 'POST', '/companies', { body: { name } });
    expect(companyOf(created).name).toBe(name);
    expect(companyOf(await call(tenant, 'GET', '/companies/0001001')).name).toBe(name);
  });
});

describe('PATCH /companies/{id} with a JSON merge patch', () => {
  test('changes the leaves that it names, and only those; 200 with the company and a new ETag', async () => {
    const tenant = await serve();
    const before = tenant.controls.create({
      name: 'A',
      phone: '1',
      postAddress: ADDRESS,
      visitAddress: ADDRESS,
    });
    const first = tenant.store.get('0001001')?.etag;
    const patched = await patch(tenant, { phone: '2', visitAddress: { postCode: '4950' } });
    expect(patched.status).toBe(200);
    expect(companyOf(patched)).toEqual({
      ...before,
      phone: '2',
      visitAddress: { ...ADDRESS, postCode: '4950' },
      modifiedAt: '2026-01-05T08:00:00.001Z',
    });
    expect(patched.headers.get('etag')).toMatch(/^"[^"]+"$/);
    expect(patched.headers.get('etag')).not.toBe(first);
    const read = await call(tenant, 'GET', '/companies/0001001');
    expect(read.text).toBe(patched.text);
    expect(read.headers.get('etag')).toBe(patched.headers.get('etag'));
  });

  test('null for a leaf clears it, null for an address clears all of it', async () => {
    const tenant = await serve();
    tenant.controls.create({ name: 'A', phone: '1', postAddress: ADDRESS, visitAddress: ADDRESS });
    const company = companyOf(
      await patch(tenant, { phone: null, postAddress: null, visitAddress: { country: null } }),
    );
    expect(company.phone).toBeNull();
    expect(company.postAddress).toBeNull();
    expect(company.visitAddress).toEqual({ ...ADDRESS, country: null });
    expect(company.name).toBe('A');
  });

  test('a patch into a null address makes the other leaves null', async () => {
    const tenant = await serve();
    tenant.controls.create({});
    const company = companyOf(await patch(tenant, { postAddress: { postCode: '0001' } }));
    expect(company.postAddress).toEqual({
      country: null,
      postCode: '0001',
      postalArea: null,
      streetAddress: null,
    });
  });

  test('an accepted PATCH moves modifiedAt, also one that changes nothing', async () => {
    const tenant = await serve();
    tenant.controls.create({ name: 'A' });
    const times = [];
    for (const body of [{}, { name: 'A' }, { name: 'A' }])
      times.push(companyOf(await patch(tenant, body)).modifiedAt);
    expect(times).toEqual([1, 2, 3].map((n) => `2026-01-05T08:00:00.00${n}Z`));
  });

  test('an unchanged id and modifiedAt are allowed', async () => {
    const tenant = await serve();
    const { id, modifiedAt } = tenant.controls.create({});
    expect((await patch(tenant, { id, modifiedAt, name: 'B' })).status).toBe(200);
  });

  const refused: [string, unknown, string][] = [
    ['a changed id', { id: '0001002', name: 'B' }, 'id'],
    ['a changed modifiedAt', { modifiedAt: '2030-01-01T00:00:00.000Z', name: 'B' }, 'modifiedAt'],
    ['an id that is no string', { id: 1001 }, 'id'],
    ['an unknown field', { name: 'B', fax: '1' }, 'fax'],
    ['__proto__', '{"__proto__":{"name":"B"}}', '__proto__'],
    ['an unknown leaf of an address', { postAddress: { postBox: '1' } }, 'postAddress.postBox'],
    ['a number for a string', { name: 'B', postAddress: { postCode: 150 } }, 'postAddress.postCode'],
    ['a string for an address', { visitAddress: 'Storgata 1' }, 'visitAddress'],
    ['an array for an address', { visitAddress: [] }, 'visitAddress'],
    ['an array', [], ''],
    ['a string', '"name"', ''],
    ['null', 'null', ''],
  ];
  test.each(refused)('422 for %s, and nothing changes', async (_, body, path) => {
    const tenant = await serve();
    tenant.controls.create({ name: 'A', postAddress: ADDRESS });
    const before = (await call(tenant, 'GET', '/companies/0001001')).text;
    const answer = await patch(tenant, body);
    expect(answer.status).toBe(422);
    expect(problemOf(answer).errors?.map((error) => error.path)).toEqual([path]);
    expect((await call(tenant, 'GET', '/companies/0001001')).text).toBe(before);
  });

  test('one problem names every property that is wrong; POST validates alike', async () => {
    const tenant = await serve();
    const answer = await call(tenant, 'POST', '/companies', {
      body: { name: 1, fax: 'x', postAddress: { zip: '1' } },
    });
    expect(answer.status).toBe(422);
    const paths = problemOf(answer).errors?.map(({ path }) => path) ?? [];
    expect(paths.toSorted()).toEqual(['fax', 'name', 'postAddress.zip']);
    expect(tenant.store.size()).toBe(0);
  });

  test('both media types are taken, with a charset too; another one is 415', async () => {
    const tenant = await serve();
    tenant.controls.create({});
    const typed = (type: string) => patch(tenant, '{"name":"B"}', { 'content-type': type });
    for (const type of [
      'application/merge-patch+json',
      'application/json',
      'Application/JSON; charset="UTF-8"',
    ]) {
      expect((await typed(type)).status, type).toBe(200);
    }
    for (const type of ['text/plain', 'application/json-patch+json', 'application/json; charset=latin1']) {
      const answer = await typed(type);
      expect(problemOf(answer).status, type).toBe(415);
      expect(answer.headers.get('accept-patch')).toBe('application/merge-patch+json, application/json');
    }
    const post = await call(tenant, 'POST', '/companies', {
      body: 'name=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(problemOf(post).status).toBe(415);
  });

  test('400 for what is no JSON or no UTF-8', async () => {
    const tenant = await serve();
    tenant.controls.create({});
    expect(problemOf(await patch(tenant, '{"name":')).status).toBe(400);
    expect(problemOf(await patch(tenant, '')).status).toBe(400);
    expect(problemOf(await patch(tenant, new Uint8Array([0x22, 0xff, 0x22]))).status).toBe(400);
  });

  test('413 for a body over the limit, and the connection still serves', async () => {
    const tenant = await serve();
    tenant.controls.create({});
    const name = 'x'.repeat(MAX_BODY);
    expect(problemOf(await patch(tenant, { name })).status).toBe(413);
    const shorter = 'x'.repeat(MAX_BODY - '{"name":""}'.length);
    expect((await patch(tenant, { name: shorter })).status).toBe(200);
    expect(tenant.log.since(1).map(({ status }) => status)).toEqual([413, 200]);
  });

  test('404 for a company that is not there', async () => {
    const tenant = await serve();
    expect(problemOf(await patch(tenant, {})).status).toBe(404);
    expect(problemOf(await patch(tenant, {}, { 'if-match': '*' })).status).toBe(404);
  });
});

describe('DELETE /companies/{id}', () => {
  test('204, and the company is gone from every answer', async () => {
    const tenant = await serve();
    tenant.controls.create({});
    const answer = await call(tenant, 'DELETE', '/companies/0001001');
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await call(tenant, 'GET', '/companies/0001001')).status).toBe(404);
    expect((await call(tenant, 'DELETE', '/companies/0001001')).status).toBe(404);
    expect((await call(tenant, 'GET', '/companies')).text).toBe('{"items":[],"next":null}');
    const next = await call(tenant, 'POST', '/companies', { body: {} });
    expect(companyOf(next).id, 'an id is never given twice').toBe('0001002');
  });
});

describe('If-Match on PATCH and DELETE', () => {
  test.each(['PATCH', 'DELETE'])('%s: 412 when stale, and nothing changes', async (method) => {
    const tenant = await serve();
    tenant.controls.create({ name: 'A' });
    const stale = tenant.store.get('0001001')?.etag ?? '';
    tenant.controls.edit('0001001', { name: 'B' });
    const body = method === 'PATCH' ? { name: 'C' } : undefined;
    const attempt = (ifMatch: string) =>
      call(tenant, method, '/companies/0001001', { body, headers: { 'if-match': ifMatch } });

    const current = tenant.store.get('0001001')?.etag ?? '';
    for (const ifMatch of [stale, `${stale}, "other"`, `W/${current}`, 'nonsense', '""']) {
      expect(problemOf(await attempt(ifMatch)).status, ifMatch).toBe(412);
    }
    expect(tenant.store.get('0001001')?.company.name).toBe('B');
    expect((await attempt(`${stale}, ${current}`)).status).toBe(method === 'PATCH' ? 200 : 204);
  });

  test.each(['PATCH', 'DELETE'])('%s: * holds for any version', async (method) => {
    const tenant = await serve();
    tenant.controls.create({});
    const body = method === 'PATCH' ? {} : undefined;
    const answer = await call(tenant, method, '/companies/0001001', { body, headers: { 'if-match': '*' } });
    expect(answer.status).toBe(method === 'PATCH' ? 200 : 204);
  });
});
