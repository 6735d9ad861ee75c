import { describe, expect, it } from 'vitest';
import { createProgress } from './progress.ts';

function told(isTTY: boolean): string[] {
  const written: string[] = [];
  let now = 0;
  const progress = createProgress({ isTTY, write: (text: string) => written.push(text) > 0 }, () => now);
  const at = { batches: 2, round: 1, rounds: 3, doing: 'pass 1' };
  progress.show({ ...at, batch: 'main', batchNumber: 1 });
  now = 400;
  progress.show({ ...at, batch: 'deletion', batchNumber: 2 });
  progress.show({ ...at, batch: 'main', batchNumber: 1 });
  progress.say(['✓ one', '✗ another']);
  progress.say([]);
  now = 1500;
  progress.end('2 batches, 7 checks');
  return written;
}

describe('progress', () => {
  it('is one line that is rewritten on a terminal; what is said stays above it', () => {
    expect(told(true)).toEqual([
      '\r\u001B[Kbatch 1/2 main · round 1/3 · pass 1 · 0.0 s',
      '\r\u001B[Kbatch 2/2 deletion · round 1/3 · pass 1 · 0.4 s',
      '\r\u001B[Kbatch 1/2 main · round 1/3 · pass 1 · 0.4 s',
      '\r\u001B[K✓ one\n✗ another\n',
      '\r\u001B[K2 batches, 7 checks · 1.5 s\n',
    ]);
  });

  it('is a line a batch elsewhere, however often batches that run at once take turns', () => {
    expect(told(false)).toEqual([
      'batch 1/2 main · 0.0 s\n',
      'batch 2/2 deletion · 0.4 s\n',
      '✓ one\n✗ another\n',
      '2 batches, 7 checks · 1.5 s\n',
    ]);
  });
});
