import { expect, test } from 'vitest';
import { request } from 'undici';
import { createClock } from './clock.ts';
import { inProcess } from './in-process.ts';
import { startCollections } from './server.ts';
import { createTenant } from './tenant.ts';
import { call, ENGINE_TOKEN, HARNESS_TOKEN, problemOf } from './test-client.ts';
import { serveTwo, typeOf } from './test-types.ts';

const TYPES = {
  first: typeOf('deals', { title: { is: 'string' } }),
  second: typeOf('contact-persons', { title: { is: 'string' }, age: { is: 'integer' } }),
};

test('each path leads to its collection, and what leads nowhere is 401 or 404', async () => {
  const { served, first, second } = await serveTwo(TYPES);
  const created = await call(served, 'POST', '/contact-persons', { body: { age: 7 } });
  expect(created.headers.get('location')).toBe('/contact-persons/0001001');
  expect([first.store.size(), second.store.size()]).toEqual([0, 1]);
  const statusOf = async (method: string, path: string, token?: string | null) =>
    (await call(served, method, path, token === undefined ? {} : { token })).status;
  expect(await statusOf('GET', '/deals/0001001')).toBe(404);
  expect(await statusOf('GET', '/contact-persons/0001001')).toBe(200);
  expect(await statusOf('GET', '/contact-persons/0001001', null)).toBe(401);
  expect(await statusOf('GET', '/contact-persons?limit=0')).toBe(400);
  expect(await statusOf('PUT', '/contact-persons')).toBe(405);
  for (const path of [
    '/companies',
    '/',
    '/deals/',
    '/deals/1/2',
    '/contact-persons/',
    '/contact',
    '/Deals',
  ]) {
    expect(await statusOf('GET', path), path).toBe(404);
    expect(await statusOf('GET', path, null), path).toBe(401);
  }
  expect(problemOf(await call(served, 'GET', '/companies')).detail).toBe('there is nothing at /companies');
  expect([first.engineRequests(), second.engineRequests()]).toEqual([1, 3]);
});

test('without a socket the same is answered', async () => {
  const given = { tokens: { engine: ENGINE_TOKEN, harness: HARNESS_TOKEN }, clock: createClock() };
  const collections = Object.values(TYPES).map((type) => createTenant({ ...given, type }));
  const { served, second } = await serveTwo(TYPES);
  second.controls.create({ age: 7 });
  collections[1]?.controls.create({ age: 7 });
  // Of undici's dispatcher a client uses no more than this.
  const { dispatch } = inProcess(...collections);
  const asked = async (path: string) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      let status = 0;
      let text = '';
      dispatch(
        {
          method: 'GET',
          path,
          origin: 'http://a.invalid',
          headers: { authorization: `Bearer ${ENGINE_TOKEN}` },
        },
        {
          onResponseStart: (_, code) => (status = code),
          onResponseData: (_, chunk) => (text += chunk.toString()),
          onResponseEnd: () => resolve({ status, text }),
          onResponseError: (_, error) => reject(error),
        },
      );
    });
  for (const path of ['/contact-persons', '/contact-persons/0001001', '/deals?limit=1', '/deals/1', '/x']) {
    const { statusCode, body } = await request(served.url + path, {
      headers: { authorization: `Bearer ${ENGINE_TOKEN}` },
    });
    expect(await asked(path), path).toEqual({ status: statusCode, text: await body.text() });
  }
});

test('the company of the contract is one of the collections as it is alone', async () => {
  const company = {
    name: 'Crmoffice Companies',
    collection: 'companies',
    leaves: new Map(),
    contradictory: new Set<string>(),
    isCompany: true,
  };
  const { served, first } = await serveTwo({ first: company, second: TYPES.second });
  const { id } = first.controls.create({ postAddress: { country: 'NO' } });
  expect(first.store.get(id)?.company).toMatchObject({ orgNr: null, visitAddress: null });
  const problem = problemOf(await call(served, 'POST', '/companies', { body: { color: 1 } }));
  expect(problem.errors).toEqual([{ path: 'color', message: 'is not a property of a company' }]);
});

test('no collection, or two of one name, make no tenant', async () => {
  const one = () => createTenant({ tokens: {}, clock: createClock(), type: TYPES.first });
  await expect(startCollections({ name: 'A', collections: [] })).rejects.toThrow(/one collection at least/);
  await expect(startCollections({ name: 'A', collections: [one(), one()] })).rejects.toThrow(/deals, deals/);
  expect(() => inProcess(one(), one())).toThrow(RangeError);
});

test('pages of a collection: a cursor goes on where the page before ended, modifiedSince is inclusive', async () => {
  const { served, first, second } = await serveTwo(TYPES);
  for (const title of ['a', 'b', 'c']) {
    second.controls.create({ title });
    first.controls.create({ title: `not ${title}` });
  }
  const pageOf = async (query: string): Promise<{ titles: string[]; next: string | null }> => {
    const { text } = await call(served, 'GET', `/contact-persons?${query}`);
    const page: { items: { title: string }[]; next: string | null } = JSON.parse(text);
    return { titles: page.items.map(({ title }) => title), next: page.next };
  };
  const begin = await pageOf('limit=2');
  expect(begin.titles).toEqual(['a', 'b']);
  expect(await pageOf(`limit=2&cursor=${begin.next}`)).toEqual({ titles: ['c'], next: null });
  const { modifiedAt } = second.controls.edit('0001001', { age: 1 });
  expect((await pageOf(`modifiedSince=${modifiedAt}`)).titles).toEqual(['a']);
});
