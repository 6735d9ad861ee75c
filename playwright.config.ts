import path from 'node:path';
import { defineConfig } from '@playwright/test';

// A direct run must not mix its results into the pack of a sign-off.
const out = process.env['QA_OUT'] ?? '.qa';
// A run of dataflow-qa tells what came of the checks itself, and writes Allure results that are the same every time.
const quiet = process.env['QA_EVIDENCE_AWAITED'] !== undefined;

export default defineConfig({
  testDir: 'specs',
  outputDir: path.join(out, 'test-results'),
  // A file is given to its worker whole: test by test, the worker would wait for the reporters after each. Shards are
  // cut more evenly with --fully-parallel.
  fullyParallel: false,
  // Two cores are busy with one worker and the reporters: a second one was measured to take longer.
  workers: 1,
  // A status that changes from one try to the next is a defect to explain.
  retries: 0,
  timeout: 30_000,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [
    ['./fixtures/reporter.ts'],
    ...(quiet
      ? []
      : [
          [process.env['CI'] ? 'dot' : 'list'] as [string],
          ['allure-playwright', { resultsDir: path.join(out, 'allure-results') }] as [string, object],
        ]),
  ],
  projects: [
    // The checklist itself. It needs no browser.
    { name: 'checklist', testIgnore: 'pages/**' },
    // Our own pages, in a real browser. It is one browser with one font, so that snapshots are of every machine.
    {
      name: 'pages',
      testMatch: 'pages/**/*.spec.ts',
      // Only what hangs takes so long: how busy the machine is decides no test.
      timeout: 180_000,
      expect: { timeout: 30_000 },
      snapshotPathTemplate: '{testDir}/pages/snapshots/{arg}{ext}',
    },
  ],
});
