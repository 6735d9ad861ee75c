/**
 * `run --faults all` with one seed after the other, each of which must be accepted:
 * `node --import tsx bench/fault-seeds.ts [HOW_MANY [FIRST]]`, 50 from 1 unless told. Ends with 1 at the first that
 * is not, and says where its pack is.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const [count = 50, first = 1] = process.argv.slice(2).map(Number);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(first) || first < 0) {
  throw new Error('usage: fault-seeds.ts [HOW_MANY [FIRST]], whole numbers, at least one seed');
}
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const out = await mkdtemp(path.join(tmpdir(), 'fault-seeds-'));

for (let seed = first; seed < first + count; seed += 1) {
  const began = performance.now();
  const args = [
    'bin/dataflow-qa.js',
    'run',
    '--specs',
    'off',
    '--faults',
    'all',
    '--seed',
    String(seed),
    '--out',
    out,
  ];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const [status] = await once(child, 'close');
  const verdict = output.split('\n').find((line) => /^[A-Z ]+: /.test(line)) ?? 'no verdict';
  console.log(`seed ${seed}: ${verdict} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  if (status !== 0) {
    console.log(`exit status ${String(status)}; the pack is in ${out}`);
    process.exitCode = 1;
    break;
  }
}
