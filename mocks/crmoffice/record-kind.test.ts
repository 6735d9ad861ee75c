import { describe, expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { Refusal } from './problem.ts';
import { createTenant } from './tenant.ts';
import { call, problemOf } from './test-client.ts';
import { serveTwo, typeOf } from './test-types.ts';

const TYPES = {
  first: typeOf('deals', {
    title: { is: 'string' },
    amount: { is: 'integer' },
    tags: { is: 'list' },
    'owner.since': { is: 'date', format: '%Y-%m-%d' },
    'owner.name': { is: 'string' },
    owner: { is: 'string' },
  }),
  second: typeOf('contacts', { title: { is: 'string' } }),
};

function deals() {
  return createTenant({ tokens: {}, clock: createClock(), type: TYPES.first });
}

describe('a record of any type', () => {
  test('the id, all leaves and the time, in this order; what is not given is null, and no object is', () => {
    const tenant = deals();
    const { id } = tenant.controls.create({ title: 'a', owner: null });
    expect(tenant.store.get(id)?.json).toBe(
      '{"id":"0001001","title":"a","amount":null,"tags":null,' +
        '"owner":{"since":null,"name":null,"":null},"modifiedAt":"2026-01-05T08:00:00.000Z"}',
    );
  });

  test('what was written cannot be changed by who wrote it, nor by who reads it', () => {
    const tenant = deals();
    const tags = ['a', { of: ['b'] }];
    const { id } = tenant.controls.create({ tags });
    tags.push('c');
    const held = tenant.store.get(id)?.company ?? {};
    expect(held).toMatchObject({ tags: ['a', { of: ['b'] }] });
    expect(() => Object.assign(Object(held)['tags'][1].of, ['x'])).toThrow(TypeError);
    expect(() => Object.assign(Object(held)['owner'], { name: 'x' })).toThrow(TypeError);
    tenant.controls.edit(id, { title: 'b' });
    expect(tenant.log.since().map(({ before }) => before)).toEqual([null, held]);
  });

  test('names that any object has are properties like others, or unknown ones', () => {
    const leaves = { constructor: { is: 'string' }, 'valueOf.toString': { is: 'integer' } } as const;
    const tenant = createTenant({ tokens: {}, clock: createClock(), type: typeOf('odd', leaves) });
    const { id } = tenant.controls.create({});
    expect(tenant.store.get(id)?.json).toContain('"constructor":null,"valueOf":{"toString":null}');
    expect(tenant.controls.edit(id, { valueOf: { toString: 1 } })).toMatchObject({
      valueOf: { toString: 1 },
    });
    expect(() => tenant.controls.edit(id, { hasOwnProperty: 1 })).toThrow(Refusal);
    expect(() => tenant.controls.edit(id, JSON.parse('{"__proto__":{}}'))).toThrow(Refusal);
  });

  test('its own id and time may be repeated, and not changed', async () => {
    const { served, first } = await serveTwo(TYPES);
    const { id, modifiedAt } = first.controls.create({});
    const path = `/deals/${id}`;
    const statusOf = async (body: object) => (await call(served, 'PATCH', path, { body })).status;
    expect(await statusOf({ id: 'x' })).toBe(422);
    expect(await statusOf({ modifiedAt: '2026-01-05T09:00:00.000Z' })).toBe(422);
    expect(await statusOf({ id, modifiedAt, title: 'b' })).toBe(200);
    expect(first.store.get(id)?.company).toMatchObject({ title: 'b' });
  });
});

describe('what is wrong is said', () => {
  test('each property that is, by its path and as one of a record', async () => {
    const { served, first } = await serveTwo(TYPES);
    const body = { amount: '1', owner: { '': 7, since: '05.01.2026', age: 1 }, color: null };
    const problem = problemOf(await call(served, 'POST', '/deals', { body }));
    expect(problem.status).toBe(422);
    const wrong = Object.fromEntries((problem.errors ?? []).map(({ path, message }) => [path, message]));
    expect(wrong).toEqual({
      amount: 'has the wrong type: Invalid input: expected integer',
      owner: 'has the wrong type: Invalid input: expected string',
      'owner.since': 'has the wrong type: Invalid input: expected a date of the form %Y-%m-%d',
      'owner.age': 'is not a property of a record',
      color: 'is not a property of a record',
    });
    expect(first.store.size()).toBe(0);
    expect(first.log.since()).toMatchObject([{ method: 'POST', status: 422, id: null }]);
  });

  test('an object in the place of a leaf, and a leaf in that of an object', async () => {
    const { served } = await serveTwo(TYPES);
    const pathsOf = async (body: object) =>
      (problemOf(await call(served, 'POST', '/deals', { body })).errors ?? []).map(({ path }) => path);
    expect(await pathsOf({ title: {} })).toEqual(['title']);
    expect(await pathsOf({ owner: 'Kari' })).toEqual(['owner']);
    expect(await pathsOf({ owner: [] })).toEqual(['owner']);
  });

  test('there is no such record; the tag is stale', async () => {
    const { served, first } = await serveTwo(TYPES);
    const { id } = first.controls.create({});
    expect(problemOf(await call(served, 'GET', '/contacts/0001001')).detail).toBe(
      'there is no record with id "0001001"',
    );
    const stale = await call(served, 'DELETE', `/deals/${id}`, { headers: { 'if-match': '"9"' } });
    expect(problemOf(stale).detail).toBe('If-Match is stale: the record is now "1"; read it again');
  });
});
