import { describe, expect, it } from 'vitest';
import { bench, linked, names, refuse, type Bench } from './testing/bench.ts';

const HOUR = 3_600_000;

describe('an incremental pass', () => {
  it.each([200, 2000])('costs what 10 edits cost, of %i pairs', async (pairs) => {
    const made = manyPairs(pairs);
    expect(await made.pass()).toMatchObject({ full: true, listed: { left: pairs, right: pairs } });
    made.clock.now += HOUR;
    // All pairs were made in one minute: until something newer is known of a side, they are listed again.
    made.left.edit('0', { name: 'x' });
    made.right.edit('1', { name: 'x' });
    await made.pass();
    await made.pass();
    made.clock.now += HOUR;
    const requests = countRequests(made);
    for (let n = 0; n < 10; n += 1) made.left.edit(String(n * 7), { name: `edit ${n}` });
    const result = await made.pass();
    expect(result).toMatchObject({ ok: true, full: false, writes: { length: 10 } });
    expect(result.listed).toEqual({ left: 11, right: 2 });
    expect(requests()).toEqual({ list: 2, get: 20, patch: 10 });
  });

  it('reads nothing but the listings where nothing happened, and does not read its own writes', async () => {
    const made = await linked();
    made.left.edit('1', { name: 'b' });
    await made.pass();
    const requests = countRequests(made);
    expect(await made.pass()).toMatchObject({ ok: true, full: false, listed: { left: 1, right: 1 } });
    expect(requests()).toEqual({ list: 2, get: 0, patch: 0 });
  });

  it('lists from the overlap on, by the clock of each tenant', async () => {
    const made = await linked();
    const since: string[] = [];
    for (const tenant of [made.left, made.right]) {
      const list = tenant.list.bind(tenant);
      tenant.list = (options) => {
        since.push(options?.modifiedSince ?? 'the beginning');
        return list(options);
      };
    }
    const left = made.left.read('1').modifiedAt;
    const right = made.right.read('2').modifiedAt;
    await made.pass({ overlapMs: 5000 });
    const back = (time: string) => new Date(Date.parse(time) - 5000).toISOString();
    expect(since).toEqual([back(left), back(right)]);
  });

  it('sees an edit that shows only later in the listing, as long as the overlap reaches', async () => {
    const made = await linked();
    made.left.add('3', { orgNr: 'p', name: 'x' });
    made.left.edit('1', { name: 'b' });
    made.left.edit('3', { name: 'y' });
    made.left.listing = (all) => all.filter(({ id }) => id !== '1');
    expect(await made.pass()).toMatchObject({ ok: true, writes: [] });
    made.left.listing = (all) => all;
    expect(await made.pass()).toMatchObject({ full: false, writes: { length: 1 } });
    expect(names(made)).toEqual(['b', 'b']);
  });

  it('sees edits of one and the same time, also that of the watermark, without any overlap', async () => {
    const made = manyPairs(3);
    await made.pass({ overlapMs: 0 });
    for (const [n, id] of ['0', '1', '2'].entries()) {
      // Each edit is of the very time that the last pass has seen already.
      made.clock.now = Date.parse(made.left.read('2').modifiedAt) - 1;
      made.left.edit(id, { name: `again ${n}` });
      expect(await made.pass({ overlapMs: 0 })).toMatchObject({
        ok: true,
        full: false,
        writes: { length: 1 },
      });
    }
    expect(made.right.all().map(({ name }) => name)).toEqual(['again 0', 'again 1', 'again 2']);
  });

  it('does not mind clocks that are apart by years', async () => {
    const made = await linked();
    for (let round = 0; round < 3; round += 1) {
      made.clock.now += HOUR;
      made.left.edit('1', { name: `left ${round}` });
      made.clock.now -= 24 * 365 * HOUR;
      made.right.edit('2', { phone: `right ${round}` });
      made.clock.now += 24 * 365 * HOUR;
      await made.pass({ full: round === 0 });
      await made.pass();
    }
    expect(made.right.read('2').name).toBe('left 2');
    expect(made.left.read('1').phone).toBe('right 2');
  });

  it('tells a clock that went back by its own writes, and loses nothing then', async () => {
    const made = manyPairs(20);
    await made.pass();
    made.clock.now += 10 * HOUR;
    made.left.edit('19', { name: 'last' });
    made.right.edit('19', { phone: 'last' });
    await made.pass();
    await made.pass();
    made.clock.now -= 5 * HOUR;
    made.left.edit('0', { name: 'unseen' });
    made.clock.now += 5 * HOUR;
    made.right.edit('1', { name: 'seen' });
    made.clock.now -= 5 * HOUR;
    // The write to the left is answered with a time long before the watermark: the next pass looks at everything.
    expect(await made.pass()).toMatchObject({ full: false, writes: { length: 1 } });
    expect(await made.pass()).toMatchObject({ full: true });
    expect(made.right.read('0').name).toBe('unseen');
    // From now on it is listed from where the clock stands.
    while ((await made.pass()).full);
    made.left.edit('2', { name: 'after' });
    expect(await made.pass()).toMatchObject({ full: false, writes: { length: 1 } });
    expect(made.right.read('2').name).toBe('after');
  });

  it('takes up a pair that was left undone, whatever is listed', async () => {
    const made = await linked();
    made.left.edit('1', { name: 'b' });
    made.right.onCall = refuse(503, ({ method }) => method === 'patch');
    expect(await made.pass()).toMatchObject({ ok: false });
    made.right.onCall = () => {};
    made.left.listing = () => [];
    made.right.listing = () => [];
    expect(await made.pass()).toMatchObject({ ok: true, full: true, writes: { length: 1 } });
    expect(names(made)).toEqual(['b', 'b']);
  });

  it('is full after one that left anything undone, and each n-th time', async () => {
    const made = await linked();
    made.left.onCall = refuse(503, ({ method }) => method === 'list');
    expect(await made.pass()).toMatchObject({ ok: false, full: false });
    made.left.onCall = () => {};
    const kinds: boolean[] = [];
    for (let n = 0; n < 7; n += 1) kinds.push((await made.pass({ fullEvery: 3 })).full);
    expect(kinds).toEqual([true, false, false, true, false, false, true]);
    await made.reopen();
    expect(await made.pass({ fullEvery: 3 })).toMatchObject({ full: false });
  });
});

describe('what is not listed', () => {
  it('a deletion, is found by a full pass; a newcomer that meets it does not have to wait', async () => {
    const made = await linked();
    made.right.drop('2');
    expect(await made.pass()).toMatchObject({ full: false, ended: [] });
    made.right.add('9', { orgNr: 'o', name: 'new', phone: '1' });
    expect(await made.pass()).toMatchObject({
      full: false,
      ended: [{ left: '1', right: '2' }],
      linked: [{ left: '1', right: '9' }],
    });
    expect(made.left.read('1').name).toBe('new');
  });

  it('a deletion, ends the link when the other record is edited, and leaves that as it is', async () => {
    const made = await linked();
    made.right.drop('2');
    made.left.edit('1', { name: 'b' });
    expect(await made.pass()).toMatchObject({ ok: true, full: false, ended: [{ left: '1', right: '2' }] });
    expect(await made.links()).toEqual([]);
    expect(made.left.read('1').name).toBe('b');
  });

  it('a deleted one of a crowd, does not keep a newcomer from its only candidate', async () => {
    const made = bench();
    made.left.add('1', { orgNr: 'o', name: 'a' });
    made.left.add('2', { orgNr: 'o', name: 'b' });
    await made.pass();
    made.left.drop('2');
    made.clock.now += HOUR;
    made.left.add('7', { orgNr: 'other' });
    await made.pass();
    made.right.add('3', { orgNr: 'o' });
    expect(await made.pass()).toMatchObject({
      full: false,
      linked: [{ left: '1', right: '3' }],
      ambiguous: [],
    });
  });

  it('a free record missing from a full listing, is asked for, and can be linked later', async () => {
    const made = bench();
    made.left.add('1', { orgNr: 'o', name: 'a' });
    made.left.add('2', { orgNr: 'gone' });
    await made.pass();
    made.left.drop('2');
    made.left.listing = (all) => all.filter(({ id }) => id !== '1');
    await made.pass({ full: true });
    made.left.listing = (all) => all;
    made.clock.now += HOUR;
    made.left.add('8', { orgNr: 'x' });
    await made.pass();
    made.right.add('3', { orgNr: 'o' });
    made.right.add('4', { orgNr: 'gone' });
    expect(await made.pass()).toMatchObject({ full: false, linked: [{ left: '1', right: '3' }] });
  });
});

describe('stopped', () => {
  it('begins no further pair, finishes what it writes, and does the rest the next time', async () => {
    const made = manyPairs(10);
    await made.pass();
    for (let n = 0; n < 10; n += 1) made.left.edit(String(n), { name: `new ${n}` });
    const stop = new AbortController();
    made.right.onCall = ({ method }) => {
      if (method === 'patch') stop.abort();
    };
    const stopped = await made.pass({ signal: stop.signal, pairsAtOnce: 2 });
    expect(stopped).toMatchObject({ ok: false, writes: { length: 2 } });
    expect(stopped.problems).toEqual([{ pair: null, message: expect.stringContaining('stopped: ') }]);
    expect(made.right.patches).toHaveLength(2);
    made.right.onCall = () => {};
    expect(await made.pass()).toMatchObject({ ok: true, full: true, writes: { length: 8 } });
  });

  it('while listing writes nothing', async () => {
    const made = await linked();
    made.left.edit('1', { name: 'b' });
    const result = await made.pass({ signal: AbortSignal.abort() });
    expect(result).toMatchObject({ ok: false, writes: [] });
    expect(await made.pass()).toMatchObject({ ok: true, writes: { length: 1 } });
  });
});

function manyPairs(count: number): Bench {
  const made = bench();
  for (let n = 0; n < count; n += 1) {
    made.left.add(String(n), { orgNr: `o${n}`, name: 'a' });
    made.right.add(String(n), { orgNr: `o${n}`, name: 'a' });
  }
  return made;
}

function countRequests({ left, right }: Bench): () => Record<'list' | 'get' | 'patch', number> {
  const counts = { list: 0, get: 0, patch: 0 };
  for (const tenant of [left, right]) {
    tenant.onCall = ({ method }) => {
      counts[method] += 1;
    };
  }
  return () => counts;
}
