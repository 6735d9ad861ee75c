import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,mocks,fixtures,bench,docs}/**/*.test.ts', '*.test.ts'],
    // More than there are cores: many tests wait for processes and tenants that take their time.
    maxWorkers: availableParallelism() + 1,
    // Only what hangs takes so long: how busy the machine is decides no test.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
