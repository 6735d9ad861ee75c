import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBuckets } from './bucket.ts';
import { call, errorIn, standin } from './test-client.ts';

test('a burst is answered, the next is refused with the seconds to wait, and after them it is answered', async () => {
  const at = await standin({ ratePerSecond: 0.4, burst: 2 });
  const status = async () => (await call(at, 'GET', '/tenant')).status;
  expect([await status(), await status()]).toEqual([200, 200]);
  const refused = await call(at, 'POST', '/organisations', { body: {} });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3']);
  expect(errorIn(refused).code).toBe('too_many_requests');
  expect(at.ownLeft()).toEqual([]);
  at.pass(2_499);
  expect(await status()).toBe(429);
  at.pass(1);
  expect([await status(), await status()]).toEqual([200, 429]);
  at.pass(60_000);
  expect([await status(), await status(), await status()]).toEqual([200, 200, 429]);
});

test('each client has a limit of its own; a refused one and no token take nothing', async () => {
  const at = await standin({ fixedTokens: { a: 'token-a', b: 'token-b' }, ratePerSecond: 1, burst: 1 });
  const status = async (token: string) => (await call(at, 'GET', '/tenant', { token })).status;
  expect(await status('nobody')).toBe(401);
  expect([await status('token-a'), await status('token-a'), await status('token-b')]).toEqual([
    200, 429, 200,
  ]);
  at.pass(1_000);
  expect(await status('token-a')).toBe(200);
});

test('over any time no more is let through than the burst and the rate allow, and a wait that is kept is enough', () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 });
  fc.assert(
    fc.property(
      pauses,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 20 }),
      (waits, rate, burst) => {
        let time = 0;
        let taken = 0;
        const buckets = createBuckets({ now: () => time, ratePerSecond: rate, burst });
        for (const pause of waits) {
          time += pause;
          if (buckets.take('x') === 0) taken += 1;
          expect(taken).toBeLessThanOrEqual(burst + (time * rate) / 1000 + 1e-6);
        }
        const wait = buckets.take('x');
        time += wait + 1e-6;
        expect(wait === 0 ? 0 : buckets.take('x')).toBe(0);
      },
    ),
  );
});
