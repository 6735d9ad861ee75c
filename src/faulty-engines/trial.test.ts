import { describe, expect, it } from 'vitest';
import type { Check } from '../checks/check.ts';
import { scenariosFor } from './trial.ts';

const check = (id: string, scenarios: string[]): Check => ({
  id: `section/${id}`,
  kind: 'implied',
  group: 'properties',
  title: id,
  section: 'section',
  direction: null,
  lines: [1],
  rows: [],
  scenarios,
  judge: () => [],
});
const many = Array.from({ length: 600 }, (_, n) => `other ${n}`);
const checks = [check('edit-left/a~b', ['edits of a', 'both']), check('nothing-leaks', [...many, 'both'])];
const engine = { title: 'one', red: ['edit-left'] };
const chosen = (one: Parameters<typeof scenariosFor>[0], seed = 1, thorough = false): string[] => {
  const isAsked = scenariosFor(one, checks, { seed, thorough });
  return ['edits of a', 'both', ...many, 'crowd/x'].filter((scenario) => isAsked(scenario, 'main'));
};

describe('the scenarios of an engine of the bank', () => {
  it('are those that should tell on it, and about a sixth of the others', () => {
    const met = chosen(engine);
    expect(met).toEqual(expect.arrayContaining(['edits of a', 'both']));
    expect(met.length).toBeGreaterThan(70);
    expect(met.length).toBeLessThan(130);
    expect(met).not.toContain('crowd/x');
  });

  it('are drawn anew for each engine and seed, and are the same again for both', () => {
    expect(chosen(engine)).toEqual(chosen(engine));
    expect(chosen(engine, 2)).not.toEqual(chosen(engine));
    expect(chosen({ ...engine, title: 'another' })).not.toEqual(chosen(engine));
  });

  it('are all of its batches where that is asked for, or where it does not say what should turn red', () => {
    expect(chosen(engine, 1, true)).toHaveLength(602);
    expect(chosen({ ...engine, red: [] })).toHaveLength(602);
    expect(chosen({ ...engine, batches: ['main', 'simultaneous'] })).toHaveLength(603);
    expect(scenariosFor(engine, checks, { seed: 1, thorough: true })('both', 'deletion')).toBe(false);
  });

  it('are those too that it says it shows in; a check that reads nearly all is no reason to meet all', () => {
    expect(chosen({ ...engine, red: ['nothing-leaks'] }).length).toBeLessThan(130);
    expect(chosen({ ...engine, red: ['nothing-leaks'], shows: /^other 1\d\d$/ })).toEqual(
      expect.arrayContaining(many.slice(100, 200)),
    );
  });
});
