/**
 * How fast documents are read: `node --import tsx bench/parser.ts [--json] [--short]`. The floor is the same text, split
 * in lines and each trimmed.
 */
import { parseChecklist, readDocument } from '../src/checklist/parse.ts';
import { runAlone } from './alone.ts';
import type { Measured } from './measured.ts';
import { family, shipped, table } from './parser-texts.ts';
import { compare } from './rounds.ts';

const MEGABYTES = 4;
const STRETCH = 100_000;

export async function parser(short: boolean): Promise<Measured[]> {
  const texts = {
    'the shipped document': shipped(MEGABYTES),
    'documents of the family': family(MEGABYTES),
    'one table': table(MEGABYTES),
  };
  const measured: Measured[] = [];
  for (const [name, text] of Object.entries(texts)) {
    for (const read of [parseChecklist, readDocument]) {
      const timed = (): Promise<number> => speedOf(text, () => void read(text, 'd.rst'), 2);
      // What is compiled as it runs is compiled by now.
      await timed();
      const comparison = await compare(short ? 5 : 9, timed, () => speedOf(text, () => void floor(text), 5));
      const against = 'the same text split in lines, each trimmed';
      const unit = 'MB/s';
      // 20 MB/s where the floor does 600, as on the machine that this was written on.
      const target = { atLeast: 0.033 };
      measured.push({
        name: `${read.name}, ${name}`,
        against,
        unit,
        comparison,
        generatorBusy: null,
        target,
      });
    }
  }
  return measured;
}

/**
 * Megabytes a second, the best of so many times: what either side leaves behind is collected at some time of the other,
 * and of the floor, which is over soon, one collection would make a third.
 */
function speedOf(text: string, read: () => void, times: number): Promise<number> {
  const all = Array.from({ length: times }, () => {
    const began = performance.now();
    read();
    return text.length / ((performance.now() - began) * 1000);
  });
  return Promise.resolve(Math.max(...all));
}

/** In stretches: of all lines at once it would be the garbage collector that is measured. */
function floor(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at += STRETCH) {
    for (const line of text.slice(at, at + STRETCH).split('\n')) length += line.trim().length;
  }
  return length;
}

await runAlone(import.meta.url, parser);
