import fc from 'fast-check';
import { getResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createClock } from './clock.ts';
import { crmofficeHandlers } from './msw.ts';
import { MAX_BODY } from './schema.ts';
import { ENGINE_TOKEN, HARNESS_TOKEN, serve } from './test-client.ts';
import { createTenant } from './tenant.ts';

const BASE = 'http://crm.example/api';

interface Step {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

const authorization = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ authorization: `Bearer ${ENGINE_TOKEN}` }) },
  { weight: 2, arbitrary: fc.constant({ authorization: `bearer ${HARNESS_TOKEN}` }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({}, { authorization: 'Bearer wrong' }, { authorization: 'Basic x' }),
  },
);
const type = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom('application/json', 'application/merge-patch+json; charset=utf-8'),
  },
  { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/json; charset=latin1') },
);
const ifMatch = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('"1"', '"2"', '"3"', '*', '"1", "2"', 'W/"1"', 'x')
      .map((tag) => ({ 'if-match': tag })),
  },
);
const item = fc.constantFrom('0001001', '0001002', '0001003', '000100%31', '%zz', 'none');
const path = fc.oneof(
  { weight: 4, arbitrary: fc.constant('/companies') },
  { weight: 8, arbitrary: item.map((id) => `/companies/${id}`) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('?limit=1', '?limit=0', '?cursor=x', '?modifiedSince=2026-01-05T08:00:00.001Z', '?q=%zz')
      .map((query) => `/companies${query}`),
  },
  { weight: 1, arbitrary: fc.constantFrom('/companies/', '/Companies', '/', '/companies/1/2') },
);
const body = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record(
        { name: fc.option(fc.string()), postAddress: fc.option(fc.record({ postCode: fc.string() })) },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value)),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '',
      '{',
      '[]',
      'null',
      '{"fax":1}',
      '{"id":"0001001"}',
      '{"id":7}',
      '{"__proto__":{}}',
    ),
  },
  { weight: 1, arbitrary: fc.constant(`{"name":"${'x'.repeat(MAX_BODY)}"}`) },
);
const step: fc.Arbitrary<Step> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PATCH', 'PATCH', 'DELETE', 'PUT'),
    path,
    authorization,
    type,
    ifMatch,
    body,
  })
  .map((one) => {
    const takesBody = one.method !== 'GET' && one.method !== 'DELETE';
    const headers = { ...one.authorization, ...one.ifMatch, ...(takesBody && { 'content-type': one.type }) };
    return { method: one.method, path: one.path, headers, body: takesBody ? one.body : undefined };
  });

const COMPARED = [
  'content-type',
  'etag',
  'location',
  'allow',
  'www-authenticate',
  'accept-patch',
  'retry-after',
];

async function comparable(response: Response) {
  const headers = Object.fromEntries(COMPARED.map((name) => [name, response.headers.get(name)]));
  return { status: response.status, headers, body: await response.text() };
}

function send(base: string, { method, path: target, headers, body: content }: Step): Request {
  return new Request(base + target, { method, headers, ...(content !== undefined && { body: content }) });
}

const tokens = { engine: ENGINE_TOKEN, harness: HARNESS_TOKEN };

describe('MSW handlers', () => {
  test('answer as the socket does, for any sequence of requests', async () => {
    const statuses = new Set<number>();
    const served = await serve({ tokens });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), async (steps) => {
        served.reset();
        const start = served.controls.create({ name: 'A' }).modifiedAt;
        const intercepted = createTenant({ tokens, clock: createClock({ start }) });
        intercepted.controls.create({ name: 'A' });
        const handlers = crmofficeHandlers(intercepted, BASE);
        for (const one of steps) {
          const viaSocket = await comparable(await fetch(send(served.url, one)));
          const answer = await getResponse(handlers, send(BASE, one));
          if (!answer) throw new Error('MSW has no handler for it');
          expect(await comparable(answer)).toEqual(viaSocket);
          statuses.add(viaSocket.status);
        }
        expect(intercepted.log.since()).toEqual(served.log.since());
      }),
      { seed: 215, numRuns: 150 },
    );
    // The generator must reach every kind of answer, or the comparison says little.
    expect([...statuses].toSorted((a, b) => a - b)).toEqual([
      200, 201, 204, 400, 401, 404, 405, 412, 413, 415, 422,
    ]);
  });

  test('act out no fault, whatever is armed', async () => {
    const tenant = createTenant({ tokens, clock: createClock() });
    tenant.controls.faults.arm([{ name: 'server-error', status: 503 }], 1);
    const request = new Request(`${BASE}/companies`, {
      headers: { authorization: `Bearer ${ENGINE_TOKEN}` },
    });
    expect((await getResponse(crmofficeHandlers(tenant, BASE), request))?.status).toBe(200);
    expect(tenant.controls.faults.met()).toEqual([0]);
  });

  test('leave requests for other places alone', async () => {
    const handlers = crmofficeHandlers(createTenant({ tokens, clock: createClock() }), BASE);
    for (const url of [
      'http://crm.example/companies',
      'http://crm.example/apis/companies',
      'http://other.example/api/companies',
    ]) {
      expect(await getResponse(handlers, new Request(url)), url).toBeUndefined();
    }
    const answer = await getResponse(handlers, new Request(`${BASE}/companies`));
    expect(z.object({ title: z.string() }).parse(await answer?.json()).title).toBe('Unauthorized');
  });
});
