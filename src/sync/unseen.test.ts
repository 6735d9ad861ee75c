/** Edits that an incremental pass does not see, and the next full one (by default each 20th) does; found by fuzzing. */
import { describe, expect, it } from 'vitest';
import { bench, linked, names, refuse, type Bench } from './testing/bench.ts';

const HOUR = 3_600_000;

describe('only a full pass sees an edit', () => {
  it('made after the tenant’s clock went back', async () => {
    const made = await linked();
    made.clock.now -= 2 * HOUR;
    made.right.edit('2', { name: 'b' });
    expect(await made.pass()).toMatchObject({ full: false, writes: [] });
    await made.pass({ full: true });
    expect(names(made)).toEqual(['b', 'b']);
  });
});

describe('an incremental pass sees an edit', () => {
  /** The clock went back, and a full pass saw it by an edit: first with no refusal, then with one. */
  const wentBack = async (refused: boolean): Promise<Bench> => {
    const made = await linked();
    made.clock.now -= 2 * HOUR;
    made.right.edit('2', { name: 'b' });
    if (refused) made.left.onCall = refuse(503, ({ method }) => method === 'get');
    await made.pass({ full: true });
    made.left.onCall = () => {};
    await made.pass();
    await made.pass();
    expect(names(made)).toEqual(['b', 'b']);
    made.right.edit('2', { phone: '2' });
    await made.pass();
    return made;
  };

  it('after a full pass has seen that the clock went back', async () => {
    const { left } = await wentBack(false);
    expect(left.read('1').phone).toBe('2');
  });

  it('also where that pass was refused something', async () => {
    const { left } = await wentBack(true);
    expect(left.read('1').phone).toBe('2');
  });

  it('of a record that one listing left out, though another record was edited much later', async () => {
    const made = twoPairs();
    await made.pass();
    made.left.edit('1', { name: 'b' });
    made.clock.now += HOUR;
    made.left.edit('2', { name: 'c' });
    made.left.listing = (all) => all.filter(({ id }) => id !== '1');
    await made.pass();
    made.left.listing = (all) => all;
    expect(made.right.read('1').name).toBe('a');
    await made.pass();
    expect(made.right.read('1').name).toBe('b');
  });

  it('that a listing shows twice, the older version last', async () => {
    const made = twoPairs();
    await made.pass();
    const old = made.left.read('1');
    made.left.edit('1', { name: 'b' });
    made.clock.now += HOUR;
    made.left.edit('2', { name: 'c' });
    made.left.listing = (all) => [...all, old];
    await made.pass();
    made.left.listing = (all) => all;
    await made.pass();
    await made.pass();
    expect(made.right.read('1').name).toBe('b');
  });
});

function twoPairs(): Bench {
  const made = bench();
  for (const id of ['1', '2']) {
    made.left.add(id, { orgNr: id, name: 'a' });
    made.right.add(id, { orgNr: id, name: 'a' });
  }
  return made;
}
