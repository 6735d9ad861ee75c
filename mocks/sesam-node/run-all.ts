/** The call that runs all pipes, which the vendor's own test client makes and its API page does not list. */
import type { MockPipe } from './pipe.ts';

export interface RunAll {
  /** Runs every pipe in turn, once and `extraZeroRuns` times more; null where one is under way. */
  start(extraZeroRuns: number): string | null;
  /** Null where the token is of no run. */
  status(token: string): 'running' | 'success' | 'failed' | null;
  /** How often a run was stopped. */
  readonly stops: number;
  stop(): void;
}

export function createRunAll(pipes: readonly MockPipe[]): RunAll {
  const runs = new Map<string, 'running' | 'success' | 'failed'>();
  let current = '';
  let stops = 0;
  const isRunning = (): boolean => runs.get(current) === 'running';

  const runThrough = async (token: string, times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      for (const pipe of pipes) {
        if (runs.get(token) !== 'running') return;
        await new Promise<void>((resolve) => {
          if (!pipe.start(resolve)) resolve();
        });
        if (pipe.lastError !== null) runs.set(token, 'failed');
      }
    }
    if (runs.get(token) === 'running') runs.set(token, 'success');
  };

  return {
    start(extraZeroRuns) {
      if (isRunning()) return null;
      current = `run-${runs.size + 1}`;
      runs.set(current, 'running');
      void runThrough(current, 1 + extraZeroRuns);
      return current;
    },
    status: (token) => runs.get(token) ?? null,
    get stops() {
      return stops;
    },
    stop() {
      if (!isRunning()) return;
      stops += 1;
      runs.set(current, 'failed');
    },
  };
}
