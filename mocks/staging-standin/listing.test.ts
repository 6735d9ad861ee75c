import { describe, expect, test } from 'vitest';
import {
  call,
  errorIn,
  etagOf,
  listedKeys,
  pageIn,
  recordIn,
  standin,
  type TestStandin,
} from './test-client.ts';

async function create(at: TestStandin, title: string): Promise<string> {
  return recordIn(await call(at, 'POST', '/organisations', { body: { title } })).key;
}

async function edit(at: TestStandin, key: string, title: string): Promise<void> {
  const headers = { 'if-match': etagOf(await call(at, 'GET', `/organisations/${key}`)) };
  const answer = await call(at, 'PUT', `/organisations/${key}`, { body: { title }, headers });
  expect(answer.status).toBe(200);
}

describe('pages', () => {
  test('fifty to a page where nothing is asked for, the last one not full, the one behind it empty', async () => {
    const at = await standin({ foreign: 73 });
    const sizes = [];
    const keys = new Set<string>();
    for (const page of [1, 2, 3]) {
      const answer = pageIn(await call(at, 'GET', `/organisations?page=${page}`));
      expect(answer.page).toBe(page);
      sizes.push(answer.data.records.length);
      for (const { key } of answer.data.records) keys.add(key);
    }
    expect([sizes, keys.size]).toEqual([[50, 23, 0], 73]);
  });

  test('by key, not by time', async () => {
    const at = await standin();
    const keys = [];
    for (const title of ['a', 'b', 'c']) keys.push(await create(at, title));
    at.pass(10);
    await edit(at, 'ORG-000001', 'd');
    expect(await listedKeys(at)).toEqual(['ORG-000001', 'ORG-000002', 'ORG-000003']);
    expect(await listedKeys(at, '?page=2&per_page=2')).toEqual(['ORG-000003']);
    expect(keys).toEqual(['ORG-000001', 'ORG-000002', 'ORG-000003']);
  });

  test('what is listed is what a single GET answers', async () => {
    const at = await standin({ foreign: 8 });
    for (const record of pageIn(await call(at, 'GET', '/organisations')).data.records) {
      expect(record).toEqual(recordIn(await call(at, 'GET', `/organisations/${record.key}`)));
    }
  });

  test.each([
    ['per_page=51', 'per_page'],
    ['per_page=0', 'per_page'],
    ['page=0', 'page'],
    ['page=x', 'page'],
    ['updated_since=yesterday', 'updated_since'],
    ['modifiedSince=2026-01-05T08:00:00Z', 'modifiedSince'],
    ['page=1&page=2', 'page'],
  ])('%s: 400 that names it', async (query, named) => {
    const at = await standin();
    const answer = await call(at, 'GET', `/organisations?${query}`);
    expect([answer.status, errorIn(answer).code]).toEqual([400, 'invalid_query']);
    expect(errorIn(answer).message).toContain(named);
  });
});

test('updated_since is inclusive, to the millisecond, in any offset', async () => {
  const at = await standin();
  for (const title of ['a', 'b', 'c']) {
    await create(at, title);
    at.pass(1);
  }
  const since = (time: string) => listedKeys(at, `?updated_since=${encodeURIComponent(time)}`);
  expect(await since('2026-01-05T08:00:00.001Z')).toEqual(['ORG-000002', 'ORG-000003']);
  expect(await since('2026-01-05T09:00:00.002+01:00')).toEqual(['ORG-000003']);
  expect(await since('2026-01-05T08:00:00.003Z')).toEqual([]);
  expect(await since('2026-01-05T08:00:00Z')).toHaveLength(3);
});

describe('propagation', () => {
  test('a creation, an edit and a deletion are read at once, and listed when the delay is over', async () => {
    const at = await standin({ propagationMs: 3_000 });
    const listed = async () =>
      pageIn(await call(at, 'GET', '/organisations')).data.records.map((record) => record['title']);
    const read = async () => (await call(at, 'GET', '/organisations/ORG-000001')).status;

    const key = await create(at, 'new');
    expect([await read(), await listed()]).toEqual([200, []]);
    at.pass(2_999);
    expect(await listed()).toEqual([]);
    at.pass(1);
    expect(await listed()).toEqual(['new']);

    await edit(at, key, 'edited');
    expect(recordIn(await call(at, 'GET', `/organisations/${key}`))['title']).toBe('edited');
    expect(await listed()).toEqual(['new']);
    at.pass(3_000);
    expect(await listed()).toEqual(['edited']);

    expect((await call(at, 'DELETE', `/organisations/${key}`)).status).toBe(204);
    expect([await read(), await listed(), at.ownLeft()]).toEqual([404, ['edited'], []]);
    at.pass(3_000);
    expect(await listed()).toEqual([]);
  });

  test('each write has a delay of its own, and updated_since looks at what is listed', async () => {
    const at = await standin({ propagationMs: 100 });
    const key = await create(at, 'one');
    at.pass(60);
    await edit(at, key, 'two');
    at.pass(40);
    const titles = async (query: string) =>
      pageIn(await call(at, 'GET', `/organisations${query}`)).data.records.map((record) => record['title']);
    expect(await titles('')).toEqual(['one']);
    expect(await titles('?updated_since=2026-01-05T08:00:00.060Z')).toEqual([]);
    at.pass(60);
    expect(await titles('?updated_since=2026-01-05T08:00:00.060Z')).toEqual(['two']);
  });

  test('a record that is created and removed before it is listed: seen for a while after it is gone', async () => {
    const at = await standin({ propagationMs: 100 });
    const key = await create(at, 'short');
    at.pass(50);
    await call(at, 'DELETE', `/organisations/${key}`);
    expect(await listedKeys(at)).toEqual([]);
    at.pass(50);
    expect(await listedKeys(at)).toEqual([key]);
    at.pass(50);
    expect(await listedKeys(at)).toEqual([]);
  });

  test('foreign records are listed from the beginning', async () => {
    const at = await standin({ propagationMs: 60_000, foreign: 3 });
    expect(await listedKeys(at)).toHaveLength(3);
  });
});
