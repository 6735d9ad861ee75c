/**
 * A first link of 50,000 pairs against a bare loop that makes the same requests with no logic, each in a process of
 * its own: `node --import tsx bench/first-link.ts [--json] [PAIRS]`. At most 1.5 is asked of the wall time, and the
 * engine's peak memory stays under 600 MB.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { compare } from './rounds.ts';
import { report } from './table.ts';
import { startTenants } from './tenants-child.ts';

const ROUNDS = 5;
const MOST_MEGABYTES = 600;
const PAIRS = Number(process.argv.find((one) => /^\d+$/.test(one)) ?? 50_000);

if (PAIRS < 1) throw new Error('PAIRS must be 1 or more');
const Measured = z.object({ milliseconds: z.number(), megabytes: z.number() });

const requests = new Set<number>();
const megabytes: number[] = [];
const comparison = await compare(
  ROUNDS,
  async () => {
    const measured = await measure('first-link-engine.ts');
    megabytes.push(measured.megabytes);
    return measured.milliseconds;
  },
  async () => (await measure('first-link-bare.ts')).milliseconds,
);
const peak = Math.round(Math.max(...megabytes));
report(
  [
    {
      name: `first link of ${PAIRS} pairs / bare loop of as many requests`,
      unit: 'ms',
      comparison,
      generatorBusy: null,
      target: { atMost: 1.5 },
    },
  ],
  process.argv.includes('--json'),
);
process.stderr.write(`requests: ${[...requests].join(', ')}; peak memory of the engine: ${peak} MB\n`);
if (requests.size !== 1) throw new Error('engine and bare loop did not make as many requests');
if (peak >= MOST_MEGABYTES) throw new Error(`the engine took ${peak} MB, ${MOST_MEGABYTES} or more`);

async function measure(module: string): Promise<z.infer<typeof Measured>> {
  const tenants = await startTenants(PAIRS, 'apart');
  const state = await mkdtemp(path.join(tmpdir(), 'first-link-'));
  try {
    const file = fileURLToPath(new URL(module, import.meta.url));
    const args = ['--import', 'tsx', file, tenants.left, tenants.right, state, String(PAIRS)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`${module} ended with ${String(code)}`);
    requests.add(await tenants.requests());
    const measured = Measured.parse(JSON.parse(output));
    process.stderr.write(
      `${module}: ${Math.round(measured.milliseconds)} ms, ${Math.round(measured.megabytes)} MB\n`,
    );
    return measured;
  } finally {
    await tenants.stop();
    await rm(state, { recursive: true, force: true });
  }
}
