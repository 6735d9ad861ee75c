/**
 * A seed says all that happens: histories played twice give the same traces, byte for byte, in one process and in
 * another. `DETERMINISM` says of how many seeds; `npm run determinism` takes 1,000.
 */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { digestOf, traceOf } from './testing/digest.ts';
import { groundOf } from './testing/ground.ts';

const SEEDS = Number(process.env['DETERMINISM'] ?? '200');
if (!Number.isInteger(SEEDS) || SEEDS < 1) throw new Error('DETERMINISM must be a whole number, 1 or more');
const PRINT = path.join(import.meta.dirname, 'testing', 'print-digest.ts');
const ground = groundOf();

it(`${SEEDS} histories are the same each time, byte for byte`, async () => {
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const first = await traceOf(seed, ground);
    // What others play meanwhile makes no difference either.
    const [again] = await Promise.all([traceOf(seed, ground), traceOf(seed + 1, ground)]);
    expect(again, `seed ${seed}`).toBe(first);
  }
});

it(`${SEEDS} histories have one digest in every process`, async () => {
  const elsewhere = promisify(execFile)(process.execPath, ['--import', 'tsx', PRINT, String(SEEDS)]);
  const digest = await digestOf(SEEDS, ground);
  expect((await elsewhere).stdout).toBe(digest);
  process.stdout.write(`${SEEDS} histories: ${digest}\n`);
});

it('another seed is another history', async () => {
  expect(await traceOf(1, ground)).not.toBe(await traceOf(2, ground));
});
