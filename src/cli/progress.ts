/** What is running, how far, and how long: one line that is rewritten on a terminal, a line a batch elsewhere. */
import type { Progress } from '../campaign/campaign.ts';

export interface ProgressLine {
  show: (progress: Progress) => void;
  end: (summary: string) => void;
}

/** `stopwatch` tells milliseconds since any fixed moment. */
export function createProgress(stream: NodeJS.WriteStream, stopwatch: () => number): ProgressLine {
  const began = stopwatch();
  const elapsed = (): string => `${((stopwatch() - began) / 1000).toFixed(1)} s`;
  let batch = '';
  return {
    show: (at) => {
      const where = `batch ${at.batchNumber}/${at.batches} ${at.batch}`;
      if (stream.isTTY) {
        stream.write(`\r\u001b[K${where} · round ${at.round}/${at.rounds} · ${at.doing} · ${elapsed()}`);
      } else if (at.batch !== batch) {
        stream.write(`${where} · ${elapsed()}\n`);
      }
      batch = at.batch;
    },
    end: (summary) => {
      stream.write(`${stream.isTTY ? '\r\u001b[K' : ''}${summary} · ${elapsed()}\n`);
    },
  };
}
