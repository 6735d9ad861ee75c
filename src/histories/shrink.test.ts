import { describe, expect, it } from 'vitest';
import { historyOf } from './exploration.ts';
import { History, stepsOf } from './history.ts';
import { smaller } from './shrink.ts';
import { REPERTOIRE } from './testing/ground.ts';

const drawn = Array.from({ length: 200 }, (_, seed) => historyOf(seed, REPERTOIRE));

describe('what is smaller than a history', () => {
  it('is a history, of no more steps, whose edits and faults belong to passes that there are', () => {
    for (const history of drawn.slice(0, 60)) {
      for (const one of smaller(history)) {
        expect(History.safeParse(one).error).toBeUndefined();
        expect(stepsOf(one)).toBeLessThanOrEqual(stepsOf(history));
        for (const { pass } of one.faults) expect(pass).toBeLessThan(one.passes.length);
        const amid = one.edits.filter((edit) => edit.amid !== null);
        for (const { pass } of amid) expect(pass).toBeLessThanOrEqual(one.passes.length);
      }
    }
  });

  it('is never the same again', () => {
    for (const history of drawn) {
      const text = JSON.stringify(history);
      for (const one of smaller(history)) expect(JSON.stringify(one)).not.toBe(text);
    }
  });

  it('has less on one tape alone, for each tape', () => {
    const full = drawn.find(
      ({ faults, edits, passes }) => faults.length > 1 && edits.length > 3 && passes.length > 2,
    );
    expect(full).toBeDefined();
    if (full === undefined) return;
    const all = [...smaller(full)];
    const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
    const alone = (tape: 'edits' | 'passes' | 'faults') =>
      all.some((one) =>
        (['edits', 'passes', 'faults'] as const).every((other) =>
          other === tape ? one[other].length < full[other].length : same(one[other], full[other]),
        ),
      );
    expect(alone('edits')).toBe(true);
    expect(alone('faults')).toBe(true);
    expect(all.some(({ passes }) => passes.length < full.passes.length)).toBe(true);
  });

  it('comes down to nothing where everything fails', () => {
    for (const history of drawn.slice(0, 20)) {
      let smallest = history;
      for (let next = first(smallest); next !== undefined; next = first(smallest)) smallest = next;
      expect(stepsOf(smallest)).toBe(0);
    }
  });
});

function first(history: History): History | undefined {
  for (const one of smaller(history)) return one;
  return undefined;
}
