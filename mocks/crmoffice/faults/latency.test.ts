import { describe, expect, test } from 'vitest';
import type { Delay } from '../../../src/domain/fault.ts';
import { call, HARNESS_TOKEN, serve } from '../test-client.ts';
import { exchange, timeByHand } from './test-http.ts';

/** How long each of so many answers is held back. */
async function delays(delay: Delay, count: number, seed = 1): Promise<number[]> {
  const timing = timeByHand();
  const tenant = await serve({ timing });
  tenant.controls.faults.arm([{ name: 'latency', delay }], seed);
  const waits: number[] = [];
  for (let n = 0; n < count; n++) {
    const answer = call(tenant, 'GET', '/companies');
    const { ms, run } = await timing.nextWait();
    waits.push(ms);
    run();
    expect((await answer).status).toBe(200);
  }
  return waits;
}

test('latency: what was asked is done when it arrives, and the right answer comes later', async () => {
  const timing = timeByHand();
  const tenant = await serve({ timing });
  tenant.controls.faults.arm([{ name: 'latency', delay: { distribution: 'fixed', ms: 1234 } }], 1);
  let answered = false;
  const answer = exchange(tenant, 'POST', '/companies', { body: { name: 'a' } }).finally(
    () => (answered = true),
  );
  const { ms, run } = await timing.nextWait();
  expect(ms).toBe(1234);
  expect(tenant.log.since().map(({ status }) => status)).toEqual([201]);
  expect((await call(tenant, 'GET', '/companies', { token: HARNESS_TOKEN })).status).toBe(200);
  expect(answered).toBe(false);
  run();
  expect(await answer).toMatchObject({ status: 201, error: null });
});

test('latency: in real time too', async () => {
  const tenant = await serve();
  tenant.controls.faults.arm([{ name: 'latency', delay: { distribution: 'fixed', ms: 60 } }], 1);
  const before = performance.now();
  await call(tenant, 'GET', '/companies');
  // Timers are exact to the millisecond, and may be early by a part of one.
  expect(performance.now() - before).toBeGreaterThanOrEqual(59);
});

describe('what is drawn', () => {
  test('uniform: within the range, spread over it, the same for the same seed', async () => {
    const delay = { distribution: 'uniform', fromMs: 100, toMs: 200 } as const;
    const drawn = await delays(delay, 60);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(100);
    expect(Math.min(...drawn)).toBeLessThan(115);
    expect(Math.max(...drawn)).toBeLessThan(200);
    expect(Math.max(...drawn)).toBeGreaterThan(185);
    expect(await delays(delay, 60)).toEqual(drawn);
    expect(await delays(delay, 60, 2)).not.toEqual(drawn);
  });

  test('lognormal: half of them above the median, and the logarithm deviates by sigma', async () => {
    const drawn = await delays({ distribution: 'lognormal', medianMs: 100, sigma: 0.5 }, 200);
    const logs = drawn.map((ms) => Math.log(ms / 100));
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length);
    // Three standard errors of each, for 200 draws.
    expect(Math.abs(mean)).toBeLessThan(0.11);
    expect(Math.abs(deviation - 0.5)).toBeLessThan(0.08);
    expect(drawn.filter((ms) => ms > 100).length).toBeGreaterThan(75);
  });

  test('lognormal: never longer than it may be', async () => {
    const capped = { distribution: 'lognormal', medianMs: 100, sigma: 5, maxMs: 150 } as const;
    expect(Math.max(...(await delays(capped, 20)))).toBe(150);
    const free = await delays({ distribution: 'lognormal', medianMs: 600_000, sigma: 5 }, 20);
    expect(Math.max(...free), 'ten minutes are the longest of all').toBe(600_000);
  });
});
