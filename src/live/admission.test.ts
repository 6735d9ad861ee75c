import { describe, expect, it } from 'vitest';
import { TenantError } from '../domain/tenant.ts';
import { countReadable, inventory, refusalOf, whyNotMarked } from './admission.ts';
import { FakeTenant } from './testing/fake-tenant.ts';

const MARKER = { path: '/tenant', property: 'tenant.name', value: 'Staging A' };

describe('a marker', () => {
  it('lets in the tenant that answers it, word for word, and asks for nothing else', async () => {
    const tenant = new FakeTenant();
    tenant.answer = { tenant: { name: 'Staging A' } };
    expect(await whyNotMarked(tenant, MARKER)).toBeNull();
    expect(tenant.calls).toEqual(['READ /tenant']);
  });

  it.each<[unknown, string]>([
    [{ tenant: { name: 'Production' } }, '"Production"'],
    [{ tenant: { name: 'staging a' } }, '"staging a"'],
    [{ tenant: { name: 'Staging A ' } }, '"Staging A "'],
    [{ tenant: { name: ['Staging A'] } }, 'something else'],
    [{ tenant: 'Staging A' }, 'something else'],
    [{ 'tenant.name': 'Staging A' }, 'something else'],
    [null, 'something else'],
    ['Staging A', 'something else'],
    [[], 'something else'],
  ])('keeps out one that answers %j', async (answer, told) => {
    const tenant = new FakeTenant();
    tenant.answer = answer;
    expect(await whyNotMarked(tenant, MARKER)).toContain(`/tenant answers ${told}`);
  });

  it('that no profile has keeps out every tenant, before it is asked', async () => {
    const tenant = new FakeTenant();
    expect(await whyNotMarked(tenant, null)).toContain('marker.path');
    expect(tenant.calls).toEqual([]);
  });
});

describe('what stands in a tenant', () => {
  it('are numbers that a run would have used, however they are written', async () => {
    const tenant = new FakeTenant();
    for (const orgNr of ['310000001', 'NO 310 000 002 MVA', '310-000-003', '310000009', '', null, 'abc']) {
      tenant.plant({ orgNr });
    }
    const keys = ['310000001', '310000002', '310000003', '310000004'];
    const { companies, taken } = await inventory(tenant, new Set(keys));
    expect([companies, taken]).toEqual([7, keys.slice(0, 3)]);
    expect((await inventory(tenant, new Set(['abc']))).taken).toEqual(['abc']);
  });

  it('are the tags of runs, counted', async () => {
    const tenant = new FakeTenant();
    for (const name of [
      'A [dataflow-qa-0123456789]',
      'B [dataflow-qa-0123456789]',
      'C [dataflow-qa-x]',
      null,
    ]) {
      tenant.plant({ name });
    }
    expect((await inventory(tenant, new Set())).tags).toEqual(new Map([['dataflow-qa-0123456789', 2]]));
  });

  it('is read no further than asked', async () => {
    const tenant = new FakeTenant();
    for (let n = 0; n < 5; n += 1) tenant.plant({});
    expect([await countReadable(tenant, 3), await countReadable(tenant, 9)]).toEqual([3, 5]);
  });
});

it('a refusal is the tenant’s; any other error is thrown on', () => {
  expect(refusalOf(new TenantError('GET /x', 403, 'no'))).toBe('GET /x: 403 no');
  expect(() => refusalOf(new RangeError('a bug'))).toThrow('a bug');
});
