/** What engines wait by, and what their time limits are measured with; a test hands in its own. */

export interface Time {
  /** Milliseconds since any fixed moment. */
  elapsed(): number;
  /** Calls `run` after `ms`, unless it is cancelled by what is returned. */
  after(ms: number, run: () => void): () => void;
}

export const REAL_TIME: Time = {
  elapsed: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** How long to wait before each further look at something that takes its time, in milliseconds: ever longer, to 2 s. */
export function* pauses(): Generator<number, never> {
  for (let ms = 50; ; ms = Math.min(2_000, ms * 1.5)) yield ms;
}
