import { expect, test } from 'vitest';
import { paired } from '../rounds.ts';
import { figureOf } from './figure.ts';
import { Results } from './results.ts';
import { resultsPage } from './results-page.ts';

const about = { against: 'a floor', unit: 'ms', generatorBusy: null, target: null };
const met = {
  ...about,
  name: 'quick | sure',
  comparison: paired([3, 1, 2], [1, 1, 1]),
  target: { atMost: 2 },
};
const missed = { ...met, name: 'slow', target: { atMost: 1 } };
const busy = { ...about, name: 'asked', comparison: paired([1], [1]), generatorBusy: 0.7 };
const results = Results.parse({
  version: 1,
  date: '2026-01-31',
  short: false,
  machine: { cpu: 'Invented CPU', cores: 2, memoryGb: 8, os: 'Linux 6', node: 'v20.0.0' },
  versions: { commit: 'abc1234', changed: false, packages: { peer: '1.2.3', other: '4.5.6' } },
  figures: [figureOf('one', met), figureOf('one', missed), figureOf('two', busy)],
  failed: [{ bench: 'three', error: 'Error: no port' }],
});

test('the page has every figure, what it was measured on, and what was not measured', () => {
  const [, ...rest] = resultsPage(results).split(/\n\n(?=- Date)/);
  expect(rest.join('')).toMatchInlineSnapshot(`
    "- Date: 2026-01-31
    - Machine: Invented CPU, 2 cores, 8 GB, Linux 6
    - This project: commit abc1234; Node v20.0.0
    - Packages: peer 1.2.3, other 4.5.6

    3 figures; 1 of 2 targets are met.

    **\`three\` was not measured**: Error: no port

    ## one

    | Figure | Against | Ratio | Spread | Target | Medians |
    | --- | --- | ---: | --- | --- | --- |
    | quick \\| sure | a floor | **2** | 1 – 3, 3 rounds | at most 2 | 2 and 1 ms |
    | slow | a floor | **2, missed** | 1 – 3, 3 rounds | at most 1 | 2 and 1 ms |

    ## two

    | Figure | Against | Ratio | Spread | Target | Medians |
    | --- | --- | ---: | --- | --- | --- |
    | asked | a floor | **1** | 1 – 1, 1 rounds | reported | 1 and 1 ms; load generator 70 % busy |
    "
  `);
});

test('a page of another state or form says so', () => {
  const page = resultsPage({ ...results, short: true, versions: { ...results.versions, changed: true } });
  expect(page).toContain('2026-01-31, short form');
  expect(page).toContain('abc1234, with changes since');
});

test('results are read back as they were written', () => {
  expect(Results.parse(JSON.parse(JSON.stringify(results)))).toEqual(results);
});
