import { describe, expect, test } from 'vitest';
import { type Fault, FAULT_NAMES } from '../domain/fault.ts';
import { parseFaults } from './fault-option.ts';
import { UsageError } from './usage-error.ts';

const one = (text: string): Fault | undefined => parseFaults([text]).a[0];

describe('a fault as text', () => {
  test.each<[string, object]>([
    ['latency=20', { delay: { distribution: 'fixed', ms: 20 } }],
    ['latency=fixed:20', { delay: { distribution: 'fixed', ms: 20 } }],
    ['latency=uniform:5..20', { delay: { distribution: 'uniform', fromMs: 5, toMs: 20 } }],
    ['latency=lognormal:90,0.4', { delay: { distribution: 'lognormal', medianMs: 90, sigma: 0.4 } }],
    [
      'latency=lognormal:90,0.4,500',
      { delay: { distribution: 'lognormal', medianMs: 90, sigma: 0.4, maxMs: 500 } },
    ],
    ['too-many-requests', {}],
    ['too-many-requests=2', { retryAfter: 2 }],
    ['quota=10/1000', { requests: 10, perMs: 1000 }],
    ['quota=10/1000;retry-after=yes;status=503', { retryAfter: true, status: 503 }],
    ['server-error=503', { status: 503 }],
    ['server-error=503;retry-after=0', { status: 503, retryAfter: 0 }],
    ['connection-refused=2000', { ms: 2000 }],
    ['reset-amid-body=10', { bytes: 10 }],
    ['truncated-json=0.9', { fraction: 0.9 }],
    ['slow-drip=10/250', { bytes: 10, everyMs: 250 }],
    ['list-lag=3', { writes: 3 }],
    ['clocks-apart=-90000', { ms: -90_000 }],
    ['empty-body;method=PATCH;route=company', { on: { method: 'PATCH', route: 'company' } }],
    [
      'empty-body;probability=0.2;ramp=1000;skip=2;count=3',
      { when: { probability: 0.2, rampMs: 1000, skip: 2, count: 3 } },
    ],
    [
      'empty-body;window=100..200;requests=1,4',
      { when: { window: { fromMs: 100, toMs: 200 }, requests: [1, 4] } },
    ],
  ])('%s', (text, fault) => {
    expect(one(text)).toMatchObject({ name: text.split(/[=;]/)[0], ...fault });
  });

  test('for both tenants, or for one; several in one text', () => {
    const { a, b } = parseFaults(['garbage  a:empty-body', 'b:page-drift']);
    expect(a.map(({ name }) => name)).toEqual(['garbage', 'empty-body']);
    expect(b.map(({ name }) => name)).toEqual(['garbage', 'page-drift']);
    expect(parseFaults([''])).toEqual({ a: [], b: [] });
  });
});

describe('what is wrong with it is said in one line that names the option', () => {
  test.each([
    ['latecy=20', 'there is no fault of that name; it can be latency, too-many-requests, quota'],
    ['c:latency=20', 'there is no fault of that name'],
    ['latency', 'it is written latency=MS, uniform:FROM..TO or lognormal:MEDIAN,SIGMA[,MAX]'],
    ['latency=soon', 'it is written latency=MS'],
    ['latency=uniform:5', 'it is written latency=MS'],
    ['latency=uniform:20..5', 'delay: a range ends no earlier than it begins'],
    ['latency=gaussian:5,1', 'delay.distribution'],
    ['too-many-requests=soon', 'it is written too-many-requests or too-many-requests=SECONDS'],
    ['quota=10', 'it is written quota=REQUESTS/MS'],
    ['server-error=404', 'status: Too small: expected number to be >=500'],
    ['empty-body=1', 'empty-body takes no value'],
    ['empty-body;often', 'often says nothing of a fault; it can be method, route, probability'],
    ['empty-body;toString=1', 'toString says nothing of a fault'],
    ['empty-body;count', 'count cannot be read'],
    ['empty-body;count=many', 'count=many cannot be read'],
    ['empty-body;requests=1,x', 'when.requests.1'],
    ['empty-body;method=PUT', 'on.method'],
    ['empty-body;probability=2', 'when.probability: Too big'],
    ['empty-body;retry-after=2', 'Unrecognized key: "retryAfter"'],
  ])('%s', (text, message) => {
    const parse = () => parseFaults([text]);
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(`--fault ${text}: `);
    expect(parse).toThrow(message);
  });

  test('an unknown name is answered with every name that there is', () => {
    for (const name of FAULT_NAMES.keys()) expect(() => parseFaults(['x'])).toThrow(name);
  });
});
