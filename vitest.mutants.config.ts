/** The tests that mutants are put to: each of some thousand meets them, so that none may take seconds. */
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const CORE = 'src/checks/{view,complete,row-findings,linked,policy-check,verdict}.test.ts';

/** By the part that is mutated. Left out: what judges whole campaigns, and what needs thousands of runs. */
const TESTS: Record<string, { include: string[]; exclude: string[] }> = {
  core: { include: [CORE], exclude: [] },
  judge: { include: [CORE], exclude: [] },
  checklist: { include: ['src/checklist/**/*.test.ts'], exclude: ['src/checklist/{noise,fuzz}.test.ts'] },
  topics: {
    include: ['src/checks/**/*.test.ts'],
    exclude: [
      CORE,
      'src/checks/{judge,blame,plan,plan-verdict,judge-incomplete}.test.ts',
      'src/checks/**/*-campaign.test.ts',
    ],
  },
};

/** The first test that fails ends a mutant: those that kill most in least time come first, whole plans last. */
const FIRST = ['messages', 'lines', 'words', 'parse', 'diff'];
const LAST = ['plan-listing', 'plan-sections'];

class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const test = path.basename(moduleId, '.test.ts');
      const at = FIRST.indexOf(test);
      return at === -1 ? FIRST.length + 1 + LAST.indexOf(test) : at;
    };
    return files.toSorted((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}

const name = process.env['QA_MUTANTS'] ?? 'core';
const tests = TESTS[name];
if (!tests) throw new RangeError(`QA_MUTANTS=${name}: there are ${Object.keys(TESTS).join(', ')}`);

export default defineConfig({
  test: {
    ...tests,
    env: { QA_MUTANTS: name },
    isolate: false,
    fileParallelism: false,
    sequence: { sequencer: QuickestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
