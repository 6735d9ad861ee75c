/** Runs one bench in a process of its own. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Measured } from '../measured.ts';
import { type Figure, figureOf } from './figure.ts';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));

/** Rejects where the bench throws, says nothing or says what is no measurement. What it prints goes to stderr. */
export async function runBench(name: string, short: boolean): Promise<Figure[]> {
  const child = fork(CHILD, [name, short ? 'short' : 'full'], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 2, 'pipe', 'ipc'],
  });
  let told: unknown = null;
  let printed = '';
  child.on('message', (message) => {
    told = message;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text);
    printed = `${printed}${text}`.slice(-4_000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0 || told === null) {
    const why = /^\w*Error(?: \[\w+\])?: .*$/m.exec(printed)?.[0] ?? 'it measured nothing';
    throw new Error(`${why} (exit status ${String(code)})`);
  }
  return z
    .array(Measured)
    .min(1)
    .parse(told)
    .map((measured) => figureOf(name, measured));
}
