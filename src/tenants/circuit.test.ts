import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { company, json, refusal, serve } from './testing/server.ts';

const START = Date.UTC(2026, 0, 5, 8);
const CIRCUIT = { circuit: { failures: 3, openMs: 10_000 } };

// The library reads Date; only that is not the real one.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
afterEach(() => void vi.useRealTimers());

const later = (milliseconds: number): void => void vi.setSystemTime(Date.now() + milliseconds);

/** A tenant that is up, refuses, or is down, as told. */
async function changeable(options = {}) {
  const is = { status: 200 };
  const served = await serve(
    ({ url }, response) => {
      if (is.status === 0) response.destroy();
      else if (is.status === 200) json(response, 200, company(url.split('/').at(-1) ?? ''));
      else json(response, is.status, { title: 'No' });
    },
    { ...CIRCUIT, ...options },
  );
  return { ...served, is };
}

describe('a circuit', () => {
  it('opens after failures in a row, says so at once, and closes when one call gets through', async () => {
    const { tenant, asked, port, events, is } = await changeable();
    is.status = 500;
    for (let call = 1; call <= 3; call += 1) {
      later(1000);
      expect((await refusal(tenant.get('1'))).message).toBe('GET /companies/1: 500 No');
    }
    later(4000);
    const error = await refusal(tenant.patch('2', {}));
    expect(error.status).toBeNull();
    expect(error.message).toBe(
      `PATCH /companies/2: http://127.0.0.1:${port} is down since 2026-01-05T08:00:01.000Z, and is tried again at ` +
        '2026-01-05T08:00:13.000Z; seen last: GET /companies/1: 500 No',
    );
    expect(asked.length).toBe(3);

    later(6000);
    expect((await refusal(tenant.get('3'))).message).toBe('GET /companies/3: 500 No');
    expect((await refusal(tenant.get('4'))).message).toContain('since 2026-01-05T08:00:01.000Z');
    expect(asked.length).toBe(4);

    is.status = 200;
    later(10_000);
    expect((await tenant.get('5'))?.company.id).toBe('5');
    expect((await tenant.get('6'))?.company.id).toBe('6');
    expect(events).toEqual([
      {
        event: 'circuit opened',
        since: '2026-01-05T08:00:01.000Z',
        lastFailure: 'GET /companies/1: 500 No',
        retryAt: '2026-01-05T08:00:13.000Z',
      },
      {
        event: 'circuit opened',
        since: '2026-01-05T08:00:01.000Z',
        lastFailure: 'GET /companies/3: 500 No',
        retryAt: '2026-01-05T08:00:23.000Z',
      },
      { event: 'circuit closed', since: '2026-01-05T08:00:01.000Z' },
    ]);
  });

  it('lets one call through when the time is up; the others wait for how it ends', async () => {
    const held: ServerResponse[] = [];
    let isDown = true;
    const { tenant, asked } = await serve((_, response) => {
      if (isDown) response.destroy();
      else held.push(response);
    }, CIRCUIT);
    for (const id of ['1', '2', '3']) await refusal(tenant.get(id));
    isDown = false;
    later(10_000);
    const calls = Promise.all(['a', 'b', 'c'].map((id) => tenant.get(id)));
    while (held.length === 0) await new Promise(setImmediate);
    expect(asked.length).toBe(4);
    const [probe] = held.splice(0);
    if (probe) json(probe, 200, company('a'));
    while (held.length < 2) await new Promise(setImmediate);
    for (const [index, { url }] of asked.slice(4).entries()) {
      const response = held[index];
      if (response) json(response, 200, company(url.split('/').at(-1) ?? ''));
    }
    expect((await calls).map((one) => one?.company.id)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['no answer', 0, true],
    ['502', 502, true],
    ['404', 404, false],
    ['401', 401, false],
    ['412', 412, false],
    ['429', 429, false],
  ])('%s opens it: %s', async (_, status, opens) => {
    const { tenant, events, is } = await changeable();
    is.status = status;
    for (let call = 0; call < 5; call += 1) await refusal(tenant.patch('1', {}));
    expect(events.map(({ event }) => event)).toEqual(opens ? ['circuit opened'] : []);
  });

  it.each([200, 404])('counts only failures in a row: %i is a sign of life', async (life) => {
    const { tenant, events, is } = await changeable();
    for (const status of [500, 500, life, 500, 500, life, 500, 500]) {
      later(1000);
      is.status = status;
      await tenant.get('1').catch(() => null);
    }
    expect(events).toEqual([]);
    await tenant.get('1').catch(() => null);
    // Since the first of these failures, not since the first of all.
    expect(events).toMatchObject([{ event: 'circuit opened', since: '2026-01-05T08:00:07.000Z' }]);
  });

  it('counts calls, not attempts', async () => {
    const { tenant, asked, events, is } = await changeable({ retry: { attempts: 4, baseMs: 1, capMs: 1 } });
    is.status = 503;
    for (const id of ['1', '2']) await refusal(tenant.get(id));
    expect(events.filter(({ event }) => event !== 'retry')).toEqual([]);
    await refusal(tenant.get('3'));
    expect(events.filter(({ event }) => event !== 'retry').map(({ event }) => event)).toEqual([
      'circuit opened',
    ]);
    expect(asked.length).toBe(12);
  });
});
