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

export async function parser(short: boolean): Promise<Measured[]> {
  const texts = {
    'the shipped document': shipped(MEGABYTES),
    'documents of the family': family(MEGABYTES),
    'one table': table(MEGABYTES),
  };
  const measured: Measured[] = [];
  for (const [name, text] of Object.entries(texts)) {
    for (const read of [parseChecklist, readDocument]) {
      const timed = (): Promise<number> => speedOf(text, () => void read(text, 'd.rst'));
      // What is compiled as it runs is compiled by now.
      await timed();
      const comparison = await compare(short ? 5 : 9, timed, () => speedOf(text, () => void floor(text)));
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

/** Megabytes a second, the best of three: what the other side leaves behind is collected in one of them. */
function speedOf(text: string, read: () => void): Promise<number> {
  const all = [0, 1, 2].map(() => {
    const began = performance.now();
    read();
    return text.length / ((performance.now() - began) * 1000);
  });
  return Promise.resolve(Math.max(...all));
}

function floor(text: string): number {
  let length = 0;
  for (const line of text.split('\n')) length += line.trim().length;
  return length;
}

await runAlone(import.meta.url, parser);
