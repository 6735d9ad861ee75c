import { beforeEach, describe, expect, it } from 'vitest';
import { TenantError } from '../domain/tenant.ts';
import { FakeTenant } from './testing/fake-tenant.ts';
import { tryOut, type Trial } from './trial-record.ts';

let tenant: FakeTenant;
let at: number;
let onWait: () => void;

beforeEach(() => {
  [tenant, at, onWait] = [new FakeTenant(), 0, () => {}];
});

const tried = (): Promise<Trial> =>
  tryOut(tenant, {
    draft: { name: 'Trial', phone: '1' },
    listed: tenant,
    now: () => new Date(Date.parse('2025-12-31T23:59:58.001Z')),
    stopwatch: () => at,
    wait: (milliseconds) => {
      onWait();
      at += milliseconds;
      return Promise.resolve();
    },
    patienceMs: 1_000,
  });

describe('a company that a tenant is tried out with', () => {
  it('shows what the tenant does, and is gone then', async () => {
    const trial = await tried();
    // The fake's first record is from a millisecond after the year began.
    expect(trial).toEqual({ showsEmptyWrites: true, listedAfterMs: 0, clockOffsetMs: 2_000, requestMs: 0 });
    expect([tenant.writes(), tenant.records.size]).toEqual([['POST', 'PATCH 1', 'DELETE 1'], 0]);
  });

  it('is waited for until it is listed', async () => {
    tenant.behind.set('1', null);
    onWait = () => at === 500 && tenant.behind.clear();
    expect((await tried()).listedAfterMs).toBe(750);
  });

  it('is not waited for for ever', async () => {
    tenant.behind.set('1', null);
    expect((await tried()).listedAfterMs).toBeNull();
    expect([at, tenant.records.size]).toEqual([1_250, 0]);
  });

  it.each(['GET 1', 'PATCH 1', 'LIST'])('is removed where the tenant refuses %s', async (refused) => {
    tenant.before = (call) => {
      if (call === refused) throw new TenantError(call, 403, 'not allowed');
    };
    await expect(tried()).rejects.toThrow(`${refused}: 403 not allowed`);
    expect(tenant.records.size).toBe(0);
  });
});
