import { describe, expect, test } from 'vitest';
import { call, errorIn, etagOf, listedKeys, recordIn, standin, type TestStandin } from './test-client.ts';

const FULL = {
  organisation: { number: '310000000' },
  title: 'Å & Sønner\r\n',
  telephone: ' 0150 ',
  mail: 'a@b.example',
  web: '',
  addresses: {
    postal: { countryCode: 'NO', zip: '0150', city: 'OSLO', lines: 'Storgata 1\nA\u030a' },
    visiting: null,
  },
  labels: ['vip', 'vip', ''],
};
const EMPTY = {
  organisation: { number: null },
  title: null,
  telephone: null,
  mail: null,
  web: null,
  addresses: { postal: null, visiting: null },
  labels: [],
};
const PATH = '/organisations/ORG-000001';

async function withOne(): Promise<{ at: TestStandin; etag: string }> {
  const at = await standin();
  return { at, etag: etagOf(await call(at, 'POST', '/organisations', { body: FULL })) };
}

function put(at: TestStandin, body: unknown, ifMatch: string | null) {
  return call(at, 'PUT', PATH, { body, headers: ifMatch === null ? {} : { 'if-match': ifMatch } });
}

describe('POST and GET', () => {
  test('201 with the record verbatim, its place and a strong ETag; a GET answers the same', async () => {
    const at = await standin();
    const made = await call(at, 'POST', '/organisations', { body: { ...FULL, key: 'mine', meta: 17 } });
    expect(made.status).toBe(201);
    expect(recordIn(made)).toEqual({
      key: 'ORG-000001',
      ...FULL,
      meta: { updated: '2026-01-05T08:00:00.000Z', updatedBy: 'engine' },
    });
    expect(made.headers.get('location')).toBe('/api/v2/organisations/ORG-000001');
    expect(etagOf(made)).toMatch(/^"r1:[A-Za-z0-9+/]+=*"$/);
    const read = await call(at, 'GET', PATH);
    expect([read.status, read.text, etagOf(read)]).toEqual([200, made.text, etagOf(made)]);
    expect(read.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  test('what is left out is null; an address that is begun has all of its leaves', async () => {
    const at = await standin();
    const made = recordIn(
      await call(at, 'POST', '/organisations', { body: { addresses: { visiting: { zip: '1' } } } }),
    );
    expect(made).toMatchObject({
      ...EMPTY,
      addresses: { postal: null, visiting: { countryCode: null, zip: '1', city: null, lines: null } },
    });
  });

  test('a key is never given out twice', async () => {
    const { at } = await withOne();
    await call(at, 'DELETE', PATH);
    expect(recordIn(await call(at, 'POST', '/organisations', { body: {} })).key).toBe('ORG-000002');
  });
});

describe('PUT', () => {
  test('takes the whole record: what is left out is cleared, the time and the actor are the tenant’s', async () => {
    const { at, etag } = await withOne();
    at.pass(5);
    const answer = await put(at, { title: 'B', key: 'ORG-000001', meta: { updatedBy: 'me' } }, etag);
    expect(answer.status).toBe(200);
    expect(recordIn(answer)).toEqual({
      ...EMPTY,
      key: 'ORG-000001',
      title: 'B',
      meta: { updated: '2026-01-05T08:00:00.005Z', updatedBy: 'engine' },
    });
    expect((await call(at, 'GET', PATH)).text).toBe(answer.text);
  });

  test('what was read may be sent back as it is: a new version, later by a millisecond at least', async () => {
    const { at, etag } = await withOne();
    const answer = await put(at, recordIn(await call(at, 'GET', PATH)), etag);
    expect(recordIn(answer)).toMatchObject({ ...FULL, meta: { updated: '2026-01-05T08:00:00.001Z' } });
    expect(etagOf(answer)).not.toBe(etag);
  });

  test('without If-Match 428, with a stale or a weak one 412; * matches', async () => {
    const { at, etag } = await withOne();
    expect((await put(at, EMPTY, null)).status).toBe(428);
    expect((await put(at, EMPTY, `W/${etag}`)).status).toBe(412);
    expect((await put(at, FULL, `"other", ${etag}`)).status).toBe(200);
    const before = (await call(at, 'GET', PATH)).text;
    const stale = await put(at, EMPTY, etag);
    expect([stale.status, errorIn(stale).code]).toEqual([412, 'precondition_failed']);
    expect((await call(at, 'GET', PATH)).text).toBe(before);
    expect((await put(at, EMPTY, '*')).status).toBe(200);
  });

  test.each([
    ['an unknown field', { ...FULL, phone: '1' }, 'phone'],
    ['an unknown leaf', { ...FULL, addresses: { postal: { postCode: '1' } } }, 'postCode'],
    ['a wrong type', { ...FULL, addresses: { postal: { zip: 150 } } }, 'addresses.postal.zip'],
    ['labels that are null', { ...FULL, labels: null }, 'labels'],
    ['the key of another record', { ...FULL, key: 'ORG-000002' }, 'key'],
    ['no object', [], 'the body'],
  ])('%s: 422 that names it, and nothing changes', async (_, body, named) => {
    const { at, etag } = await withOne();
    const answer = await put(at, body, etag);
    expect([answer.status, errorIn(answer).code]).toEqual([422, 'invalid_record']);
    expect(errorIn(answer).message).toContain(named);
    expect(etagOf(await call(at, 'GET', PATH))).toBe(etag);
  });
});

describe('DELETE', () => {
  test('204, then 404 for everything; a stale If-Match is heeded', async () => {
    const { at, etag } = await withOne();
    expect((await call(at, 'DELETE', PATH, { headers: { 'if-match': '"stale"' } })).status).toBe(412);
    const gone = await call(at, 'DELETE', PATH, { headers: { 'if-match': etag } });
    expect([gone.status, gone.text, at.ownLeft()]).toEqual([204, '', []]);
    for (const method of ['GET', 'PUT', 'DELETE']) {
      expect((await call(at, method, PATH, method === 'PUT' ? { body: {} } : {})).status).toBe(404);
    }
    expect(await listedKeys(at)).toEqual([]);
  });
});

describe('what cannot be done', () => {
  test('PATCH of a record, PUT of the list, POST of the tenant: 405 with what can', async () => {
    const { at, etag } = await withOne();
    const answers = [
      await call(at, 'PATCH', PATH, { body: { title: 'C' }, headers: { 'if-match': etag } }),
      await call(at, 'PUT', '/organisations', { body: [] }),
      await call(at, 'POST', '/tenant', { body: {} }),
    ];
    expect(answers.map(({ status, headers }) => [status, headers.get('allow')])).toEqual([
      [405, 'GET, PUT, DELETE'],
      [405, 'GET, POST'],
      [405, 'GET'],
    ]);
    expect(etagOf(await call(at, 'GET', PATH))).toBe(etag);
  });

  test('an unknown path: 404, outside of the base path without a look at the token', async () => {
    const at = await standin();
    for (const path of ['/companies', '/organisations/', '/organisations/a/b', '/organisations/%zz']) {
      const answer = await call(at, 'GET', path);
      expect([path, answer.status, errorIn(answer).code]).toEqual([path, 404, 'not_found']);
    }
    const outside = new URL('/organisations', at.url).href;
    expect((await call(at, 'GET', outside, { token: null })).status).toBe(404);
  });

  test('no JSON: 400; no UTF-8: 400; not said to be JSON: 415; too large: 413', async () => {
    const at = await standin();
    const post = (body: unknown, headers = {}) => call(at, 'POST', '/organisations', { body, headers });
    expect(errorIn(await post('{"title":')).code).toBe('malformed_json');
    expect((await post('{"title":')).status).toBe(400);
    expect((await post('{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(JSON.stringify({ title: 'x'.repeat(1024 * 1024) }))).status).toBe(413);
    const latin = await fetch(`${at.url}/organisations`, {
      method: 'POST',
      headers: { authorization: 'Bearer engine-token', 'content-type': 'application/json' },
      body: Buffer.from('{"title":"Å"}', 'latin1'),
    });
    expect(latin.status).toBe(400);
    expect(at.ownLeft()).toEqual([]);
  });
});

test('the tenant says its name, and that it is for staging', async () => {
  const at = await standin({ name: 'Prøve' });
  expect(JSON.parse((await call(at, 'GET', '/tenant')).text)).toEqual({
    tenant: { name: 'Prøve', environment: 'staging' },
  });
});
