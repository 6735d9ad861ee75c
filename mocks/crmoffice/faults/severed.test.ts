import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { Fault } from '../../../src/domain/fault.ts';
import { call, HARNESS_TOKEN, serve } from '../test-client.ts';
import { exchange, onSocket, timeByHand } from './test-http.ts';

async function armed(fault: Fault) {
  const timing = timeByHand();
  const tenant = await serve({ timing });
  const { id } = tenant.controls.create({ name: 'before' });
  tenant.controls.faults.arm([fault], 1);
  const patch = () => exchange(tenant, 'PATCH', `/companies/${id}`, { body: { name: 'after' } });
  const nothingDone = () => {
    const held = tenant.store.get(id)?.company;
    expect(held?.name).toBe('before');
    expect(tenant.log.since(1), 'a write that came to nothing').toMatchObject([
      { actor: 'engine', method: 'PATCH', status: 0, before: held, after: held },
    ]);
  };
  return { tenant, timing, patch, nothingDone };
}

test('reset-before-body: a reset instead of an answer, nothing is done', async () => {
  const { tenant, patch, nothingDone } = await armed({ name: 'reset-before-body' });
  expect(await patch()).toMatchObject({ status: null, error: 'ECONNRESET' });
  nothingDone();
  expect(await onSocket(tenant, 'GET', '/companies')).toEqual({ pieces: [], end: 'ECONNRESET' });
});

test('empty-response: an end in good order instead of an answer, nothing is done', async () => {
  const { tenant, patch, nothingDone } = await armed({ name: 'empty-response' });
  expect(await patch()).toMatchObject({ status: null, error: 'ECONNRESET' });
  nothingDone();
  expect(await onSocket(tenant, 'GET', '/companies')).toEqual({ pieces: [], end: 'in good order' });
});

test('garbage: bytes that are no HTTP, the same for the same seed, and nothing is done', async () => {
  const { tenant, patch, nothingDone } = await armed({ name: 'garbage' });
  expect(await patch()).toMatchObject({ status: null, error: 'HPE_INVALID_CONSTANT' });
  nothingDone();
  const read = async (seed: number) => {
    tenant.controls.faults.arm([{ name: 'garbage' }], seed);
    const { pieces, end } = await onSocket(tenant, 'GET', '/companies');
    expect(end).toBe('in good order');
    return Buffer.concat(pieces).toString('hex');
  };
  const first = await read(1);
  expect(first).toHaveLength(128);
  expect(await read(1)).toBe(first);
  expect(await read(2)).not.toBe(first);
});

test('no-answer: nothing for as long as it says, then a reset, and nothing is done', async () => {
  const { timing, patch, nothingDone } = await armed({ name: 'no-answer', ms: 30_000 });
  const answer = patch();
  const { ms, run } = await timing.nextWait();
  expect(ms).toBe(30_000);
  nothingDone();
  run();
  expect(await answer).toMatchObject({ status: null, error: 'ECONNRESET' });
  expect(timing.waiting()).toBe(0);
});

test('no-answer: a client that hangs up first leaves nothing behind', async () => {
  const { tenant, timing } = await armed({ name: 'no-answer', ms: 30_000 });
  const socket = connect(Number(new URL(tenant.url).port), '127.0.0.1');
  socket.write('GET /companies HTTP/1.1\r\nhost: x\r\nauthorization: Bearer engine-token\r\n\r\n');
  await timing.nextWait();
  socket.destroy();
  await expect.poll(() => timing.waiting()).toBe(0);
});

test('connection-refused: nothing listens for as long as it says, then the same address answers', async () => {
  const { tenant, timing, patch, nothingDone } = await armed({
    name: 'connection-refused',
    ms: 2000,
    when: { count: 1 },
  });
  const idle = connect(Number(new URL(tenant.url).port), '127.0.0.1');
  await once(idle, 'connect');
  const ended = once(
    idle.resume().on('error', () => {}),
    'close',
  );
  expect(await patch()).toMatchObject({ status: null, error: 'ECONNRESET' });
  await ended;
  nothingDone();
  for (const attempt of [1, 2, 3]) {
    expect(await patch(), `attempt ${attempt}`).toMatchObject({ status: null, error: 'ECONNREFUSED' });
  }
  expect(tenant.log.last(), 'who is not let in asks for nothing').toBe(2);
  const { ms, run } = await timing.nextWait();
  expect(ms).toBe(2000);
  run();
  expect((await patch()).status).toBe(200);
});

test('connection-refused: disarmed it listens at once, and a client with a pool of connections goes on', async () => {
  const { tenant, patch } = await armed({ name: 'connection-refused', ms: 600_000 });
  tenant.controls.faults.disarm();
  const list = async () => (await call(tenant, 'GET', '/companies', { token: HARNESS_TOKEN })).status;
  for (let round = 0; round < 5; round++) {
    expect(await list()).toBe(200);
    tenant.controls.faults.arm([{ name: 'connection-refused', ms: 600_000 }], round);
    expect((await patch()).error).toBe('ECONNRESET');
    expect((await patch()).error).toBe('ECONNREFUSED');
    tenant.controls.faults.disarm();
  }
  expect(await list()).toBe(200);
});

test('connection-refused: closed meanwhile, it never listens again', async () => {
  const { tenant, timing, patch } = await armed({ name: 'connection-refused', ms: 2000 });
  await patch();
  await tenant.close();
  expect(timing.waiting()).toBe(0);
  expect((await patch()).error).toBe('ECONNREFUSED');
});

test('connection-refused: a port that something else took meanwhile is had again once it is free', async () => {
  const { tenant, timing, patch } = await armed({ name: 'connection-refused', ms: 2000, when: { count: 1 } });
  await patch();
  const thief = createServer((socket) => socket.destroy());
  thief.listen(Number(new URL(tenant.url).port), '127.0.0.1');
  await once(thief, 'listening');
  (await timing.nextWait()).run();
  expect((await patch()).status).toBeNull();
  thief.close();
  await once(thief, 'close');
  await expect.poll(async () => (await patch()).status).toBe(200);
});
