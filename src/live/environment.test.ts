import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Company } from '../domain/company.ts';
import { fixedToken } from '../tenants/credentials.ts';
import { DEFAULT_PROFILE } from '../tenants/profile.ts';
import { liveEnvironment } from './environment.ts';
import { openJournal } from './journal.ts';
import { FakeTenant } from './testing/fake-tenant.ts';

const TAG = 'dataflow-qa-0123456789';
const NAME = `Fjord AS [${TAG}]`;
const folder = mkdtempSync(path.join(tmpdir(), 'environment-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let worlds = 0;

/** Time passes only where something waits; `onWait` is called before it does. */
async function world(propagationMs = 0, onWait: (at: number) => void = () => {}) {
  const tenants = { left: new FakeTenant(), right: new FakeTenant() };
  const access = { url: 'https://a.test', credentials: fixedToken('t'), profile: DEFAULT_PROFILE };
  const stop = new AbortController();
  let [at, created] = [0, 0];
  const environment = liveEnvironment({
    topology: 'two-tenants',
    tenants,
    access: { a: access, b: access },
    tag: TAG,
    keys: new Set(['310000001']),
    journal: openJournal(path.join(folder, String((worlds += 1))), {
      tag: TAG,
      startedAt: '2026-01-01T00:00:00.000Z',
      tenants: { left: 'https://a.test', right: 'https://b.test' },
    }),
    next: () => (created += 1),
    propagationMs,
    stop: stop.signal,
    stopwatch: () => at,
    now: () => new Date('2026-01-01T00:00:00Z'),
    wait: (milliseconds) => {
      onWait(at);
      at += milliseconds;
      return Promise.resolve();
    },
  });
  const pair = await environment.open();
  return { ...tenants, environment, pair, stop, waited: () => at };
}

describe('tenants that others use', () => {
  it('are opened once: nothing in them is fresh a second time', async () => {
    const { environment } = await world();
    await expect(environment.open()).rejects.toThrow('are opened once');
  });

  it('are arranged when each of the run’s versions is listed, in both', async () => {
    const { pair, left, right, waited } = await world(0, (at) => {
      if (at === 500) left.behind.clear();
      if (at === 1_000) right.behind.clear();
    });
    const [one] = [
      await pair.tenants.left.create({ name: NAME }),
      await pair.tenants.right.create({ name: NAME }),
    ];
    left.behind.set(one.company.id, Company.parse(one.company));
    await pair.tenants.left.patch(one.company.id, { phone: '1' });
    right.behind.set('1', null);
    await pair.controls.arranged();
    expect(waited()).toBe(1_250);
  });

  it.each([
    [0, 30],
    [2_000, 30],
    [6_000, 60],
  ])('with a propagation of %i ms are waited for %i s, and no longer', async (propagationMs, seconds) => {
    const { pair, left, waited } = await world(propagationMs);
    await pair.tenants.left.create({ name: NAME });
    left.behind.set('1', null);
    await expect(pair.controls.arranged()).rejects.toThrow(
      new RegExp(`^1 records are not listed as they were written ${seconds} s ago; propagationSeconds`),
    );
    expect(Math.abs(waited() - seconds * 1_000)).toBeLessThanOrEqual(250);
  });

  it('are waited for, as long as a write takes to be listed, before the engine’s writes are told', async () => {
    const { pair, left } = await world(2_000, () => left.behind.clear());
    const { company } = await pair.tenants.left.create({ name: NAME });
    left.behind.set(company.id, Company.parse(company));
    left.change(company.id, { phone: '1' });
    expect(await pair.controls.newEngineWrites()).toMatchObject([{ id: company.id, method: 'PATCH' }]);
    expect(await pair.controls.newEngineWrites()).toEqual([]);
  });

  it('are not looked at any more once the run is to end', async () => {
    const { pair, left, right, stop } = await world();
    await pair.tenants.left.create({ name: NAME });
    const asked = left.calls.length + right.calls.length;
    stop.abort(new Error('stopped by SIGINT'));
    for (const look of ['observe', 'arranged', 'newEngineWrites'] as const) {
      await expect(pair.controls[look]()).rejects.toThrow('stopped by SIGINT');
    }
    expect(left.calls.length + right.calls.length).toBe(asked);
  });

  it('show the run’s own companies, and none of others', async () => {
    const { pair, left } = await world();
    left.plant({ name: 'Nabo' });
    const { company } = await pair.tenants.left.create({ name: NAME });
    left.plant({ name: 'Nabo 2' });
    const listed = [];
    for await (const one of pair.tenants.left.list()) listed.push(one);
    expect(listed).toEqual([company]);
  });

  it('have none of what only a mock can do', async () => {
    const { pair } = await world();
    expect(() => pair.controls.armFaults('left', [], 1)).toThrow(RangeError);
    expect(() => pair.controls.simultaneously(() => Promise.resolve())).toThrow(RangeError);
  });
});
