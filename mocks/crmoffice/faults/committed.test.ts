import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/domain/fault.ts';
import { call, companyOf, serve } from '../test-client.ts';
import { exchange, type Exchange, timeByHand } from './test-http.ts';

describe.each<[Fault, Partial<Exchange>]>([
  [{ name: 'committed-then-500' }, { status: 500, error: null }],
  [{ name: 'committed-then-reset' }, { status: null, error: 'ECONNRESET' }],
  [
    { name: 'committed-then-no-answer', ms: 9000 },
    { status: null, error: 'ECONNRESET' },
  ],
])('%j', (fault, outcome) => {
  async function armed() {
    const timing = timeByHand();
    const tenant = await serve({ timing });
    const { id } = tenant.controls.create({ name: 'before' });
    tenant.controls.faults.arm([fault], 1);
    const waits: number[] = [];
    const ask = async (method: string, path: string, body?: object) => {
      const answer = exchange(tenant, method, path, { ...(body && { body }) });
      if ('ms' in fault) {
        const { ms, run } = await timing.nextWait();
        waits.push(ms);
        run();
      }
      return answer;
    };
    return { tenant, id, ask, waits };
  }

  test('a PATCH, a POST and a DELETE are done and logged as done, and not answered so', async () => {
    const { tenant, id, ask, waits } = await armed();
    expect(await ask('PATCH', `/companies/${id}`, { name: 'after' })).toMatchObject(outcome);
    expect(tenant.store.get(id)?.company.name).toBe('after');
    expect(await ask('POST', '/companies', { name: 'new' })).toMatchObject(outcome);
    expect(tenant.store.get('0001002')?.company.name).toBe('new');
    expect(await ask('DELETE', `/companies/${id}`)).toMatchObject(outcome);
    expect(tenant.store.get(id)).toBeUndefined();
    expect(tenant.log.since(1).map(({ method, status }) => [method, status])).toEqual([
      ['PATCH', 200],
      ['POST', 201],
      ['DELETE', 204],
    ]);
    expect(tenant.controls.faults.met()).toEqual([3]);
    expect(waits).toEqual('ms' in fault ? [fault.ms, fault.ms, fault.ms] : []);
  });

  test('a write that is refused is answered as it is, and so is reading', async () => {
    const { tenant, id } = await armed();
    const stale = { body: { name: 'after' }, headers: { 'if-match': '"stale"' } };
    expect((await call(tenant, 'PATCH', `/companies/${id}`, stale)).status).toBe(412);
    expect(companyOf(await call(tenant, 'GET', `/companies/${id}`)).name).toBe('before');
    expect(tenant.controls.faults.met()).toEqual([0]);
  });
});
