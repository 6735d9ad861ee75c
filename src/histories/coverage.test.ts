import { describe, expect, it } from 'vitest';
import { coverageFromJSON, createCoverage, Visits } from './coverage.ts';
import { EVENTS, impossible, STATES } from './coverage-cells.ts';

describe('coverage', () => {
  it('counts each cell by itself', () => {
    const coverage = createCoverage();
    for (const [s, state] of STATES.entries()) {
      for (const [e, event] of EVENTS.entries()) {
        for (let n = 0; n < s * 20 + e; n += 1) coverage.visit(state, event);
      }
    }
    for (const [s, state] of STATES.entries()) {
      for (const [e, event] of EVENTS.entries()) expect(coverage.visits(state, event)).toBe(s * 20 + e);
    }
  });

  it('is the sum of both once it is merged, and leaves the other as it was', () => {
    const [one, other] = [createCoverage({ absent: { pass: 2 } }), createCoverage()];
    other.visit('absent', 'pass');
    other.visit('parted', 'kill');
    one.merge(other);
    expect(one.toJSON()).toEqual({ absent: { pass: 3 }, parted: { kill: 1 } });
    expect(other.toJSON()).toEqual({ absent: { pass: 1 }, parted: { kill: 1 } });
  });

  it('comes back from JSON as it went', () => {
    const one = createCoverage({ absent: { pass: 3_000_000_000_000 }, 'linked, both ahead': { clear: 1 } });
    expect(coverageFromJSON(JSON.parse(JSON.stringify(one))).toJSON()).toEqual(one.toJSON());
    expect(JSON.stringify(createCoverage())).toBe('{}');
  });

  it.each([
    null,
    { gone: {} },
    { absent: { passes: 1 } },
    { absent: { pass: -1 } },
    { absent: { pass: 0.5 } },
  ])('takes no other JSON: %j', (json) => {
    expect(Visits.safeParse(json).success).toBe(false);
    expect(() => coverageFromJSON(json)).toThrow(/Invalid|Unrecognized|Too small/);
  });

  it('is told as a table, with what was never visited', () => {
    const visited = createCoverage();
    for (const state of STATES) {
      for (const event of EVENTS) if (impossible(state, event) === null) visited.visit(state, event);
    }
    const visits = {
      ...visited.toJSON(),
      crowded: {},
      bereft: { pass: 12_345, kill: 999, close: 1000, clear: 1_260_000 },
    };
    expect(createCoverage(visits).render()).toMatchInlineSnapshot(`
      "                               A     B     C     D     E     F     G     H     I     J     K     L
        create left                  1     –     1     –     –     ·     –     –     –     –     –     ·
        create right                 1     1     –     –     –     ·     –     –     –     –     –     ·
        edit left                    –     1     –     1     1     ·     1     1     1     1     1     ·
        edit right                   –     –     1     1     1     ·     1     1     1     1     1     ·
        edit both leaves at once     –     1     1     1     1     ·     1     1     1     1     1     ·
        clear                        –     1     1     1     1     ·     1     1     1     1     1  1.3M
        edit outside rows            –     1     1     1     1     ·     1     1     1     1     1     ·
        orgNr to match               –     1     1     1     1     ·     1     1     1     1     1     ·
        orgNr to part                –     1     1     1     1     ·     1     1     1     1     1     ·
        orgNr to collide             –     1     1     1     1     ·     1     1     1     1     1     ·
        orgNr cleared                –     1     1     1     1     ·     1     1     1     1     1     ·
        delete left                  –     1     –     1     1     ·     1     1     1     1     1     ·
        delete right                 –     –     1     1     1     ·     1     1     1     1     1     ·
        pass                         1     1     1     1     1     ·     1     1     1     1     1   12k
        pass with faults             1     1     1     1     1     ·     1     1     1     1     1     ·
        kill                         1     1     1     1     1     ·     1     1     1     1     1   999
        close                        1     1     1     1     1     ·     1     1     1     1     1    1k
        restart                      1     1     1     1     1     ·     1     1     1     1     1     ·
        edit amid a pass             1     1     1     1     1     ·     1     1     1     1     1     ·
        same millisecond             1     1     1     1     1     ·     1     1     1     1     1     ·

        A absent   B left only   C right only   D candidates
        E strangers   F crowded   G linked, agreeing   H linked, left ahead
        I linked, right ahead   J linked, both ahead   K parted   L bereft

      173 of 209 cells visited; never:
        crowded: create left; create right; edit left; edit right; edit both leaves at once; clear; edit outside rows; orgNr to match; orgNr to part; orgNr to collide; orgNr cleared; delete left; delete right; pass; pass with faults; kill; close; restart; edit amid a pass; same millisecond
        bereft: create left; create right; edit left; edit right; edit both leaves at once; edit outside rows; orgNr to match; orgNr to part; orgNr to collide; orgNr cleared; delete left; delete right; pass with faults; restart; edit amid a pass; same millisecond
      – cannot be:
        11 ×  there is no record
        8 ×  the left record is there already
        2 ×  there is no right record
        8 ×  the right record is there already
        2 ×  there is no left record"
    `);
    expect(visited.render()).toMatch(/\n209 of 209 cells visited\n– cannot be:\n/);
    expect(createCoverage(visited.toJSON(), () => null).render()).toMatch(
      / cells visited; never:\n {2}absent: edit left; /,
    );
  });

  it.each([
    [1, '1'],
    [999, '999'],
    [1000, '1k'],
    [1049, '1k'],
    [1051, '1.1k'],
    [9_949, '9.9k'],
    [9_951, '10k'],
    [12_345, '12k'],
    [999_499, '999k'],
    [999_600, '1M'],
    [7_000_000_000, '7G'],
  ])('shows %i as %s', (count, shown) => {
    const text = createCoverage({ absent: { pass: count } }).render();
    expect(text).toMatch(new RegExp(`^ {2}pass +${shown.replace('.', '[.]')} +·`, 'm'));
  });

  it('marks no cell that was visited as one that cannot be', () => {
    const text = createCoverage({ absent: { 'edit left': 5 } }).render();
    expect(text).toMatch(/^ {2}edit left +5 /m);
  });
});
