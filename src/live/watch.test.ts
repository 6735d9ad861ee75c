import { describe, expect, it } from 'vitest';
import type { Side } from '../checks/scenario.ts';
import type { CompanyDraft } from '../domain/company.ts';
import { OwnRecords } from './own-records.ts';
import { FakeTenant } from './testing/fake-tenant.ts';
import { Watch } from './watch.ts';

const TAG = 'dataflow-qa-0123456789';
const KEYS = new Set(['310000001', '310000002']);

function world(topology: 'two-tenants' | 'one-tenant' = 'two-tenants') {
  const left = new FakeTenant();
  const tenants = { left, right: topology === 'one-tenant' ? left : new FakeTenant() };
  const own = new OwnRecords();
  let at = 0;
  const watch = new Watch({ tenants, own, tag: TAG, keys: KEYS, stopwatch: () => (at += 1) });
  const mine = (side: Side, draft: CompanyDraft) => {
    const company = tenants[side].plant({ name: `Fjord [${TAG}]`, ...draft });
    own.note(side, company);
    return company;
  };
  const seen = async () => {
    await watch.look();
    return watch.take().map(({ side, method, id }) => `${side} ${method} ${id}`);
  };
  return { ...tenants, own, watch, mine, seen };
}

describe('a look at the run’s own records', () => {
  it('tells a change once, with what was before and after', async () => {
    const { left, watch, mine, seen } = world();
    const before = mine('left', { phone: '1' });
    expect(await seen()).toEqual([]);
    const after = left.change(before.id, { phone: '2' });
    await watch.look();
    expect(watch.take()).toMatchObject([{ side: 'left', id: before.id, method: 'PATCH', before, after }]);
    expect(await seen()).toEqual([]);
  });

  it('tells a write that changes nothing but the time', async () => {
    const { left, mine, seen } = world();
    const { id } = mine('left', {});
    left.change(id, {});
    expect(await seen()).toEqual([`left PATCH ${id}`]);
  });

  it('takes an older version that is listed late for the past, not for a write', async () => {
    const { left, own, watch, mine, seen } = world();
    // Without it the listing would begin after the older version.
    mine('left', {});
    const before = mine('left', { phone: '1' });
    const after = left.change(before.id, { phone: '2' });
    own.note('left', after);
    left.behind.set(before.id, before);
    expect(await seen()).toEqual([]);
    expect(watch.current('left')).toContainEqual(after);
    expect(await watch.unlisted()).toBe(1);
    left.behind.clear();
    expect(await watch.unlisted()).toBe(0);
    expect(await seen()).toEqual([]);
  });

  it('reads by its id what is not listed yet, and what is gone', async () => {
    const { left, watch, mine, seen } = world();
    const [late, gone] = [mine('left', {}), mine('left', {})];
    left.behind.set(late.id, null);
    left.change(late.id, { phone: '2' });
    left.records.delete(gone.id);
    expect(await seen()).toEqual([`left PATCH ${late.id}`, `left DELETE ${gone.id}`]);
    expect(await seen()).toEqual([]);
    expect(watch.current('left').map(({ id }) => id)).toEqual([late.id]);
  });

  it('does not take what the run removed itself for a deletion, though it is listed still', async () => {
    const { left, own, watch, mine, seen } = world();
    mine('left', {});
    const gone = mine('left', { orgNr: '310000001' });
    own.noteRemoved('left', gone.id);
    expect(await seen()).toEqual([]);
    expect(watch.strangers()).toEqual([]);
    left.records.delete(gone.id);
    expect(await seen()).toEqual([]);
  });

  it('tells of companies that came of the run: by its tag, or by one of its keys', async () => {
    const { right, watch, mine, seen } = world();
    mine('right', {});
    const byTag = right.plant({ name: `Copy [${TAG}]` });
    const byKey = right.plant({ name: 'Copy', orgNr: '310000002' });
    expect(await seen()).toEqual([`right POST ${byTag.id}`, `right POST ${byKey.id}`]);
    right.change(byKey.id, { phone: '1' });
    expect(await seen()).toEqual([`right PATCH ${byKey.id}`]);
    right.records.delete(byTag.id);
    expect(await seen()).toEqual([`right DELETE ${byTag.id}`]);
    expect(watch.strangers().map(({ company }) => company.id)).toEqual([byKey.id]);
    expect(await seen()).toEqual([]);
  });

  it('does not take a stranger’s older version for a write', async () => {
    const { right, mine, seen } = world();
    mine('right', {});
    const before = right.plant({ orgNr: '310000002' });
    right.change(before.id, { phone: '1' });
    await seen();
    right.behind.set(before.id, before);
    expect(await seen()).toEqual([]);
  });

  it('says nothing of other people’s companies, and writes to none', async () => {
    const { left, right, watch, mine, seen } = world();
    const others = [
      left.plant({ name: 'Nabo', orgNr: '310000009' }),
      left.plant({ name: 'Run of old [dataflow-qa-9876543210]' }),
    ];
    mine('left', {});
    others.push(left.plant({ name: `Not quite [${TAG}] AS` }), left.plant({ orgNr: null }));
    for (const { id } of others) left.change(id, { phone: '9' });
    expect(await seen()).toEqual([]);
    expect(watch.current('left')).toHaveLength(1);
    expect([...left.writes(), ...right.writes()]).toEqual([]);
  });

  it('has a fingerprint that moves when a record does, and when nothing does stays', async () => {
    const { left, watch, mine } = world();
    const { id } = mine('left', {});
    const looked = async (): Promise<string> => {
      await watch.look();
      return watch.fingerprint();
    };
    const first = await looked();
    expect(await looked()).toBe(first);
    left.plant({ name: 'Nabo' });
    expect(await looked()).toBe(first);
    left.change(id, {});
    expect(await looked()).not.toBe(first);
  });

  it('asks one tenant once, whichever side it is asked of', async () => {
    const { left, watch, mine, seen } = world('one-tenant');
    const { id } = mine('left', {});
    left.change(id, { phone: '2' });
    expect(await seen()).toEqual([`left PATCH ${id}`]);
    expect(left.calls).toEqual(['LIST']);
    expect(watch.current('right')).toEqual(watch.current('left'));
  });
});
