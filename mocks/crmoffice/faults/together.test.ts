import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/domain/fault.ts';
import { call, serve } from '../test-client.ts';
import { exchange, timeByHand } from './test-http.ts';

describe('several at once', () => {
  test('of those that act instead, the first armed does; only it is met, all are counted', async () => {
    const tenant = await serve();
    const when = { requests: [2, 3] };
    tenant.controls.faults.arm(
      [
        { name: 'server-error', status: 500, when: { requests: [3] } },
        { name: 'too-many-requests', when },
        { name: 'empty-body', when },
      ],
      1,
    );
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) statuses.push((await call(tenant, 'GET', '/companies')).status);
    expect(statuses).toEqual([200, 429, 500, 200]);
    expect(tenant.controls.faults.met()).toEqual([1, 1, 0]);
  });

  test('one that lets a request through leaves it to the next; of those that hurt the answer the first armed does', async () => {
    const tenant = await serve();
    tenant.controls.faults.arm(
      [
        { name: 'quota', requests: 1, perMs: 60_000 },
        { name: 'wrong-content-type' },
        { name: 'malformed-json' },
      ],
      1,
    );
    const first = await exchange(tenant, 'GET', '/companies');
    expect([first.status, first.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await exchange(tenant, 'GET', '/companies')).status).toBe(429);
    expect(tenant.controls.faults.met()).toEqual([1, 1, 0]);
  });

  test('all that hold back do, whatever comes then; lies go together with a hurt answer', async () => {
    const timing = timeByHand();
    const tenant = await serve({ timing });
    tenant.controls.create({ name: 'a' });
    tenant.controls.create({ name: 'b' });
    const fixed = (ms: number): Fault => ({ name: 'latency', delay: { distribution: 'fixed', ms } });
    tenant.controls.faults.arm(
      [
        fixed(20),
        { name: 'list-lag', writes: 1 },
        { name: 'malformed-json' },
        { name: 'duplicate-item' },
        fixed(3),
      ],
      1,
    );
    const answer = exchange(tenant, 'GET', '/companies');
    const { ms, run } = await timing.nextWait();
    expect(ms).toBe(23);
    run();
    const { text } = await answer;
    expect(text.match(/"name":"."/g)).toEqual(['"name":"a"', '"name":"a"']);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(tenant.controls.faults.met()).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('arm and disarm', () => {
  test('what makes no sense is refused, and what was armed before stays in force', async () => {
    const { controls } = await serve();
    controls.faults.arm([{ name: 'empty-body' }], 1);
    const refused = (fault: Fault, message: string) =>
      expect(() => controls.faults.arm([fault], 1), fault.name).toThrow(message);
    refused({ name: 'server-error', status: 404 }, '>=500');
    refused({ name: 'empty-body', when: { count: 0 } }, '>=1');
    refused({ name: 'empty-body', when: { window: { fromMs: 2, toMs: 2 } } }, 'a window ends later');
    refused(
      { name: 'list-lag', writes: 1, on: { method: 'PATCH' } },
      'list-lag meets no request of the kind',
    );
    refused({ name: 'reset-before-body', on: { method: 'DELETE', route: 'list' } }, 'meets no request');
    expect(controls.faults.met()).toEqual([0]);
  });

  test('disarmed, they strike no more; what they met can still be read; armed again they count from nothing', async () => {
    const tenant = await serve();
    const status = async () => (await call(tenant, 'GET', '/companies')).status;
    const once: Fault = { name: 'server-error', status: 503, when: { requests: [1] } };
    tenant.controls.faults.arm([once], 1);
    expect([await status(), await status()]).toEqual([503, 200]);
    tenant.controls.faults.disarm();
    expect(tenant.controls.faults.met()).toEqual([1]);
    tenant.controls.faults.arm([once, once], 1);
    expect(tenant.controls.faults.met()).toEqual([0, 0]);
    tenant.controls.faults.disarm();
    expect(await status()).toBe(200);
    expect(tenant.controls.faults.met()).toEqual([0, 0]);
  });

  test.each<[string, Fault, object]>([
    [
      'an answer that is held back comes',
      { name: 'latency', delay: { distribution: 'fixed', ms: 9e4 } },
      { status: 200, error: null },
    ],
    ['the rest of a drip comes', { name: 'slow-drip', bytes: 1, everyMs: 9e4 }, { status: 200, error: null }],
    [
      'a connection that was to be closed late is closed',
      { name: 'slow-close', ms: 9e4 },
      { status: 200, error: null },
    ],
    [
      'one that would never be answered is reset',
      { name: 'no-answer', ms: 9e4 },
      { status: null, error: 'ECONNRESET' },
    ],
    ['one that is cut is reset', { name: 'reset-amid-body' }, { status: 200, error: 'ECONNRESET' }],
  ])('disarm ends it at once: %s', async (_, fault, outcome) => {
    const timing = timeByHand();
    const tenant = await serve({ timing });
    tenant.controls.faults.arm([fault], 1);
    const answer = exchange(tenant, 'GET', '/companies');
    await timing.nextWait();
    tenant.controls.faults.disarm();
    expect(await answer).toMatchObject(outcome);
    expect(timing.waiting()).toBe(0);
  });

  test('disarm while an answer waits that was to be refused: it is, and nothing stops listening any more', async () => {
    const timing = timeByHand();
    const tenant = await serve({ timing });
    tenant.controls.faults.arm(
      [
        { name: 'latency', delay: { distribution: 'fixed', ms: 10 } },
        { name: 'connection-refused', ms: 9e4 },
      ],
      1,
    );
    const answer = exchange(tenant, 'GET', '/companies');
    await timing.nextWait();
    tenant.controls.faults.disarm();
    expect((await answer).error).toBe('ECONNRESET');
    expect((await call(tenant, 'GET', '/companies')).status).toBe(200);
    expect(timing.waiting()).toBe(0);
  });
});
