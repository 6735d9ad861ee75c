import { describe, expect, it } from 'vitest';
import { bench, linked, names, once, refuse } from './testing/bench.ts';
import { CROSSING, section, STRAIGHT } from './testing/documents.ts';

describe('linking', () => {
  it('links, writes crossing addresses once a side, and is quiet then', async () => {
    const { left, right, pass } = bench(section(CROSSING));
    left.add('1', { orgNr: 'o', name: 'L', postAddress: { country: 'NO', postCode: '0150' } });
    right.add('2', { orgNr: 'o', name: 'R', postAddress: { streetAddress: 'B 1', postalArea: 'OSLO' } });
    const first = await pass();
    expect(first).toMatchObject({ ok: true, linked: [{ left: '1', right: '2' }], problems: [] });
    expect(first.notCopied).toEqual(['id → id']);
    expect(first.writes.map(({ side }) => side)).toEqual(['right', 'left']);
    const none = { country: null, postCode: null, postalArea: null, streetAddress: null };
    expect(right.read('2')).toMatchObject({
      name: 'R',
      visitAddress: { ...none, country: 'NO', postCode: '0150' },
      postAddress: { ...none, streetAddress: 'B 1', postalArea: 'OSLO' },
    });
    expect(left.read('1')).toMatchObject({
      name: 'L',
      postAddress: { ...none, country: 'NO', postCode: '0150' },
      visitAddress: { ...none, streetAddress: 'B 1', postalArea: 'OSLO' },
    });
    for (let round = 0; round < 3; round += 1) {
      const quiet = await pass();
      expect(quiet).toMatchObject({ ok: true, writes: [], linked: [] });
    }
    expect([left.patches.length, right.patches.length]).toEqual([1, 1]);
  });

  it('takes the value of the record that was edited later before the pass', async () => {
    const { left, right, pass } = bench();
    right.add('2', { orgNr: null, name: 'r' });
    left.add('1', { orgNr: 'o', name: 'l', phone: null });
    right.edit('2', { orgNr: 'o' });
    await pass();
    expect([left.read('1').name, right.read('2').name]).toEqual(['r', 'r']);
  });

  it('outlives a change of the merge property, which is not copied', async () => {
    const made = await linked();
    made.left.edit('1', { orgNr: 'other', name: 'b' });
    made.right.add('3', { orgNr: 'other', name: 'z' });
    made.right.add('4', { orgNr: 'o', name: 'y' });
    const result = await made.pass();
    expect(result).toMatchObject({ linked: [], ended: [] });
    expect(names(made)).toEqual(['b', 'b']);
    expect(made.right.read('2').orgNr).toBe('o');
    expect([made.right.read('3').name, made.right.read('4').name]).toEqual(['z', 'y']);
  });

  it('ends where a record is gone, leaves the other, and lets it be linked again', async () => {
    const made = await linked();
    made.right.drop('2');
    // Deletions are not listed: only a pass that looks at everything finds this one.
    expect(await made.pass({ full: true })).toMatchObject({ ok: true, ended: [{ left: '1', right: '2' }] });
    expect(await made.links()).toEqual([]);
    expect(made.left.patches).toEqual([]);
    made.right.add('9', { orgNr: 'o', name: 'new', phone: '' });
    expect(await made.pass()).toMatchObject({ linked: [{ left: '1', right: '9' }] });
    expect([made.left.read('1').name, made.right.read('9').phone]).toEqual(['new', '1']);
  });

  it('stays where a record is missing from a listing only, and where nobody can tell', async () => {
    const made = await linked();
    made.left.edit('1', { name: 'b' });
    made.right.listing = (all) => all.filter(({ id }) => id !== '2');
    expect(await made.pass()).toMatchObject({ ok: true, ended: [] });
    expect(names(made)).toEqual(['b', 'b']);
    made.right.onCall = refuse(503, ({ method, id }) => method === 'get' && id === '2');
    made.right.add('3', { orgNr: 'o' });
    const unsure = await made.pass();
    expect(unsure).toMatchObject({ ok: false, ended: [], linked: [] });
    expect(await made.links()).toEqual([{ left: '1', right: '2' }]);
  });

  it('is given up where the records no longer belong together when read afresh', async () => {
    const { left, right, pass, links } = bench();
    left.add('1', { orgNr: 'o', name: 'a' });
    right.add('2', { orgNr: 'o', name: 'b' });
    left.onCall = once('get', () => left.edit('1', { orgNr: 'p' }));
    expect(await pass()).toMatchObject({ ok: true, linked: [], writes: [] });
    expect(await links()).toEqual([]);
  });

  it('tolerates a record that is listed twice: what came last is newer', async () => {
    const made = await linked();
    made.left.edit('1', { name: 'b' });
    const stale = { ...made.left.read('1'), name: 'a' };
    made.left.listing = (all) => [stale, ...all];
    await made.pass();
    expect(names(made)).toEqual(['b', 'b']);
  });

  it('copies straight rows of addresses alike', async () => {
    const made = await linked(section(STRAIGHT));
    made.right.edit('2', { visitAddress: { postCode: '0001' } });
    await made.pass();
    expect(made.left.read('1').visitAddress?.postCode).toBe('0001');
  });
});

describe('one tenant', () => {
  it('keeps two of its companies in sync, crossing, without a third', async () => {
    const { left: tenant, pass } = bench(section(CROSSING), 'one-tenant');
    tenant.add('1', { orgNr: 'o', postAddress: { country: 'NO' } });
    tenant.add('2', { orgNr: 'o', postAddress: { country: 'SE' } });
    expect(await pass()).toMatchObject({ ok: true, linked: [{ left: '1', right: '2' }] });
    const countries = () =>
      tenant.all().map((one) => [one.postAddress?.country ?? null, one.visitAddress?.country ?? null]);
    expect(countries()).toEqual([
      ['NO', 'SE'],
      ['SE', 'NO'],
    ]);
    tenant.add('3', { orgNr: 'o', postAddress: { country: 'DK' } });
    tenant.edit('2', { visitAddress: null });
    expect(await pass()).toMatchObject({ ok: true, linked: [], ended: [] });
    expect(countries()).toEqual([
      [null, 'SE'],
      ['SE', null],
      ['DK', null],
    ]);
    expect(await pass()).toMatchObject({ writes: [] });
  });
});
