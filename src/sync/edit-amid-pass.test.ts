import { describe, expect, it } from 'vitest';
import { bench, linked, names, once, refuse } from './testing/bench.ts';
import { CROSSING, row, section } from './testing/documents.ts';

describe('an edit while the pass works', () => {
  it('of the source survives, and comes over with the next pass', async () => {
    const made = await linked();
    made.left.edit('1', { name: 'b' });
    made.right.onCall = once('patch', () => made.left.edit('1', { name: 'c' }));
    await made.pass();
    expect(names(made)).toEqual(['c', 'b']);
    await made.pass();
    expect(names(made)).toEqual(['c', 'c']);
  });

  it('of the source survives also where the write was its last, later than the edit', async () => {
    const made = await linked();
    made.left.edit('1', { name: 'b' });
    made.right.edit('2', { phone: '2' });
    made.right.onCall = once('patch', () => made.left.edit('1', { name: 'c' }));
    made.left.onCall = refuse(503, ({ method }) => method === 'patch');
    expect(await made.pass()).toMatchObject({ ok: false });
    made.left.onCall = () => {};
    await made.pass();
    expect(names(made)).toEqual(['c', 'c']);
    expect(made.left.read('1').phone).toBe('2');
  });

  it('of another leaf of the target survives', async () => {
    const made = await linked(section(CROSSING));
    made.left.edit('1', { postAddress: { country: 'NO' } });
    made.right.onCall = once('patch', () =>
      made.right.edit('2', { visitAddress: { postCode: '4950' }, postAddress: { country: 'SJ' } }),
    );
    await made.pass();
    expect(made.right.patches.map(({ ifMatch }) => typeof ifMatch)).toEqual(['string', 'string']);
    expect(made.right.read('2')).toMatchObject({
      visitAddress: { country: 'NO', postCode: '4950' },
      postAddress: { country: 'SJ' },
    });
    expect(made.left.read('1')).toMatchObject({
      postAddress: { country: 'NO', postCode: '4950' },
      visitAddress: { country: 'SJ' },
    });
  });

  it('of the same row is a conflict: the later one wins', async () => {
    const made = await linked();
    made.left.edit('1', { name: 'b' });
    made.right.onCall = once('patch', () => made.right.edit('2', { name: 'later' }));
    await made.pass();
    expect(names(made)).toEqual(['later', 'later']);
  });

  it('of one of several leaves that share a value is a conflict too: what the others still hold is no edit', async () => {
    const made = bench(section([row('phone', 'phone'), row('email', 'phone')]));
    made.left.add('1', { orgNr: 'o', phone: 'a', email: 'a' });
    made.right.add('2', { orgNr: 'o', phone: 'a' });
    await made.pass();
    made.right.edit('2', { phone: 'b' });
    made.left.onCall = once('patch', () => made.left.edit('1', { email: 'later' }));
    await made.pass();
    expect([made.left.read('1'), made.right.read('2')]).toMatchObject([
      { phone: 'later', email: 'later' },
      { phone: 'later' },
    ]);
  });

  it('counts from the last edit of others: the sync’s own write makes no side newer', async () => {
    const made = await linked();
    made.right.edit('2', { name: 'earlier' });
    made.left.edit('1', { phone: '2' });
    made.right.onCall = once('patch', () => made.left.edit('1', { name: 'later' }));
    await made.pass();
    expect(names(made)).toEqual(['later', 'later']);
    expect(made.right.patches.length).toBe(2);
  });

  it('that never ends is left to the next pass, and reported', async () => {
    const made = await linked();
    made.left.edit('1', { name: 'b' });
    made.right.onCall = ({ method }) => {
      if (method === 'patch') made.right.edit('2', { email: 'x' });
    };
    const result = await made.pass();
    expect(result).toMatchObject({ ok: false, writes: [] });
    expect(result.problems).toEqual([
      { pair: { left: '1', right: '2' }, message: expect.stringContaining('5 times') },
    ]);
    made.right.onCall = () => {};
    expect(await made.pass()).toMatchObject({ ok: true });
    expect(names(made)).toEqual(['b', 'b']);
  });

  it('is not overwritten by what an outdated listing shows', async () => {
    const made = await linked();
    const outdated = made.right.all();
    made.left.edit('1', { name: 'b' });
    await made.pass();
    made.right.listing = () => outdated;
    expect(await made.pass()).toMatchObject({ ok: true, writes: [] });
    expect(names(made)).toEqual(['b', 'b']);
  });

  it('is not lost though outdated listings show what was agreed before', async () => {
    const made = await linked();
    const outdated = { left: made.left.all(), right: made.right.all() };
    made.left.edit('1', { name: 'b' });
    await made.pass();
    made.left.listing = () => outdated.left;
    made.right.listing = () => outdated.right;
    await made.pass();
    made.left.listing = (all) => all;
    made.right.listing = (all) => all;
    made.left.edit('1', { name: 'c' });
    made.right.edit('2', { phone: '2' });
    await made.pass();
    expect(names(made)).toEqual(['c', 'c']);
  });
});
