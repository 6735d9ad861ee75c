import { describe, expect, test } from 'vitest';
import { call, companyOf, HARNESS_TOKEN, serve } from '../test-client.ts';

const ADDRESS = { country: 'NO', postCode: '0150', postalArea: 'OSLO', streetAddress: 'Gata 1' };

describe('old-etag', () => {
  test('a GET shows the tag of the version before, so that a write with it is refused', async () => {
    const tenant = await serve();
    const { id } = tenant.controls.create({ name: 'a' });
    const path = `/companies/${id}`;
    tenant.controls.faults.arm([{ name: 'old-etag' }], 1);
    expect((await call(tenant, 'GET', path)).headers.get('etag'), 'a first version').toBe('"1"');
    expect(tenant.controls.faults.met()).toEqual([0]);
    expect((await call(tenant, 'PATCH', path, { body: { name: 'b' } })).headers.get('etag')).toBe('"2"');
    tenant.controls.edit(id, { name: 'c' });
    const read = await call(tenant, 'GET', path);
    expect(read.headers.get('etag')).toBe('"2"');
    expect(companyOf(read).name).toBe('c');
    expect((await call(tenant, 'GET', path, { token: HARNESS_TOKEN })).headers.get('etag')).toBe('"3"');
    const stale = { body: { name: 'd' }, headers: { 'if-match': '"2"' } };
    expect((await call(tenant, 'PATCH', path, stale)).status).toBe(412);
    expect(tenant.controls.faults.met()).toEqual([1]);
  });
});

describe('dropped-property', () => {
  async function patched(patch: object, seed = 1, start: object = {}) {
    const tenant = await serve();
    const { id } = tenant.controls.create({ name: 'a', phone: '1', ...start });
    tenant.controls.faults.arm([{ name: 'dropped-property' }], seed);
    const answer = await call(tenant, 'PATCH', `/companies/${id}`, { body: patch });
    const { modifiedAt, ...stored } = tenant.store.get(id)?.company ?? companyOf(answer);
    const answered = companyOf(answer);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe('"2"');
    expect(answered.modifiedAt).toBe(modifiedAt);
    expect(tenant.log.since(1)).toMatchObject([{ status: 200, before: { name: 'a' }, after: stored }]);
    return { answered, stored, met: tenant.controls.faults.met() };
  }

  test('one leaf is not applied, the others are, and the answer shows all of them', async () => {
    const outcomes = new Set<string>();
    for (let seed = 1; seed <= 12; seed++) {
      const { answered, stored, met } = await patched({ name: 'b', phone: '2' }, seed);
      expect(answered).toMatchObject({ name: 'b', phone: '2' });
      expect(met).toEqual([1]);
      outcomes.add(`${stored.name}${stored.phone}`);
    }
    expect(outcomes).toEqual(new Set(['a2', 'b1']));
  });

  test('a leaf of an address is dropped by itself, and an address of one leaf as a whole', async () => {
    const { answered, stored } = await patched({ postAddress: { country: 'SE', postCode: '0150' } }, 1, {
      postAddress: ADDRESS,
    });
    expect(answered.postAddress).toEqual({ ...ADDRESS, country: 'SE' });
    expect(stored.postAddress, 'the post code stays the same either way').toEqual(ADDRESS);
    const alone = await patched({ visitAddress: { country: 'NO' } });
    expect(alone.answered.visitAddress?.country).toBe('NO');
    expect(alone.stored.visitAddress).toBeNull();
  });

  test('clearing a whole address is dropped as a whole', async () => {
    const { answered, stored } = await patched({ visitAddress: null }, 1, { visitAddress: ADDRESS });
    expect(answered.visitAddress).toBeNull();
    expect(stored.visitAddress).toEqual(ADDRESS);
  });

  test('a patch that changes nothing is not met', async () => {
    const { met, stored } = await patched({ name: 'a', phone: '1' });
    expect(met).toEqual([0]);
    expect(stored).toMatchObject({ name: 'a', phone: '1' });
  });
});
