import { defineConfig } from '@playwright/test';

// The floor that a run is measured against: Playwright itself, with as many tests that do nothing.
export default defineConfig({
  testDir: '.',
  workers: 1,
  fullyParallel: true,
  // A line a test, as soon as it has ended: the first one is measured too.
  reporter: 'list',
  outputDir: '../../.qa/empty',
});
