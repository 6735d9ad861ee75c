import { describe, expect, it } from 'vitest';
import { createExploreProgress } from './explore-progress.ts';

function told(isTTY: boolean, at: readonly number[]): string[] {
  const written: string[] = [];
  const write = (text: string): boolean => written.push(text) > 0;
  let now = 0;
  const progress = createExploreProgress({ isTTY, write }, () => now);
  for (const [count, moment] of at.entries()) {
    now = moment;
    progress.show(1000 * (count + 1), count, 60.4 - moment / 1000);
  }
  progress.say('✗ quiet is broken');
  progress.end();
  return written;
}

describe('progress', () => {
  it('is one line that is rewritten on a terminal, and gone in the end', () => {
    expect(told(true, [100, 500, 600, 1000])).toEqual([
      '\r\u001B[K2,000 histories · 4,000 a second · 1 broken · 60 s left',
      '\r\u001B[K4,000 histories · 4,000 a second · 3 broken · 59 s left',
      '\r\u001B[K✗ quiet is broken\n',
      '\r\u001B[K',
    ]);
  });

  it('is a line now and then elsewhere', () => {
    expect(told(false, [500, 10_000, 11_000])).toEqual([
      '2,000 histories · 200 a second · 1 broken · 50 s left\n',
      '✗ quiet is broken\n',
    ]);
  });
});
