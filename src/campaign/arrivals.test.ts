import { expect, it } from 'vitest';
import { arrivalsOf } from './arrivals.ts';

const left = (at: number, scenario = 's') => ({ scenario, record: 'left', at });
const right = (at: number, scenario = 's') => ({ scenario, record: 'right', at });

it('is the time to the first write on another record of the scenario', () => {
  expect(arrivalsOf([left(100)], [right(350.4), right(200.6), right(180, 'other')])).toEqual([
    { scenario: 's', milliseconds: 101 },
  ]);
});

it('leaves out what came before, what met the edited record itself, and edits that nothing followed', () => {
  expect(arrivalsOf([left(100), left(100, 'lonely')], [right(50), left(120), right(130)])).toEqual([
    { scenario: 's', milliseconds: 30 },
  ]);
});
