import { describe, expect, it } from 'vitest';
import { judge, modelOf } from '../judge.ts';
import { FEW_CELLS, post, Telling, visit } from '../testing/telling.ts';
import { areConcurrent, isOlder } from './event.ts';
import type { Life } from './life.ts';
import { type Model, unite } from './model.ts';

function modelAfter(tell: (telling: Telling) => unknown, topology?: 'one-tenant'): Model {
  const telling = new Telling(topology);
  tell(telling);
  return modelOf(FEW_CELLS, telling.trace());
}

function found(model: Model, place: 'left' | 'right', id: string): Life {
  const life = model.find(place, id);
  if (life === null) throw new RangeError(`there is no ${place} record ${id}`);
  return life;
}

function couple(t: Telling, left: string | null, right: string | null): Telling {
  t.create('left', { orgNr: '1', ...post(left) });
  t.create('right', { orgNr: '1', ...visit(right) });
  return t;
}

describe('uniting', () => {
  const events = (tell: (telling: Telling) => unknown) => {
    const model = modelAfter(tell);
    const [one, other] = [found(model, 'left', '1'), found(model, 'right', '2')];
    const [here, there] = [one.held[0], other.held[1]];
    return { is: unite(model, one, other, 0), here, there, after: [one.held[0], other.held[1]] };
  };

  it('makes one of two values that agree, newer than both, and of the later time', () => {
    const { is, here, there, after } = events((t) => couple(t, 'NO', 'NO'));
    expect(is).toBe(true);
    expect(after[0]).toBe(after[1]);
    expect(after[0]).toMatchObject({ value: 'NO', at: there?.at, replaced: [here, there] });
  });

  it('makes null and nothing one as well', () => {
    expect(events((t) => couple(t, null, '')).is).toBe(true);
  });

  it('leaves what does not agree', () => {
    const { is, here, there, after } = events((t) => couple(t, 'NO', 'SE'));
    expect(is).toBe(false);
    expect(after).toEqual([here, there]);
  });

  it('takes the newer one where one has replaced the other, and leaves what is one already', () => {
    const there = (t: Telling): Telling => couple(t, 'NO', 'NO').settle().edit('left', '1', post('SE'));
    const back = events((t) => there(t).edit('left', '1', post('NO')));
    expect(back.here && back.there && isOlder(back.there, back.here)).toBe(true);
    expect(back.after).toEqual([back.here, back.here]);
    const same = events((t) => couple(t, 'NO', 'NO').settle());
    expect(same.here).toBe(same.there);
    expect(same.is).toBe(true);
  });
});

describe('a model', () => {
  it('holds on both leaves what was carried over', () => {
    const model = modelAfter((t) =>
      couple(t, 'NO', null).begins(false).write('right', '2', visit('NO')).ends(),
    );
    expect(found(model, 'right', '2').held[1]).toBe(found(model, 'left', '1').held[0]);
    expect(found(model, 'right', '2').mate).toBe(found(model, 'left', '1'));
    // That a value wins over none could not go otherwise.
    expect(model.contests).toBe(0);
    const both = modelAfter((t) =>
      couple(t, 'NO', 'SE').begins(false).write('right', '2', visit('NO')).ends(),
    );
    expect(both.contests).toBe(1);
  });

  it('takes no write that was refused, and no record that is not known', () => {
    const model = modelAfter((t) =>
      couple(t, 'NO', 'SE').begins(false).write('right', '2', visit('NO'), { status: 412 }).ends(),
    );
    expect(found(model, 'right', '2')).toMatchObject({ mate: null, company: visit('SE') });
    expect(model.find('left', '9')).toBeNull();
    expect(model.find('left', '2')).toBeNull();
  });

  it('takes what a user puts back over a write that may not have been answered for no newer than it', () => {
    const tell = (t: Telling, faults: number): Telling =>
      couple(t, 'NO', 'NO')
        .settle()
        .edit('left', '1', post('SE'))
        .begins(false)
        .write('right', '2', visit('SE'))
        .ends('done', faults)
        .edit('right', '2', visit('NO'));
    const rough = modelAfter((t) => tell(t, 1));
    const [here, there] = [found(rough, 'left', '1').held[0], found(rough, 'right', '2').held[1]];
    expect(here && there && areConcurrent(here, there)).toBe(true);
    const calm = modelAfter((t) => tell(t, 0));
    const [older, newer] = [found(calm, 'left', '1').held[0], found(calm, 'right', '2').held[1]];
    expect(older && newer && isOlder(older, newer)).toBe(true);
  });

  it('knows that there was a crowd', () => {
    const crowd = (t: Telling): Telling => {
      t.create('left', { orgNr: '1' });
      return couple(t, null, null).settle();
    };
    expect(modelAfter(crowd).wasCrowded).toBe(true);
    expect(modelAfter((t) => couple(t, null, null).settle()).wasCrowded).toBe(false);
  });

  it('in one tenant takes each record as either side’s', () => {
    const telling = new Telling('one-tenant');
    telling.create('left', { orgNr: '1', ...post('NO') });
    telling.create('left', { orgNr: '1' });
    telling.settle(() => telling.write('left', '2', visit('NO')));
    expect(judge(FEW_CELLS, telling.trace(), new Set(['must', 'implied', 'policy', 'reference']))).toEqual(
      [],
    );
    const model = modelOf(FEW_CELLS, telling.trace());
    expect(found(model, 'left', '1').mate).toBe(found(model, 'left', '2'));
    expect(model.mateLeaf(found(model, 'left', '2'), 1)).toBe(0);
  });
});
