import { describe, expect, it } from 'vitest';
import { outcomeOf, type Rival } from './rival.ts';
import { markdownOf, tableOf, type Tried } from './table.ts';

const rival = (name: string): Rival => ({
  name,
  title: `the ${name}`,
  run: () => Promise.reject(new Error('not run here')),
});
const tried = (title: string, of: string, ...by: string[]): Tried => ({
  title,
  class: of,
  outcomes: Object.fromEntries(
    ['one', 'two'].map((name) => [name, outcomeOf(by.includes(name) ? ['x'] : [])]),
  ),
});

describe('the table', () => {
  const table = tableOf(
    [rival('one'), rival('two')],
    [tried('a', 'rows', 'one'), tried('b', 'leaks'), tried('c', 'rows', 'one', 'two')],
  );

  it('counts by class and in all', () => {
    expect(table.classes).toEqual([
      { class: 'rows', engines: 2, caught: { one: 2, two: 1 } },
      { class: 'leaks', engines: 1, caught: { one: 0, two: 0 } },
    ]);
    expect(table.all).toEqual({ engines: 3, caught: { one: 2, two: 1 } });
  });

  it('is told as Markdown, with the classes that a rival catches whole, and the engines that none catches', () => {
    expect(markdownOf(table).split('\n')).toEqual([
      '| class | the one | the two |',
      '| --- | --- | --- |',
      '| rows | 2 of 2 | 1 of 2 |',
      '| leaks | 0 of 1 | 0 of 1 |',
      '| **all** | 2 of 3 | 1 of 3 |',
      '',
      '- _the one_ catches every engine of: rows',
      '- _the two_ catches every engine of: no class',
      '',
      '- leaks: b',
      '',
    ]);
  });
});
