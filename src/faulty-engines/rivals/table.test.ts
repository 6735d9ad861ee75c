import { describe, expect, it } from 'vitest';
import { outcomeOf } from './rival.ts';
import { listOf, OWN, tableOf, type Tried, withOwn } from './table.ts';

const rivals = ['one', 'two'].map((name) => ({ name, title: `the ${name}` }));
const tried = (title: string, of: string, ...by: string[]): Tried => ({
  title,
  class: of,
  outcomes: Object.fromEntries(rivals.map(({ name }) => [name, outcomeOf(by.includes(name) ? ['x'] : [])])),
});
const engines = [tried('a', 'rows', 'one'), tried('b', 'leaks'), tried('c', 'rows', 'one', 'two')];
const proved = (title: string, killed: boolean) => ({
  title,
  class: 'rows' as const,
  against: '',
  killed,
  blamedRightly: true,
  red: killed ? ['x'] : [],
  missing: [],
  wrongly: [],
  stopped: null,
  scenarios: 1,
  milliseconds: 1,
});

describe('the table', () => {
  it('counts by class and in all, and names the classes that a rival catches whole', () => {
    expect(tableOf(rivals, engines).split('\n')).toEqual([
      '| class   | the one | the two |',
      '| ------- | ------- | ------- |',
      '| rows    | 2 of 2  | 1 of 2  |',
      '| leaks   | 0 of 1  | 0 of 1  |',
      '| **all** | 2 of 3  | 1 of 3  |',
      '',
      '- _the one_ catches every engine of: rows',
      '- _the two_ catches every engine of: no class',
    ]);
  });

  it('has a column of what `prove` saw of the same engines, and of no others', () => {
    const seen = [proved('a', false), proved('b', true), proved('c', true), proved('not tried here', true)];
    expect(tableOf([OWN], withOwn(engines, { engines: seen }))).toContain('| **all** | 2 of 3     |');
    expect(() => withOwn(engines, { engines: seen.slice(1) })).toThrow('knows no engine “a”');
  });

  it('lists engines by class', () => {
    expect(listOf(engines)).toBe('- rows: a; c\n- leaks: b');
  });
});
