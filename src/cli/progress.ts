/** What is running, how far, and how long, and what came of it: on a terminal the last line is rewritten. */
import type { Progress } from '../campaign/campaign.ts';

export interface ProgressLine {
  show: (progress: Progress) => void;
  /** Lines that stay. */
  say: (lines: readonly string[]) => void;
  end: (summary: string) => void;
}

/** `stopwatch` tells milliseconds since any fixed moment. */
export function createProgress(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
  stopwatch: () => number,
): ProgressLine {
  const began = stopwatch();
  const elapsed = (): string => `${((stopwatch() - began) / 1000).toFixed(1)} s`;
  // Several batches run at once, so that what runs now changes all the time.
  const begun = new Set<string>();
  const clear = stream.isTTY ? '\r\u001b[K' : '';
  return {
    show: (at) => {
      const where = `batch ${at.batchNumber}/${at.batches} ${at.batch}`;
      if (stream.isTTY) {
        stream.write(`${clear}${where} · round ${at.round}/${at.rounds} · ${at.doing} · ${elapsed()}`);
      } else if (!begun.has(at.batch)) {
        stream.write(`${where} · ${elapsed()}\n`);
      }
      begun.add(at.batch);
    },
    say: (lines) => {
      if (lines.length > 0) stream.write(`${clear}${lines.join('\n')}\n`);
    },
    end: (summary) => {
      stream.write(`${clear}${summary} · ${elapsed()}\n`);
    },
  };
}
