/** Runs benches one after the other and tells of each as it begins and ends, on stderr. */
import type { Figure } from './figure.ts';
import type { Results } from './results.ts';
import { runBench } from './run-bench.ts';

/** One that throws is told, and stops no other. */
export async function runBenches(
  names: readonly string[],
  short: boolean,
  run: typeof runBench = runBench,
): Promise<Pick<Results, 'figures' | 'failed'>> {
  const figures: Figure[] = [];
  const failed: Results['failed'] = [];
  for (const [place, name] of names.entries()) {
    const began = performance.now();
    const tell = (what: string): void => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      process.stderr.write(`[${place + 1}/${names.length}] ${name}: ${what}, ${seconds} s\n`);
    };
    try {
      const measured = await run(name, short);
      figures.push(...measured);
      tell(`${measured.length} figures`);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      failed.push({ bench: name, error: message });
      tell(`FAILED, ${message}`);
    }
  }
  return { figures, failed };
}
