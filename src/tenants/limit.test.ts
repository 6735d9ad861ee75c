import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { RESILIENT } from './resilient.ts';
import { company, json, refusal, serve } from './testing/server.ts';

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));
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
  it('are never more, in any second; that others wait is told once', async () => {
    const arrivals: number[] = [];
    const { tenant, events } = await serve(
      ({ url }, response) => {
        arrivals.push(performance.now());
        json(response, 200, company(idOf(url)));
      },
      { limits: { inFlight: 16, perSecond: 5 } },
    );
    await Promise.all(ids(11).map((id) => tenant.get(id)));
    // The limit holds where requests begin; on their way here they may come a little closer.
    const apart = arrivals.slice(5).map((at, index) => at - (arrivals[index] ?? at));
    expect(Math.min(...apart)).toBeGreaterThan(900);
    expect(events).toEqual([{ event: 'throttled', perSecond: 5, waiting: 1 }]);
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
