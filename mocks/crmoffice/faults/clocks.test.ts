import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/domain/fault.ts';
import { createClock } from '../clock.ts';
import { call, companyOf, HARNESS_TOKEN, pageOf, serve } from '../test-client.ts';

/** Records of these true times, in this order, and the fault armed. */
async function armed(times: readonly string[], ...faults: Fault[]) {
  const clock = createClock();
  const tenant = await serve({ clock });
  const ids = times.map((time) => {
    clock.set(time);
    return tenant.controls.create({}).id;
  });
  tenant.controls.faults.arm(faults, 1);
  const shown = async (query = '', token?: string) => {
    const answer = await call(tenant, 'GET', `/companies?${query}`, { ...(token && { token }) });
    return pageOf(answer).items.map(({ modifiedAt }) => modifiedAt);
  };
  return { tenant, clock, id: ids.at(-1) ?? '', shown };
}

const TIMES = ['2026-01-05T08:00:00.200Z', '2026-01-05T08:00:00.900Z', '2026-01-05T08:00:01.000Z'];

describe('whole-seconds', () => {
  test('times are shown, and asked for, as if the tenant knew nothing finer', async () => {
    const { shown } = await armed(TIMES, { name: 'whole-seconds' });
    const cut = ['2026-01-05T08:00:00.000Z', '2026-01-05T08:00:00.000Z', '2026-01-05T08:00:01.000Z'];
    expect(await shown()).toEqual(cut);
    expect(await shown('modifiedSince=2026-01-05T08:00:00Z')).toEqual(cut);
    expect(await shown('modifiedSince=2026-01-05T08:00:00.500Z')).toEqual(cut.slice(2));
    expect(await shown('', HARNESS_TOKEN)).toEqual(TIMES);
  });

  test('in the answers to one GET, POST and PATCH too; a time that is sent back as it was shown is no change', async () => {
    const { tenant, clock, id } = await armed(TIMES, { name: 'whole-seconds' });
    clock.set('2026-01-05T09:00:00.777Z');
    const path = `/companies/${id}`;
    expect(companyOf(await call(tenant, 'PATCH', path, { body: {} })).modifiedAt).toBe(
      '2026-01-05T09:00:00.000Z',
    );
    expect(tenant.store.get(id)?.company.modifiedAt).toBe('2026-01-05T09:00:00.777Z');
    const { modifiedAt } = companyOf(await call(tenant, 'GET', path));
    expect(modifiedAt).toBe('2026-01-05T09:00:00.000Z');
    expect((await call(tenant, 'PATCH', path, { body: { modifiedAt } })).status).toBe(200);
    const other = { modifiedAt: '2026-01-05T09:00:01.000Z' };
    expect((await call(tenant, 'PATCH', path, { body: other })).status).toBe(422);
    const created = companyOf(await call(tenant, 'POST', '/companies', { body: {} }));
    expect(created.modifiedAt).toBe('2026-01-05T09:00:00.000Z');
  });
});

describe('clocks-apart', () => {
  test.each([
    [90_000, '2026-01-05T08:01:30.200Z'],
    [-90_000, '2026-01-05T07:58:30.200Z'],
  ])(
    'by %j ms: what is shown is moved, and what is asked for since a time that was shown comes',
    async (ms, first) => {
      const { shown } = await armed(TIMES, { name: 'clocks-apart', ms });
      const all = await shown();
      expect(all[0]).toBe(first);
      expect(await shown(`modifiedSince=${all[1] ?? ''}`)).toEqual(all.slice(1));
      expect(await shown('', HARNESS_TOKEN)).toEqual(TIMES);
    },
  );

  test('pages go on, and a time that is sent back as it was shown is no change', async () => {
    const { tenant, id } = await armed(TIMES, { name: 'clocks-apart', ms: 3_600_000 });
    const first = pageOf(await call(tenant, 'GET', '/companies?limit=2'));
    const rest = pageOf(await call(tenant, 'GET', `/companies?limit=2&cursor=${first.next ?? ''}`));
    expect(rest.items.map(({ modifiedAt }) => modifiedAt)).toEqual(['2026-01-05T09:00:01.000Z']);
    const { modifiedAt } = companyOf(await call(tenant, 'GET', `/companies/${id}`));
    expect(modifiedAt).toBe('2026-01-05T09:00:01.000Z');
    expect((await call(tenant, 'PATCH', `/companies/${id}`, { body: { modifiedAt } })).status).toBe(200);
  });

  test('with whole seconds: both, in the order in which they are armed', async () => {
    const { shown } = await armed(TIMES, { name: 'clocks-apart', ms: 500 }, { name: 'whole-seconds' });
    expect(await shown()).toEqual([
      '2026-01-05T08:00:00.000Z',
      '2026-01-05T08:00:01.000Z',
      '2026-01-05T08:00:01.000Z',
    ]);
    expect(await shown('modifiedSince=2026-01-05T08:00:01Z')).toHaveLength(2);
  });
});
