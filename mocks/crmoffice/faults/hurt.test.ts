import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/domain/fault.ts';
import { serve } from '../test-client.ts';
import { exchange, onSocket, timeByHand } from './test-http.ts';

/** Not all of it is ASCII: bytes and characters are told apart. */
const NAME = 'Blåbærsyltetøy og Sønner';

async function armed(fault: Fault) {
  const timing = timeByHand();
  const tenant = await serve({ timing });
  const { id } = tenant.controls.create({ name: 'before' });
  tenant.controls.faults.arm([fault], 1);
  const path = `/companies/${id}`;
  return {
    tenant,
    timing,
    path,
    patch: () => exchange(tenant, 'PATCH', path, { body: { name: NAME } }),
    remove: () => exchange(tenant, 'DELETE', path),
    /** Done as asked, and logged so; gives the body that should have come. */
    done: () => {
      const version = tenant.store.get(id);
      expect(version?.company.name).toBe(NAME);
      expect(tenant.log.since(1)).toMatchObject([{ method: 'PATCH', status: 200, after: version?.company }]);
      return version?.json ?? '';
    },
  };
}

describe('the body alone is hurt: what was asked is done, status and tag are right', () => {
  test.each<[Fault, string, (whole: string) => string]>([
    [{ name: 'empty-body' }, 'application/json', () => ''],
    [{ name: 'truncated-json' }, 'application/json', (whole) => whole.slice(0, whole.length / 2)],
    [
      { name: 'truncated-json', fraction: 0.9 },
      'application/json',
      (whole) => whole.slice(0, whole.length * 0.9),
    ],
    [{ name: 'malformed-json' }, 'application/json', (whole) => `${whole},{"malformed":`],
    [
      { name: 'wrong-content-type' },
      'text/html; charset=utf-8',
      () => '<!doctype html><title>Welcome</title><p>A fault on purpose: this is no JSON.</p>',
    ],
  ])('%j', async (fault, type, hurt) => {
    const { patch, done } = await armed(fault);
    const answer = await patch();
    const whole = done();
    expect(answer).toMatchObject({ status: 200, text: hurt(whole), error: null });
    expect(answer.headers).toMatchObject({
      'content-type': type,
      'content-length': String(Buffer.byteLength(hurt(whole))),
      etag: '"2"',
    });
    expect(() => JSON.parse(answer.text)).toThrow(SyntaxError);
  });

  test.each<Fault>([
    { name: 'empty-body' },
    { name: 'truncated-json' },
    { name: 'malformed-json' },
    { name: 'wrong-content-type' },
  ])('%j: what has no body is not met', async (fault) => {
    const { tenant, remove } = await armed(fault);
    expect(await remove()).toMatchObject({ status: 204, text: '', error: null });
    expect(tenant.controls.faults.met()).toEqual([0]);
  });
});

test('reset-amid-body: the head and half of the body, then a reset; it is done', async () => {
  const { patch, done, tenant, path, timing } = await armed({ name: 'reset-amid-body' });
  const asked = patch();
  (await timing.nextWait()).run();
  const answer = await asked;
  const whole = Buffer.from(done());
  expect(answer).toMatchObject({ status: 200, error: 'ECONNRESET' });
  expect(answer.headers['content-length']).toBe(String(whole.length));
  expect(Buffer.from(answer.text)).toEqual(whole.subarray(0, Math.floor(whole.length / 2)));
  let came = 0;
  const read = onSocket(tenant, 'GET', path, (piece) => (came += piece.length));
  const { run } = await timing.nextWait();
  await expect.poll(() => came).toBeGreaterThan(whole.length / 2);
  run();
  expect((await read).end).toBe('ECONNRESET');
});

test.each([
  [0, 0],
  [7, 7],
  [1_000_000, -1],
])('reset-amid-body: after %j bytes, but never after the last one', async (bytes, kept) => {
  const { patch, done, timing } = await armed({ name: 'reset-amid-body', bytes });
  const asked = patch();
  (await timing.nextWait()).run();
  const answer = await asked;
  expect(answer).toMatchObject({ status: 200, error: 'ECONNRESET' });
  expect(answer.text).toBe(done().slice(0, kept));
});

test('malformed-chunk: behind the head what is no chunk, then the end; it is done', async () => {
  const { patch, done, tenant, path } = await armed({ name: 'malformed-chunk' });
  expect(await patch()).toMatchObject({ status: 200, text: '', error: 'HPE_INVALID_CHUNK_SIZE' });
  done();
  const { pieces, end } = await onSocket(tenant, 'GET', path);
  const [head = '', ...rest] = Buffer.concat(pieces).toString('latin1').split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(head).toMatch(/transfer-encoding: chunked/i);
  expect(rest.join('')).toMatch(/^[\x80-\xff]{64}$/);
  expect(end).toBe('in good order');
});

test('slow-drip: the whole body, in pieces of so many bytes, one each time; it is done', async () => {
  const { patch, done, timing } = await armed({ name: 'slow-drip', bytes: 100, everyMs: 250 });
  const answer = patch();
  const first = await timing.nextWait();
  const whole = done();
  expect(first.ms).toBe(250);
  first.run();
  let waits = 1;
  while (waits < Math.ceil(Buffer.byteLength(whole) / 100) - 1) {
    const next = await timing.nextWait();
    expect(next.ms).toBe(250);
    next.run();
    waits += 1;
  }
  expect(await answer).toMatchObject({ status: 200, text: whole, error: null });
  expect(timing.waiting()).toBe(0);
});

test('slow-drip: each piece is sent before the next is waited for', async () => {
  const { path, tenant, timing } = await armed({ name: 'slow-drip', bytes: 10, everyMs: 250 });
  const read = onSocket(tenant, 'GET', path);
  await timing.nextWait();
  tenant.controls.faults.disarm();
  await tenant.close();
  const { pieces } = await read;
  const [, body = ''] = Buffer.concat(pieces).toString().split('\r\n\r\n');
  expect(body).toBe(tenant.store.get('0001001')?.json);
});

test('slow-close: no length, the body at once, its end only when the connection is closed; it is done', async () => {
  const { patch, done, timing } = await armed({ name: 'slow-close', ms: 4000 });
  let ended = false;
  const answer = patch().finally(() => (ended = true));
  const { ms, run } = await timing.nextWait();
  expect(ms).toBe(4000);
  const whole = done();
  expect(ended).toBe(false);
  run();
  const { status, headers, text, error } = await answer;
  expect({ status, text, error }).toEqual({ status: 200, text: whole, error: null });
  expect(headers).toMatchObject({ connection: 'close' });
  expect(headers).not.toHaveProperty('content-length');
  expect(headers).not.toHaveProperty('transfer-encoding');
});
