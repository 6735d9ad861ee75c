/** Runs a bench by itself, where its module is the program: `node --import tsx bench/NAME.ts [--json] [--short]`. */
import { pathToFileURL } from 'node:url';
import type { Bench } from './measured.ts';
import { report } from './table.ts';

/** Does nothing where `moduleUrl` was imported by another. */
export async function runAlone(moduleUrl: string, bench: Bench): Promise<void> {
  if (moduleUrl !== pathToFileURL(process.argv[1] ?? '').href) return;
  report(await bench(process.argv.includes('--short')), process.argv.includes('--json'));
}
