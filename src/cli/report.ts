/** `npm run report [-- PACK] [--out DIR]`: Allure’s report of a pack. A browser wants it served: `npx allure open`. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeAllureReport } from './allure-report.ts';
import { UsageError } from './usage-error.ts';

const UNUSABLE = 2;

try {
  const { pack, out } = argumentsOf(process.argv.slice(2));
  await writeAllureReport(pack, out);
  process.stdout.write(`Allure report: ${path.relative(process.cwd(), path.join(out, 'index.html'))}\n`);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof UsageError ? `${message}\n` : `unexpected: ${message}\n`);
  process.exitCode = UNUSABLE;
}

function argumentsOf(args: string[]): { pack: string; out: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { out: { type: 'string' } },
      allowPositionals: true,
    });
    const [pack = 'qa-report', ...more] = positionals;
    if (more.length > 0) throw new Error('one pack at a time');
    return { pack, out: values.out ?? path.join(pack, 'allure-report') };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${why}\nusage: npm run report [-- PACK] [--out DIR]`);
  }
}
