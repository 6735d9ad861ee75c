import { describe, expect, test } from 'vitest';
import { type Fault, FAULT_NAMES, type FaultName } from '../../../src/domain/fault.ts';
import type { ServedTenant } from '../server.ts';
import { HARNESS_TOKEN, serve } from '../test-client.ts';
import { exchange } from './test-http.ts';

/** One of each, such that one of the requests below meets it. */
const EACH: { [N in FaultName]: Extract<Fault, { name: N }> } = {
  latency: { name: 'latency', delay: { distribution: 'fixed', ms: 1 } },
  'too-many-requests': { name: 'too-many-requests' },
  quota: { name: 'quota', requests: 1, perMs: 60_000 },
  'server-error': { name: 'server-error', status: 500 },
  'connection-refused': { name: 'connection-refused', ms: 600_000 },
  'reset-before-body': { name: 'reset-before-body' },
  'empty-response': { name: 'empty-response' },
  garbage: { name: 'garbage' },
  'reset-amid-body': { name: 'reset-amid-body' },
  'no-answer': { name: 'no-answer', ms: 1 },
  'empty-body': { name: 'empty-body' },
  'truncated-json': { name: 'truncated-json' },
  'malformed-json': { name: 'malformed-json' },
  'malformed-chunk': { name: 'malformed-chunk' },
  'slow-drip': { name: 'slow-drip', bytes: 500, everyMs: 1 },
  'slow-close': { name: 'slow-close', ms: 1 },
  'wrong-content-type': { name: 'wrong-content-type' },
  'expired-token': { name: 'expired-token' },
  'committed-then-500': { name: 'committed-then-500' },
  'committed-then-reset': { name: 'committed-then-reset' },
  'committed-then-no-answer': { name: 'committed-then-no-answer', ms: 1 },
  'list-lag': { name: 'list-lag', writes: 1 },
  'page-drift': { name: 'page-drift' },
  'missing-item': { name: 'missing-item' },
  'duplicate-item': { name: 'duplicate-item' },
  'dropped-property': { name: 'dropped-property' },
  'old-etag': { name: 'old-etag' },
  'whole-seconds': { name: 'whole-seconds' },
  'clocks-apart': { name: 'clocks-apart', ms: 1000 },
};

describe.each([...FAULT_NAMES.keys()])('%s', (name) => {
  async function tenant(faults: Fault[]) {
    const one = await serve();
    for (const company of ['a', 'b', 'c']) {
      const { id } = one.controls.create({ name: company });
      one.controls.edit(id, { phone: '1' });
    }
    const { id } = one.controls.create({ name: 'last' });
    one.controls.edit(id, { phone: '2' });
    one.controls.faults.arm(faults, 1);
    return one;
  }

  test("the harness's requests do not meet it, and see the tenant as it is", async () => {
    const [hurt, whole] = [await tenant([EACH[name]]), await tenant([])];
    expect(await everyRequest(hurt, HARNESS_TOKEN)).toEqual(await everyRequest(whole, HARNESS_TOKEN));
    expect(hurt.controls.faults.met()).toEqual([0]);
  });

  test("the engine's do", async () => {
    const one = await tenant([EACH[name]]);
    await everyRequest(one);
    expect(one.controls.faults.met()[0]).toBeGreaterThan(0);
  });
});

async function everyRequest(tenant: ServedTenant, token?: string) {
  const [first] = tenant.log.since();
  const cursor = Buffer.from(`${first?.at} ${first?.id}`).toString('base64url');
  const path = '/companies/0001004';
  const ask = { ...(token && { token }) };
  return [
    await exchange(tenant, 'GET', '/companies', ask),
    await exchange(tenant, 'GET', `/companies?limit=1&cursor=${cursor}`, ask),
    await exchange(tenant, 'GET', path, ask),
    await exchange(tenant, 'PATCH', path, { ...ask, body: { name: 'patched' } }),
    await exchange(tenant, 'POST', '/companies', { ...ask, body: { name: 'new' } }),
    await exchange(tenant, 'DELETE', path, ask),
  ].map((one) => ({ ...one, headers: { ...one.headers, date: 'now' } }));
}
