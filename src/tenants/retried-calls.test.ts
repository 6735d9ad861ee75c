/** Retries as a tenant sees them, on real sockets. */
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { RESILIENT } from './resilient.ts';
import { company, json, refusal, type Seen, serve, type ServeOptions } from './testing/server.ts';

const RETRY = { retry: { attempts: 4, baseMs: 100, capMs: 5_000 } };

/** A tenant that is unwell for so many requests, and then answers. */
function unwell(
  times: number,
  fault: (seen: Seen, response: ServerResponse) => void,
  options: ServeOptions = {},
) {
  let left = times;
  return serve(
    (seen, response) => {
      left -= 1;
      if (left >= 0) fault(seen, response);
      else json(response, 200, company('17'), { etag: '"8"' });
    },
    { ...RETRY, ...options },
  );
}

const problem = { 'content-type': 'application/problem+json' };
const status =
  (code: number, headers = {}) =>
  (_: Seen, response: ServerResponse): void => {
    response.writeHead(code, { ...problem, ...headers }).end('{"title":"Unwell"}');
  };
const body =
  (type: string, text: string) =>
  (_: Seen, response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': type }).end(text);
  };

const FAULTS: [string, (seen: Seen, response: ServerResponse) => void][] = [
  ['429', status(429)],
  ['500', status(500)],
  ['502', status(502)],
  ['503', status(503)],
  ['504', status(504)],
  ['a reset before the answer', (_, response) => response.destroy()],
  [
    'a reset amid the answer',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('{');
      setImmediate(() => response.destroy());
    },
  ],
  ['an empty body', body('application/json', '')],
  ['truncated JSON', body('application/json', '{"id": "17", "orgNr": "9236')],
  ['malformed JSON', body('application/json', '{"id" "17"}')],
  ['another content type', body('text/html', '{}')],
];

describe('a call that fails at first', () => {
  it.each(FAULTS)('is repeated where that does no harm: %s', async (_, fault) => {
    const { tenant, asked, waits, events } = await unwell(3, fault);
    expect(await tenant.get('17')).toEqual({ company: company('17'), etag: '"8"' });
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(Array(4).fill('GET /companies/17'));
    expect(waits).toEqual([50, 100, 200]);
    expect(
      events.map((event) => event.event === 'retry' && [event.operation, event.attempt, event.waitMs]),
    ).toEqual([
      ['GET /companies/17', 1, 50],
      ['GET /companies/17', 2, 100],
      ['GET /companies/17', 3, 200],
    ]);
  });

  it.each(FAULTS)('is the same PATCH again where it has If-Match: %s', async (_, fault) => {
    const { tenant, asked } = await unwell(1, fault);
    expect((await tenant.patch('17', { name: 'x' }, { ifMatch: '"7"' })).etag).toBe('"8"');
    const sent = asked.map(({ method, headers, body: text }) => [method, headers['if-match'], text]);
    expect(sent).toEqual([1, 2].map(() => ['PATCH', '"7"', '{"name":"x"}']));
  });

  it.each(FAULTS)('is not repeated where it may have been done: %s', async (name, fault) => {
    const calls = {
      PATCH: (tenant: Awaited<ReturnType<typeof unwell>>['tenant']) => tenant.patch('17', { name: 'x' }),
      POST: (tenant: Awaited<ReturnType<typeof unwell>>['tenant']) => tenant.create({ name: 'x' }),
    };
    for (const [method, call] of Object.entries(calls)) {
      const { tenant, asked } = await unwell(1, fault);
      const wasDone = await call(tenant).then(
        () => true,
        () => false,
      );
      expect([method, wasDone, asked.length]).toEqual([method, name === '429', name === '429' ? 2 : 1]);
    }
  });

  it('is given up after the last attempt, and says how often it was tried', async () => {
    const { tenant, asked, waits } = await unwell(99, status(503));
    const error = await refusal(tenant.get('17'));
    expect([error.status, error.message]).toEqual([503, 'GET /companies/17: 503 Unwell (4 attempts)']);
    expect([asked.length, waits.length, tenant.requests()]).toEqual([4, 3, 4]);
  });

  it.each([400, 401, 403, 409, 412, 422])('is not repeated after %i', async (code) => {
    const { tenant, asked } = await unwell(99, status(code, { 'retry-after': '1' }));
    const error = await refusal(tenant.patch('17', {}, { ifMatch: '"7"' }));
    expect([error.message, asked.length]).toEqual([`PATCH /companies/17: ${code} Unwell`, 1]);
  });

  it('is not repeated after an answer in another shape, which would only come again', async () => {
    const { tenant, asked } = await unwell(99, body('application/json', '{"id":17}'));
    expect((await refusal(tenant.get('17'))).message).toContain('of another shape');
    expect(asked.length).toBe(1);
  });

  it('has the time limit anew for each attempt', async () => {
    const { tenant, asked } = await unwell(99, () => {}, { timeoutMs: 200 });
    const error = await refusal(tenant.get('17'));
    expect(error.message).toBe('GET /companies/17: no whole answer within 200 ms (4 attempts)');
    expect(asked.length).toBe(4);
  });

  it('is tried once where nobody asked for more', async () => {
    const { tenant, asked } = await serve(status(503));
    expect((await refusal(tenant.get('17'))).message).toBe('GET /companies/17: 503 Unwell');
    expect(asked.length).toBe(1);
  });

  it('page by page goes on where it was', async () => {
    let asks = 0;
    const { tenant, asked } = await serve(({ url }, response) => {
      asks += 1;
      if (asks % 2 === 1) response.destroy();
      else if (url.includes('cursor')) json(response, 200, { items: [company('2')], next: null });
      else json(response, 200, { items: [company('1')], next: 'c' });
    }, RETRY);
    const ids: string[] = [];
    for await (const { id } of tenant.list()) ids.push(id);
    expect(ids).toEqual(['1', '2']);
    expect(asked.filter(({ url }) => url.includes('cursor')).length).toBe(2);
  });
});

describe('Retry-After', () => {
  it.each([
    ['in seconds', () => ({ 'retry-after': '3' })],
    [
      'as a moment',
      () => ({ 'retry-after': 'Sun, 06 Nov 1994 08:49:40 GMT', date: 'Sun, 06 Nov 1994 08:49:37 GMT' }),
    ],
  ])('%s is waited, and the jitter on top', async (_, headers) => {
    for (const code of [429, 503]) {
      const { tenant, waits } = await unwell(2, status(code, headers()));
      // A DELETE too: it was not done. What answers it is not read.
      await tenant.remove('17');
      expect(waits).toEqual([3_050, 3_100]);
    }
  });

  it('without a Date of the tenant is set against our clock', async () => {
    const { tenant, waits } = await unwell(
      1,
      (_, response) => {
        response.sendDate = false;
        status(429, { 'retry-after': 'Sun, 06 Nov 1994 08:49:40 GMT' })(_, response);
      },
      { edge: { now: () => Date.UTC(1994, 10, 6, 8, 49, 38) } },
    );
    await tenant.get('17');
    expect(waits).toEqual([2_050]);
  });

  it('of more than is waited fails at once, and says so', async () => {
    const { tenant, asked, waits } = await unwell(9, status(429, { 'retry-after': '61' }));
    const error = await refusal(tenant.get('17'));
    expect(error.message).toBe(
      'GET /companies/17: 429 Unwell (asks to wait 61 s, more than the 60 s that are waited)',
    );
    expect([asked.length, waits]).toEqual([1, []]);
  });

  it('has a limit of its own where one is set', async () => {
    const retry = { ...RETRY.retry, maxRetryAfterMs: 61_000 };
    const { tenant, waits } = await unwell(1, status(429, { 'retry-after': '61' }), { retry });
    await tenant.get('17');
    expect(waits).toEqual([61_050]);
  });
});

it('ends its waits when it is closed', async () => {
  const { wait, begun } = untilAborted();
  const { tenant, asked } = await unwell(99, status(503), { ...RESILIENT, edge: { wait } });
  const calls = Promise.all([refusal(tenant.get('17')), refusal(tenant.get('18'))]);
  await begun(2);
  await tenant.close();
  const messages = (await calls).map(({ message }) => message);
  expect(messages).toEqual([
    'GET /companies/17: 503 Unwell (the client was closed before the next)',
    'GET /companies/18: 503 Unwell (the client was closed before the next)',
  ]);
  expect(asked.length).toBe(2);
});

it('repeats nothing that fails after it was closed', async () => {
  const held: ServerResponse[] = [];
  const { tenant, asked, events } = await serve((_, response) => void held.push(response), RESILIENT);
  const call = refusal(tenant.get('17'));
  while (held.length === 0) await new Promise(setImmediate);
  const closed = tenant.close();
  held[0]?.writeHead(503, problem).end('{"title":"Unwell"}');
  expect((await call).message).toBe('GET /companies/17: 503 Unwell');
  await closed;
  expect([asked.length, events, tenant.requests()]).toEqual([1, [], 1]);
});

/** Waits that end only when they are aborted. */
function untilAborted() {
  let waiting = 0;
  let onBegin = (): void => {};
  return {
    wait: (_: number, signal: AbortSignal) =>
      new Promise<never>((__, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        waiting += 1;
        onBegin();
      }),
    begun: (count: number) =>
      new Promise<void>((resolve) => {
        onBegin = () => {
          if (waiting >= count) resolve();
        };
        onBegin();
      }),
  };
}
