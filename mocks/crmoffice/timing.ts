/** Time that passes: what faults wait by, and what their windows are measured with. Not the tenant's clock. */

export interface Timing {
  /** Milliseconds since any fixed moment. */
  elapsed(): number;
  /** Calls `run` after `ms`, unless it is cancelled by what is returned. */
  after(ms: number, run: () => void): () => void;
}

export const REAL_TIMING: Timing = {
  elapsed: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
