import { expect, test } from 'vitest';
import type { Fault } from '../../../src/domain/fault.ts';
import { serve } from '../test-client.ts';
import { exchange, timeByHand } from './test-http.ts';

/** A tenant with one company, and this fault armed. */
async function armed(fault: Fault) {
  const timing = timeByHand();
  const tenant = await serve({ timing });
  const { id } = tenant.controls.create({ name: 'before' });
  tenant.controls.faults.arm([fault], 1);
  const patch = () => exchange(tenant, 'PATCH', `/companies/${id}`, { body: { name: 'after' } });
  const name = () => tenant.store.get(id)?.company.name;
  return { tenant, timing, patch, name };
}

test.each<[Fault, number, string | undefined]>([
  [{ name: 'too-many-requests' }, 429, undefined],
  [{ name: 'too-many-requests', retryAfter: 2 }, 429, '2'],
  [{ name: 'server-error', status: 500 }, 500, undefined],
  [{ name: 'server-error', status: 502 }, 502, undefined],
  [{ name: 'server-error', status: 503, retryAfter: 0 }, 503, '0'],
  [{ name: 'server-error', status: 504 }, 504, undefined],
])(
  '%j: a problem, nothing is done, and the log says what was answered',
  async (fault, status, retryAfter) => {
    const { tenant, patch, name } = await armed(fault);
    const answer = await patch();
    expect(answer).toMatchObject({ status, error: null });
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['retry-after']).toBe(retryAfter);
    expect(JSON.parse(answer.text)).toMatchObject({ status });
    expect(name()).toBe('before');
    const held = tenant.store.get('0001001')?.company;
    expect(tenant.log.since(1)).toMatchObject([
      { actor: 'engine', method: 'PATCH', id: '0001001', status, before: held, after: held },
    ]);
    expect((await exchange(tenant, 'GET', '/companies')).status).toBe(status);
    expect(tenant.log.last(), 'reading is no write').toBe(2);
    expect(tenant.controls.faults.met()).toEqual([2]);
  },
);

test('expired-token: 401 as RFC 6750 has it, nothing is done', async () => {
  const { tenant, patch, name } = await armed({ name: 'expired-token', when: { count: 1 } });
  const answer = await patch();
  expect(answer.status).toBe(401);
  expect(answer.headers['www-authenticate']).toBe('Bearer realm="crmoffice", error="invalid_token"');
  expect(name()).toBe('before');
  expect(tenant.log.since(1).map(({ status }) => status)).toEqual([401]);
  expect((await patch()).status, 'the same token, later').toBe(200);
});

test('quota: as many as it allows in a window that the first one opens, then 429 until it has passed', async () => {
  const { tenant, timing, patch } = await armed({
    name: 'quota',
    requests: 2,
    perMs: 5000,
    retryAfter: true,
  });
  const at = async (ms: number) => {
    timing.at = ms;
    const { status, headers } = await patch();
    return [status, headers['retry-after']];
  };
  expect(await at(1000)).toEqual([200, undefined]);
  expect(await at(2500)).toEqual([200, undefined]);
  expect(await at(2500)).toEqual([429, '4']);
  expect(await at(5999)).toEqual([429, '1']);
  expect(await at(6000)).toEqual([200, undefined]);
  expect(await at(6001)).toEqual([200, undefined]);
  expect(await at(6001)).toEqual([429, '5']);
  expect(tenant.controls.faults.met(), 'what is let through is not met').toEqual([3]);
});

test('quota: with another status, and without a hint', async () => {
  const { patch, name } = await armed({ name: 'quota', requests: 1, perMs: 1000, status: 503 });
  await patch();
  expect(name()).toBe('after');
  const refused = await patch();
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, undefined]);
});
