import { describe, expect, it } from 'vitest';
import { TenantError } from '../domain/tenant.ts';
import { bench, linked, names, refuse } from './testing/bench.ts';

describe('refusals', () => {
  it('of one write stop no other pair, and are made good by the next pass', async () => {
    const { left, right, pass } = bench();
    for (const id of ['1', '2', '3']) {
      left.add(id, { orgNr: id, name: `l${id}` });
      right.add(id, { orgNr: id });
    }
    right.onCall = refuse(429, ({ method, id }) => method === 'patch' && id === '2');
    const result = await pass();
    expect(result).toMatchObject({ ok: false, linked: { length: 3 }, writes: { length: 2 } });
    expect(result.problems).toEqual([
      { pair: { left: '2', right: '2' }, message: 'PATCH /companies: 429 no' },
    ]);
    right.onCall = () => {};
    expect(await pass()).toMatchObject({ ok: true, writes: { length: 1 } });
    expect(right.all().map(({ name }) => name)).toEqual(['l1', 'l2', 'l3']);
  });

  it('of one record leave nothing that is still being asked once the pass has ended', async () => {
    const made = await linked();
    made.left.edit('1', { name: 'b' });
    made.left.onCall = refuse(500, ({ method }) => method === 'get');
    let answered = false;
    const get = made.right.get.bind(made.right);
    made.right.get = async (id) => {
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
      answered = true;
      return get(id);
    };
    expect(await made.pass()).toMatchObject({ ok: false });
    expect(answered).toBe(true);
  });

  it('of a listing write nothing and keep the links', async () => {
    const made = await linked();
    made.left.edit('1', { name: 'b' });
    made.right.onCall = refuse(500, ({ method }) => method === 'list');
    const result = await made.pass();
    expect(result).toMatchObject({ ok: false, writes: [] });
    expect(await made.links()).toHaveLength(1);
    expect(result.problems).toEqual([{ pair: null, message: 'PATCH /companies: 500 no' }]);
  });

  it('leave a lost answer to the next pass, which finds the write done', async () => {
    const made = await linked();
    made.left.edit('1', { name: 'b' });
    made.right.onPatched = () => {
      throw new TenantError('PATCH /companies/2', null, 'connection reset');
    };
    expect(await made.pass()).toMatchObject({ ok: false });
    expect(await made.pass()).toMatchObject({ ok: true, writes: [] });
    expect(names(made)).toEqual(['b', 'b']);
  });

  it.each(['list', 'get', 'patch'] as const)(
    'that are faults of the program are not taken for a tenant’s: %s',
    async (at) => {
      const made = await linked();
      made.left.edit('1', { name: 'b' });
      made.right.onCall = ({ method }) => {
        if (method === at) throw new RangeError('a fault');
      };
      await expect(made.pass()).rejects.toThrow('a fault');
    },
  );
});

describe('a tenant with its own mind', () => {
  it('that drops a property is reported, and the edit is not lost', async () => {
    const made = await linked();
    made.left.edit('1', { name: 'b', phone: '2' });
    made.right.distort = (patched) => ({ ...patched, name: 'a' });
    const result = await made.pass();
    expect(result).toMatchObject({ ok: false });
    expect(result.problems[0]?.message).toContain('name → name');
    expect(result.problems[0]?.message).not.toContain('phone');
    made.right.distort = (patched) => patched;
    await made.pass();
    expect(names(made)).toEqual(['b', 'b']);
  });

  it('that trims what it is sent settles on what it made of it', async () => {
    const made = await linked();
    made.right.distort = (patched) => ({ ...patched, name: patched.name?.trim() ?? null });
    made.left.edit('1', { name: ' b ' });
    await made.pass();
    await made.pass();
    expect(names(made)).toEqual(['b', 'b']);
    expect(await made.pass()).toMatchObject({ ok: true, writes: [] });
  });

  it('that has no entity tags is written without If-Match', async () => {
    const made = await linked();
    made.right.withEtags = false;
    made.left.edit('1', { name: 'b' });
    await made.pass();
    expect(made.right.patches.map(({ ifMatch }) => ifMatch)).toEqual([null]);
    expect(names(made)).toEqual(['b', 'b']);
  });
});
