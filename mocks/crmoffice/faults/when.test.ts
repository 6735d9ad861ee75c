import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/domain/fault.ts';
import type { ServedTenant } from '../server.ts';
import { call, HARNESS_TOKEN, serve } from '../test-client.ts';
import { timeByHand } from './test-http.ts';

type When = NonNullable<Fault['when']>;

const refusing = (when: When, on?: Fault['on']): Fault => ({ name: 'server-error', status: 503, on, when });

/** For each of so many listings whether it was refused: `x`, or answered: `.`. */
async function listings(tenant: ServedTenant, count: number): Promise<string> {
  let outcome = '';
  for (let n = 0; n < count; n++) {
    outcome += (await call(tenant, 'GET', '/companies')).status === 503 ? 'x' : '.';
  }
  return outcome;
}

async function armed(faults: Fault[], seed = 1) {
  const timing = timeByHand();
  const tenant = await serve({ timing });
  tenant.controls.faults.arm(faults, seed);
  return { tenant, timing };
}

async function seen(when: When, count: number, seed = 1): Promise<string> {
  return listings((await armed([refusing(when)], seed)).tenant, count);
}

describe('when', () => {
  test('nothing is said: always', async () => {
    expect(await seen({}, 4)).toBe('xxxx');
  });

  test('count: at most so many times', async () => {
    expect(await seen({ count: 2 }, 4)).toBe('xx..');
  });

  test('skip: not the first so many', async () => {
    expect(await seen({ skip: 2 }, 4)).toBe('..xx');
    expect(await seen({ skip: 1, count: 2 }, 5)).toBe('.xx..');
  });

  test('requests: the script', async () => {
    expect(await seen({ requests: [2, 5] }, 6)).toBe('.x..x.');
    expect(await seen({ requests: [2, 5], count: 1 }, 6)).toBe('.x....');
  });

  test('window: from, up to and not including, since arming', async () => {
    const { tenant, timing } = await armed([refusing({ window: { fromMs: 100, toMs: 200 } })]);
    let all = '';
    for (const at of [0, 99, 100, 199, 200, 300]) {
      timing.at = at;
      all += await listings(tenant, 1);
    }
    expect(all).toBe('..xx..');
    tenant.controls.faults.arm([refusing({ window: { fromMs: 0, toMs: 50 } })], 1);
    expect(await listings(tenant, 1), 'arming again starts the clock anew').toBe('x');
  });

  test('probability: about that many, the same for the same seed, others for another', async () => {
    const first = await seen({ probability: 0.3 }, 200);
    const share = first.replaceAll('.', '').length / 200;
    // Three standard errors for 200 draws.
    expect(Math.abs(share - 0.3)).toBeLessThan(0.1);
    expect(await seen({ probability: 0.3 }, 200)).toBe(first);
    expect(await seen({ probability: 0.3 }, 200, 2)).not.toBe(first);
  });

  test('rampMs: the probability grows from nothing to what it is', async () => {
    const { tenant, timing } = await armed([refusing({ rampMs: 1000 })]);
    const shareAt = async (at: number) => {
      timing.at = at;
      return (await listings(tenant, 60)).replaceAll('.', '').length / 60;
    };
    expect(await shareAt(0)).toBe(0);
    // Three standard errors for 60 draws.
    expect(Math.abs((await shareAt(500)) - 0.5)).toBeLessThan(0.2);
    expect(await shareAt(1000)).toBe(1);
    expect(await shareAt(5000)).toBe(1);
  });
});

describe('on', () => {
  test('method and route: what they leave out is neither met nor counted', async () => {
    const { tenant } = await armed([refusing({ requests: [2] }, { method: 'GET', route: 'company' })]);
    const { id } = tenant.controls.create({});
    const path = `/companies/${id}`;
    const statusOf = async (method: string, where: string, token?: string) =>
      (await call(tenant, method, where, { ...(token && { token }), ...(method !== 'GET' && { body: {} }) }))
        .status;
    expect(await statusOf('GET', path)).toBe(200);
    expect(await statusOf('GET', '/companies')).toBe(200);
    expect(await statusOf('PATCH', path)).toBe(200);
    expect(await statusOf('GET', path, HARNESS_TOKEN)).toBe(200);
    expect(await statusOf('GET', path, 'nobody')).toBe(401);
    expect(await statusOf('GET', '/elsewhere')).toBe(404);
    expect(await statusOf('GET', path)).toBe(503);
    expect(tenant.controls.faults.met()).toEqual([1]);
  });

  test('one tenant alone has the fault', async () => {
    const { tenant } = await armed([refusing({})]);
    const other = await serve();
    expect(await listings(tenant, 1)).toBe('x');
    expect(await listings(other, 1)).toBe('.');
  });
});

test('what is drawn for a fault depends on the requests that it may meet alone', async () => {
  const half = (status: 500 | 502, method: 'GET' | 'POST'): Fault => ({
    name: 'server-error',
    status,
    on: { method },
    when: { probability: 0.5 },
  });
  const run = async (methods: readonly string[]) => {
    const { tenant } = await armed([half(500, 'GET'), half(502, 'POST')], 7);
    const statuses: Record<string, number[]> = { GET: [], POST: [] };
    for (const method of methods) {
      const { status } = await call(tenant, method, '/companies', { ...(method === 'POST' && { body: {} }) });
      statuses[method]?.push(status);
    }
    return statuses;
  };
  const [gets, posts] = [Array<string>(20).fill('GET'), Array<string>(20).fill('POST')];
  const oneByOne = gets.flatMap((get) => [get, 'POST']);
  const result = await run([...gets, ...posts]);
  expect(await run([...posts, ...gets])).toEqual(result);
  expect(await run(oneByOne)).toEqual(result);
  expect(new Set(result['GET'])).toEqual(new Set([200, 500]));
  expect(new Set(result['POST'])).toEqual(new Set([201, 502]));
});
