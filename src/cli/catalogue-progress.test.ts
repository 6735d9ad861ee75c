/** Progress is told only where somebody would wait for it. */
import { expect, it } from 'vitest';
import { createCatalogueProgress } from './catalogue-progress.ts';

function written(isTTY: boolean, times: number[]): string {
  let [now, text] = [0, ''];
  const stream = {
    isTTY,
    write: (part: string | Uint8Array) => {
      text += String(part);
      return true;
    },
  };
  const progress = createCatalogueProgress(stream, () => now);
  for (const [i, time] of times.entries()) {
    now = time;
    progress.show(i + 1, 9);
  }
  progress.end();
  return text;
}

it('nothing within two seconds', () => {
  expect(written(false, [0, 1999])).toBe('');
  expect(written(true, [0, 1999])).toBe('');
});

it('then a line every two seconds', () => {
  expect(written(false, [1999, 2000, 2500, 3999, 4000])).toBe(
    '2 of 9 documents read\n5 of 9 documents read\n',
  );
});

it('on a terminal one line, which is taken away in the end', () => {
  const clear = '\r\u001B[K';
  expect(written(true, [2000, 2100, 2200])).toBe(
    `${clear}1 of 9 documents read${clear}3 of 9 documents read${clear}`,
  );
});
