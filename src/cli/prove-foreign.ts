/** Tries a bank of engines of others: each a command that does one pass, against mock tenants on sockets. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import type { ReadChecklist } from '../checklist/read.ts';
import { commandEngine } from '../engines/command.ts';
import type { Tried } from '../faulty-engines/detection.ts';
import { type Foreign, ForeignBankError, parseForeignBank } from '../faulty-engines/foreign.ts';
import { score } from '../faulty-engines/score.ts';
import { mockEnvironment } from './mock-tenants.ts';
import { tryEngine, wholePlan } from './prove-engine.ts';
import { UsageError } from './usage-error.ts';

export type TriedForeign = Tried & { engine: Foreign };

/** @throws UsageError where the file cannot be read, or is no bank of engines */
export async function readForeignBank(file: string): Promise<Foreign[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`--engine-command: ${file} cannot be read (${why}); give a file that lists engines`);
  }
  try {
    return parseForeignBank(text, file);
  } catch (error) {
    if (error instanceof ForeignBankError) throw new UsageError(`--engine-command: ${error.message}`);
    throw error;
  }
}

/** In the bank's order; `told` is called with each as it is done. Several at a time, each with tenants of its own. */
export async function tryForeign(
  bank: readonly Foreign[],
  { checklist, file, seed }: { checklist: ReadChecklist; file: string; seed: number },
  told: (tried: TriedForeign) => void,
): Promise<TriedForeign[]> {
  const whole = wholePlan(checklist, seed);
  const queue = new PQueue({ concurrency: availableParallelism() });
  return queue.addAll(
    bank.map((engine) => async () => {
      const began = performance.now();
      const { results, stopped, scenarios } = await tryEngine({
        engine: commandEngine(engine.command),
        checklist,
        file,
        seed,
        environment: mockEnvironment('two-tenants'),
        whole,
        only: () => true,
      });
      const milliseconds = Math.round(performance.now() - began);
      const tried = { engine, scenarios, milliseconds, stopped, ...score(expectationOf(engine), results) };
      told(tried);
      return tried;
    }),
  );
}

function expectationOf({ red, rows, within }: Foreign) {
  return { red, ...(rows && { rows }), ...(within && { within }), verdict: null };
}
