/** A process, its wall time, and the most memory that it ever had. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export interface MeasuredProcess {
  milliseconds: number;
  /** Of resident memory, at most; 10^6 bytes. */
  megabytes: number;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TELLS_MEMORY = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.MEMORY_FILE, String(process.resourceUsage().maxRSS)));`;

/** Runs `node` with these arguments at the project's root. Throws where it ends with another status. */
export async function measureProcess(args: readonly string[], status: number): Promise<MeasuredProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), 'measured-'));
  const file = path.join(folder, 'kilobytes');
  const tell = `data:text/javascript,${encodeURIComponent(TELLS_MEMORY)}`;
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', tell, ...args], {
    cwd: ROOT,
    env: { ...process.env, MEMORY_FILE: file },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-2_000);
  });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const milliseconds = performance.now() - began;
    if (code !== status) throw new Error(`node ${args.join(' ')} ended with ${code}: ${said}`);
    const kilobytes = z.coerce.number().positive().parse(readFileSync(file, 'utf8'));
    return { milliseconds, megabytes: (kilobytes * 1024) / 1e6 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
