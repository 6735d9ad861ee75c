import { availableParallelism } from 'node:os';

/**
 * Mutation testing of the parts that judge (docs/decisions/2026-11-25-mutation-testing.md). `QA_MUTANTS` names the
 * part: each has the tests that vitest.mutants.config.ts gives it, and the score below which it is red.
 */
const PARTS = {
  /** What every check stands on. Its tests are on evidence written by hand, so that this is the quick one. */
  core: {
    mutate: ['src/checks/{view,judge,complete,row-findings,linked,policy-check}.ts'],
    leastScore: 90,
  },
  /** Of `core` what gives a check its status: as much as CI has time for at each change. */
  judge: { mutate: ['src/checks/{judge,complete,row-findings}.ts'], leastScore: 90 },
  checklist: { mutate: ['src/checklist/**/*.ts'], leastScore: 90 },
  /** What is planned, and what each topic expects. Its tests are on evidence written by hand too. */
  topics: {
    mutate: [
      'src/checks/**/*.ts',
      '!src/checks/{view,judge,complete,row-findings,linked,policy-check}.ts',
      '!src/checks/testing/**',
    ],
    leastScore: 90,
  },
};

const name = process.env.QA_MUTANTS ?? 'core';
const part = PARTS[name];
if (!part) throw new RangeError(`QA_MUTANTS=${name}: there are ${Object.keys(PARTS).join(', ')}`);

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutants.config.ts', related: false },
  coverageAnalysis: 'perTest',
  mutate: [...part.mutate, '!src/**/*.test.ts', '!src/**/arbitrary.ts'],
  // Stryker rewrites a tsconfig.json with TypeScript's API, which TypeScript 7 does not have; ours needs no rewriting.
  tsconfigFile: 'none',
  concurrency: availableParallelism(),
  // A mutant that waits its turn on a busy machine has not been found.
  timeoutMS: 10_000,
  tempDirName: '.qa/mutants-tmp',
  reporters: ['clear-text', 'progress', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `.qa/mutants/${name}.json` },
  thresholds: { high: 95, low: 90, break: part.leastScore },
};
