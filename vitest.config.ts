import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Whole runs, which take a minute each: begun last, they would keep one worker busy after all others have ended. */
const SLOW =
  /\/(run-faults|run|crash-live|specs|shards|live-[a-z-]+|plan-verdict|wrong-engines|right|prove|explore)\.test\.ts$/;

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => (SLOW.test(moduleId) ? 0 : 1);
    return files.toSorted((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}

export default defineConfig({
  test: {
    include: ['{src,mocks,fixtures,bench,docs}/**/*.test.ts', '*.test.ts'],
    // Files share a worker's modules, as none of them changes any: loading them for each took a quarter of the time.
    isolate: false,
    // More than there are cores: many tests wait for processes and tenants that take their time.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: SlowFirst },
    // Only what hangs takes so long: how busy the machine is decides no test.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
