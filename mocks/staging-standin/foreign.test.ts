import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkDigit } from './foreign.ts';
import { call, etagOf, pageIn, recordIn, standin, type TestStandin } from './test-client.ts';

const everything = async (at: TestStandin) => pageIn(await call(at, 'GET', '/organisations')).data.records;

async function first(at: TestStandin) {
  const record = (await everything(at))[0];
  if (record === undefined) throw new Error('no foreign record');
  const path = `/organisations/${record.key}`;
  return { record, path, etag: etagOf(await call(at, 'GET', path)) };
}

describe('the digest of the foreign records', () => {
  test('is SHA-256 over what is answered of them, each on a line, by key', async () => {
    const at = await standin({ foreign: 14 });
    const lines = (await everything(at)).map((record) => `${JSON.stringify(record)}\n`);
    expect(lines).toHaveLength(14);
    expect(at.digest()).toBe(createHash('sha256').update(lines.join('')).digest('hex'));
  });

  test('reads, creations, and own edits and deletions leave it alone', async () => {
    const at = await standin({ foreign: 7 });
    const before = at.digest();
    await everything(at);
    const made = await call(at, 'POST', '/organisations', { body: { title: 'own' } });
    const path = `/organisations/${recordIn(made).key}`;
    const headers = { 'if-match': etagOf(made) };
    expect((await call(at, 'PUT', path, { body: { title: 'x' }, headers })).status).toBe(200);
    expect(at.ownLeft()).toMatchObject([{ title: 'x' }]);
    expect(at.digest()).toBe(before);
    expect((await call(at, 'DELETE', path)).status).toBe(204);
    expect([at.digest(), at.foreignWrites(), at.ownLeft()]).toEqual([before, [], []]);
  });

  test('a write that changes nothing but the time changes it', async () => {
    const at = await standin({ foreign: 7 });
    const before = at.digest();
    const { record, path, etag } = await first(at);
    const answer = await call(at, 'PUT', path, { body: record, headers: { 'if-match': etag } });
    expect(answer.status).toBe(200);
    expect(at.digest()).not.toBe(before);
    expect(at.foreignWrites()).toEqual([
      { method: 'PUT', path: `/api/v2${path}`, actor: 'engine', status: 200, key: record.key },
    ]);
    expect(at.ownLeft()).toEqual([]);
  });

  test('so does a deletion, also before it is seen in listings', async () => {
    const at = await standin({ foreign: 7, propagationMs: 60_000 });
    const before = at.digest();
    const { path } = await first(at);
    expect((await call(at, 'DELETE', path)).status).toBe(204);
    expect(at.digest()).not.toBe(before);
  });

  test('a refused write leaves it alone, and is told all the same, however its path is written', async () => {
    const at = await standin({ foreign: 7 });
    const before = at.digest();
    const { record, path } = await first(at);
    await call(at, 'PUT', path, { body: {} });
    await call(at, 'PATCH', path, { body: {} });
    await call(at, 'DELETE', path.replace('ORG-', '%4FRG%2D'), { headers: { 'if-match': '"stale"' } });
    await call(at, 'DELETE', path, { token: null });
    expect(at.foreignWrites().map(({ method, status, key }) => [method, status, key])).toEqual([
      ['PUT', 428, record.key],
      ['PATCH', 405, record.key],
      ['DELETE', 412, record.key],
      ['DELETE', 401, record.key],
    ]);
    expect(at.digest()).toBe(before);
  });
});

describe('what the foreign records are', () => {
  test('the same for the same seed, others for another', async () => {
    const digests = [];
    for (const seed of [1, 1, 2]) digests.push((await standin({ foreign: 20, seed })).digest());
    expect(digests[0]).toBe(digests[1]);
    expect(digests[2]).not.toBe(digests[0]);
  });

  test('seven have one of each kind', async () => {
    const text = JSON.stringify(await everything(await standin({ foreign: 7 })));
    expect(text).toMatch(/"number":"[23]\d{8}"/);
    expect(text).toContain('"addresses":{"postal":null,"visiting":null}');
    expect(text).toContain('QA test company');
    expect(text).toContain('"labels":["qa","test","delete-me"]');
    expect(text).toContain('A\u030asga\u030ard');
    expect(text).toMatch(/NO [23]\d\d \d{3} \d{3} MVA/);
    expect(text).toContain('"number":null');
    expect(text).toContain('"number":""');
    expect(text).toContain('"zip":"0099"');
  });

  test('no number is a real company’s: of the test range, or with a wrong check digit', async () => {
    const records = [];
    const at = await standin({ foreign: 140 });
    for (const page of [1, 2, 3]) {
      records.push(...pageIn(await call(at, 'GET', `/organisations?page=${page}`)).data.records);
    }
    const numbers = records.flatMap(({ organisation }) => JSON.stringify(organisation).match(/\d{9}/) ?? []);
    expect(numbers.length).toBeGreaterThan(60);
    const inTestRange = numbers.filter((number) => /^[23]/.test(number));
    expect(inTestRange.length).toBeGreaterThanOrEqual(40);
    for (const number of numbers) {
      const issued = checkDigit(number.slice(0, 8)) === Number(number[8]);
      expect([number, issued]).toEqual([number, /^[23]/.test(number)]);
    }
  });

  test('those that are handed in are foreign too', async () => {
    const given = { organisation: { number: '310000000' }, title: 'mine?' };
    const at = await standin({ alsoForeign: [given] });
    const { record, path } = await first(at);
    expect(record).toMatchObject({ ...given, labels: [] });
    const before = at.digest();
    await call(at, 'DELETE', path);
    expect([at.ownLeft(), at.foreignWrites()]).toMatchObject([[], [{ status: 204 }]]);
    expect(at.digest()).not.toBe(before);
  });
});

test.each([
  ['92360901', 6],
  ['99552582', 8],
  ['97476067', 3],
])('the check digit of %s is %i', (eight, digit) => {
  expect(checkDigit(eight)).toBe(digit);
});
