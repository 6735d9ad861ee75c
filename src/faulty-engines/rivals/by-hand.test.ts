import { expect, it } from 'vitest';
import { failedTests } from './by-hand.ts';

it('a test by hand fails with any of its expectations', () => {
  expect(
    failedTests([
      { test: 'holds', actual: ['a', null], expected: ['a', null] },
      { test: 'fails', actual: 'a', expected: 'a' },
      { test: 'fails', actual: undefined, expected: null },
    ]),
  ).toEqual(['fails']);
});
