/** One pass of an engine that is asked from afar: it ends in time, or when the engine is closed, and never throws. */
import type { PassOutcome } from './index.ts';
import { pauses, type Time } from './time.ts';

/** Why a pass failed, in words for the evidence. `output` is what the engine said itself. */
export class PassFailed extends Error {
  override readonly name = 'PassFailed';
  readonly output: string | undefined;

  constructor(reason: string, output?: string) {
    super(reason);
    this.output = output;
  }
}

export interface Pass {
  /** Aborted at the time limit, and when the engine is closed. */
  readonly signal: AbortSignal;
  /** What is waited for: the reason says it where the time limit comes first. */
  waitFor(what: string): void;
  /** Throws `PassFailed` where the pass is over before. */
  wait(ms: number): Promise<void>;
  /** What `work` comes to; throws `PassFailed` where the pass is over before, and does not wait for it then. */
  unlessOver<T>(work: Promise<T>): Promise<T>;
  /** Asks until the answer is `done`, with pauses that grow. Throws what `ask` throws. */
  poll<T>(ask: () => Promise<{ done: T } | 'not yet'>): Promise<T>;
}

export interface PassSetting {
  limitMs: number;
  /** Aborted when the engine is closed. */
  closing: AbortSignal;
  /** Whatever must not stand in a reason or in output, as it is known at the end of the pass. */
  secrets: () => readonly string[];
  time: Time;
}

/** How much of what an engine said is kept. */
const KEPT_OUTPUT = 4_000;

/** Runs `work` as one pass: what it throws is the reason of the pass that failed. */
export async function runPass(
  { limitMs, closing, secrets, time }: PassSetting,
  work: (pass: Pass) => Promise<void>,
): Promise<PassOutcome> {
  const over = new AbortController();
  let awaited = '';
  const end = (why: string): void => over.abort(new PassFailed(`${why}${awaited && `: ${awaited}`}`));
  const cancel = time.after(limitMs, () => end(`the pass took longer than ${limitMs / 1000} s`));
  const close = (): void => end('the engine was closed amid the pass');
  closing.addEventListener('abort', close, { once: true });
  if (closing.aborted) close();
  const waitFor = (what: string): void => {
    awaited = what;
  };
  try {
    await work(createPass(over.signal, time, waitFor));
    return { ok: true };
  } catch (error) {
    // What fails because the pass is over is no reason of its own.
    return maskedOutcome(failure(over.signal.aborted ? over.signal.reason : error), secrets());
  } finally {
    cancel();
    closing.removeEventListener('abort', close);
  }
}

/** An outcome as it may be told: without secrets, and with no more output than its end. */
export function maskedOutcome(outcome: PassOutcome, secrets: readonly string[]): PassOutcome {
  if (outcome.ok) return outcome;
  const reason = masked(outcome.reason, secrets);
  // Masked before it is cut: what is left of a secret would not be found.
  const output = masked(outcome.output ?? '', secrets).slice(-KEPT_OUTPUT);
  return { ok: false, reason, ...(output === '' ? {} : { output }) };
}

/** `[token]` in the place of each secret, as it is and as it stands in a URL. */
export function masked(text: string, secrets: readonly string[]): string {
  return formsOf(secrets).reduce((all, form) => all.replaceAll(form, '[token]'), text);
}

/** In which forms secrets are looked for: the longest first, since it may begin with another one. */
export function formsOf(secrets: readonly string[]): string[] {
  return secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .filter((form) => form !== '')
    .toSorted((a, b) => b.length - a.length);
}

function createPass(signal: AbortSignal, time: Time, waitFor: Pass['waitFor']): Pass {
  const unlessOver = <T>(work: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const over = (): void => reject(asError(signal.reason));
      if (signal.aborted) over();
      signal.addEventListener('abort', over, { once: true });
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', over));
    });
  const wait = async (ms: number): Promise<void> => {
    let cancel = (): void => {};
    const waited = new Promise<void>((resolve) => {
      cancel = time.after(ms, resolve);
    });
    try {
      await unlessOver(waited);
    } finally {
      cancel();
    }
  };
  return {
    signal,
    waitFor,
    wait,
    unlessOver,
    async poll(ask) {
      for (const ms of pauses()) {
        signal.throwIfAborted();
        const answer = await ask();
        if (answer !== 'not yet') return answer.done;
        await wait(ms);
      }
      throw new RangeError('pauses never end');
    },
  };
}

function failure(error: unknown): PassOutcome {
  const output = error instanceof PassFailed ? error.output : undefined;
  return { ok: false, reason: asError(error).message, ...(output ? { output } : {}) };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
