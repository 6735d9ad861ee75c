/** A history that failed, as a file: what `explore --replay` plays again, and what is kept so that it never fails again. Pure. */
import { z } from 'zod';
import { CounterexampleError } from './counterexample-error.ts';
import { History } from './history.ts';

const VERSION = 1;

export const Counterexample = z.strictObject({
  version: z.literal(VERSION),
  /** The engine that it was found with, as options name it. */
  engine: z.string().min(1),
  /** Null of a history that nobody drew: one of a small scope, or made by hand. */
  seed: z.int().nullable(),
  /** Null where it is not known, or not one alone. */
  invariant: z.string().min(1).nullable(),
  /** What was wrong when it was found, in one sentence. */
  found: z.string(),
  history: History,
});
export type Counterexample = z.infer<typeof Counterexample>;

/** @throws CounterexampleError */
export function readCounterexample(text: string, file: string): Counterexample {
  const content = contentOf(text, file);
  const other = OfAnyVersion.safeParse(content).data?.version ?? VERSION;
  if (other !== VERSION) {
    throw new CounterexampleError(file, `is of version ${other}; this program reads version ${VERSION}`);
  }
  const parsed = Counterexample.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = (issue?.path ?? []).map(String).join('.');
  throw new CounterexampleError(
    file,
    `${path === '' ? '' : `${path}: `}${issue?.message ?? 'cannot be read'}`,
  );
}

/** The same text for the same counterexample, whatever the order of its keys. */
export function writeCounterexample(counterexample: Counterexample): string {
  return `${JSON.stringify(Counterexample.parse(counterexample), null, 2)}\n`;
}

/** A name that every file system takes: `later-edit-wins-17.json`. */
export function counterexampleName({ invariant, seed }: Pick<Counterexample, 'invariant' | 'seed'>): string {
  const words = (invariant ?? '').toLowerCase().match(/[a-z0-9]+/g) ?? ['history'];
  return `${words.join('-').slice(0, 100)}-${seed ?? 'no-seed'}.json`;
}

const OfAnyVersion = z.object({ version: z.number() });

function contentOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CounterexampleError(file, `is no JSON: ${reason}`, { cause: error });
  }
}
