/** A process that prints: how long it takes to its end, and to the first line that says something. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Printed {
  /** From its start, in milliseconds. */
  ended: number;
  firstLine: number;
}

/**
 * Runs `node` with these arguments, and reads what it prints on either stream. Throws where it does not end well, or
 * no line is as asked for: what was rejected quickly is no measure. `now` tells milliseconds since any fixed moment.
 */
export async function timeOf(
  args: readonly string[],
  options: { cwd: string; env: Record<string, string>; line: RegExp },
  now = (): number => performance.now(),
): Promise<Printed> {
  const { cwd, env, line } = options;
  const began = now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let firstLine: number | null = null;
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (text) => {
      if (line.test(text)) firstLine ??= now() - began;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const ended = now() - began;
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}`);
  if (firstLine === null) throw new Error(`node ${args.join(' ')} printed no line like ${String(line)}`);
  return { ended, firstLine };
}
