import { setMaxListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { TenantEvent } from './event.ts';
import { limited } from './limit.ts';
import { RESILIENT } from './resilient.ts';
import { company, json, refusal, serve } from './testing/server.ts';

const START = Date.UTC(2026, 0, 5, 8);
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));
/** As many may listen as do with a client's own. */
function neverClosed(): AbortSignal {
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  return signal;
}

const idOf = (url: string): string => url.split('/').at(-1) ?? '';

describe('requests in flight', () => {
  it.each([1, 3, 16])('are at most %i, and as many as that', async (inFlight) => {
    const held: (() => void)[] = [];
    let most = 0;
    let answered = 0;
    const { tenant, asked } = await serve(
      ({ url }, response) => {
        held.push(() => json(response, 200, company(idOf(url))));
        most = Math.max(most, held.length);
        // Nobody is answered until as many are here as may be, or no more are to come.
        if (held.length < Math.min(inFlight, 48 - answered)) return;
        const answer = held.shift();
        answered += 1;
        answer?.();
      },
      { ...RESILIENT, limits: { inFlight } },
    );
    const calls = Promise.all(ids(48).map((id) => tenant.get(id)));
    // The last ones wait for company that never comes.
    while (asked.length < 48) await new Promise(setImmediate);
    for (const answer of held.splice(0)) answer();
    expect((await calls).map((one) => one?.company.id)).toEqual(ids(48));
    expect(most).toBe(inFlight);
  });

  it('have the whole time limit from their turn on', async () => {
    const pending: ServerResponse[] = [];
    const { tenant, asked } = await serve(
      ({ url }, response) => {
        if (idOf(url) === 'slow') pending.push(response);
        else json(response, 200, company(idOf(url)));
      },
      { timeoutMs: 50, limits: { inFlight: 1 } },
    );
    // The second waits for the first's whole time limit, and is answered all the same.
    const [slow, quick] = await Promise.all([refusal(tenant.get('slow')), tenant.get('quick')]);
    expect([slow.message, quick?.company.id]).toEqual([
      'GET /companies/slow: no whole answer within 50 ms',
      'quick',
    ]);
    expect(asked.length).toBe(2);
  });

  it('that have not had their turn when the client is closed fail', async () => {
    const held: (() => void)[] = [];
    const { tenant, asked } = await serve(
      ({ url }, response) => void held.push(() => json(response, 200, company(idOf(url)))),
      { limits: { inFlight: 1 } },
    );
    const calls = [tenant.get('1'), refusal(tenant.get('2'))] as const;
    while (held.length === 0) await new Promise(setImmediate);
    const closed = tenant.close();
    held[0]?.();
    expect((await calls[0])?.company.id).toBe('1');
    expect((await calls[1]).message).toBe('GET /companies/2: the client was closed');
    await closed;
    expect(asked.length).toBe(1);
  });

  it('does not count a call that waits for its next attempt', async () => {
    let goOn = (): void => {};
    const wait = () =>
      new Promise<void>((resolve) => {
        goOn = resolve;
      });
    let isUnwell = true;
    const { tenant } = await serve(
      ({ url }, response) => {
        if (idOf(url) === 'unwell' && isUnwell) json(response, 503, {});
        else json(response, 200, company(idOf(url)));
        if (idOf(url) === 'unwell') isUnwell = false;
      },
      { ...RESILIENT, limits: { inFlight: 1 }, edge: { wait } },
    );
    const unwell = tenant.get('unwell');
    expect((await tenant.get('other'))?.company.id).toBe('other');
    goOn();
    expect((await unwell)?.company.id).toBe('unwell');
  });
});

describe('requests a second', () => {
  afterEach(() => void vi.useRealTimers());

  it('are never more, in any second, and all are made', async () => {
    const schedule = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(schedule, fc.integer({ min: 1, max: 6 }), async (times, perSecond) => {
        vi.useFakeTimers({ now: START });
        const begun: number[] = [];
        const call = limited(
          (request) => {
            begun.push(Date.now() - START);
            return Promise.resolve({
              operation: request.path,
              etag: null,
              link: null,
              read: (shape) => shape.parse(null),
            });
          },
          { inFlight: 100, perSecond },
          { now: () => Date.now(), closing: neverClosed(), onEvent: () => {} },
        );
        for (const time of times) setTimeout(() => void call({ method: 'GET', path: '/' }, 'token'), time);
        await vi.advanceTimersByTimeAsync(60_000);
        vi.useRealTimers();
        expect(begun.length).toBe(times.length);
        const apart = begun.slice(perSecond).map((at, index) => at - (begun[index] ?? at));
        expect(Math.min(...apart, 1_000)).toBe(1_000);
      }),
      { seed: 3, numRuns: 50 },
    );
  });

  it('that others wait is told, and again only after a while', async () => {
    vi.useFakeTimers({ now: START });
    const events: TenantEvent[] = [];
    const call = limited(
      ({ path }) =>
        Promise.resolve({ operation: path, etag: null, link: null, read: (shape) => shape.parse(null) }),
      { inFlight: 100, perSecond: 1 },
      {
        now: () => Date.now(),
        closing: neverClosed(),
        onEvent: (event) => events.push(event),
      },
    );
    const calls = Promise.all(ids(13).map((path) => call({ method: 'GET', path }, 'token')));
    await vi.advanceTimersByTimeAsync(11_000);
    const late = Promise.all(ids(3).map((path) => call({ method: 'GET', path }, 'token')));
    await vi.advanceTimersByTimeAsync(10_000);
    await Promise.all([calls, late]);
    expect(events).toEqual([
      { event: 'throttled', perSecond: 1, waiting: 1 },
      { event: 'throttled', perSecond: 1, waiting: 2 },
    ]);
  });

  it('ends its waits when it is closed; what is in flight is answered', async () => {
    let answer = (): void => {};
    let arrived = (): void => {};
    const isHere = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { tenant, asked } = await serve(
      ({ url }, response) => {
        answer = () => json(response, 200, company(idOf(url)));
        arrived();
      },
      { limits: { inFlight: 2, perSecond: 1 } },
    );
    const first = tenant.get('1');
    const others = Promise.all([refusal(tenant.get('2')), refusal(tenant.get('3'))]);
    await isHere;
    const closed = tenant.close();
    expect((await others).map(({ message }) => message)).toEqual([
      'GET /companies/2: the client was closed',
      'GET /companies/3: the client was closed',
    ]);
    answer();
    expect((await first)?.company.id).toBe('1');
    await closed;
    expect(asked.length).toBe(1);
  });
});
