import { describe, expect, it } from 'vitest';
import { historyOf } from './exploration.ts';
import { FAULT_KINDS, History } from './history.ts';
import { REPERTOIRE } from './testing/ground.ts';

const drawn = Array.from({ length: 3_000 }, (_, seed) => historyOf(seed, REPERTOIRE));
const mean = (of: (history: History) => number): number =>
  drawn.reduce((sum, history) => sum + of(history), 0) / drawn.length;

describe('a history that is drawn', () => {
  it('is one, and the same for its seed', () => {
    for (const history of drawn.slice(0, 300)) expect(History.parse(history)).toEqual(history);
    expect(historyOf(17, REPERTOIRE)).toEqual(drawn[17]);
  });

  it('has 8 edits and 3 passes or more, in the mean', () => {
    expect(mean(({ edits }) => edits.length)).toBeGreaterThanOrEqual(8);
    expect(mean(({ passes }) => passes.length)).toBeGreaterThanOrEqual(3);
  });

  it('has, among many, whatever a history may have', () => {
    const found = new Set<string>();
    for (const { topology, edits, passes, faults, beside, pace } of drawn) {
      found.add(topology);
      if (beside !== undefined) found.add(beside.empty ? 'empty others beside' : 'others beside');
      if (pace !== 0) found.add('a pace');
      for (const { kind, times } of faults) {
        found.add(kind);
        if (times > 4) found.add('more times than a client asks');
      }
      for (const { how, restart, stop } of passes) {
        found.add(how);
        if (restart) found.add('restart');
        if (stop !== null) found.add(stop.how);
      }
      for (const edit of edits) {
        found.add(edit.do);
        if (edit.amid !== null) found.add('amid');
        if (edit.sameTime) found.add('same time');
      }
    }
    for (const wanted of [
      'two-tenants',
      'one-tenant',
      'others beside',
      'empty others beside',
      'a pace',
      'more times than a client asks',
      'pass',
      'settle',
      'restart',
      'kill',
      'kill after',
      'close',
      ...FAULT_KINDS,
      'create',
      'edit',
      'delete',
      'amid',
      'same time',
    ]) {
      expect(found).toContain(wanted);
    }
  });

  it('has nothing but what its repertoire has', () => {
    const small = { ...REPERTOIRE, restarts: false, stops: [], faults: [], amid: false };
    for (let seed = 0; seed < 500; seed += 1) {
      const { passes, faults, edits } = historyOf(seed, small);
      expect(faults).toEqual([]);
      expect(passes.some(({ restart, stop }) => restart || stop !== null)).toBe(false);
      expect(edits.some(({ amid }) => amid !== null)).toBe(false);
    }
  });
});
