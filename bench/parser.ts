/**
 * How fast documents are read, and what that costs as they grow: `node --import tsx bench/parser.ts [--json] [--short]`.
 * The floor is the same text, split in lines and each trimmed. A megabyte of 100 may cost at most twice what one of 1
 * does; twice as much of what is no part of the form at most 3.5 times as much. Memory is that of a process.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseChecklist, readDocument } from '../src/checklist/parse.ts';
import { LONG_LINES, MANY_LINES } from '../src/checklist/testing/large-documents.ts';
import { runAlone } from './alone.ts';
import type { Measured } from './measured.ts';
import { family, flat, shipped, table } from './parser-texts.ts';
import { compare } from './rounds.ts';

const CHILD = fileURLToPath(new URL('../src/checklist/testing/large-child.ts', import.meta.url));

interface Form {
  rounds: number;
  /** Of rounds that take long. */
  few: number;
  megabytes: number;
  /** In megabytes, the smaller first. */
  sizes: readonly (readonly [number, number])[];
  odds: { long: number; many: number };
}

const FULL: Form = {
  rounds: 9,
  few: 3,
  megabytes: 4,
  sizes: [
    [1, 10],
    [10, 100],
  ],
  odds: { long: 2_000_000, many: 50_000 },
};
const SHORT: Form = {
  rounds: 5,
  few: 3,
  megabytes: 1,
  sizes: [[1, 10]],
  odds: { long: 500_000, many: 10_000 },
};

export async function parser(short: boolean): Promise<Measured[]> {
  const form = short ? SHORT : FULL;
  return [
    ...(await speeds(form)),
    ...(await growth(form)),
    ...(await oddTexts(form)),
    ...(await memory(form)),
  ];
}

async function speeds({ rounds, megabytes }: Form): Promise<Measured[]> {
  const texts = {
    'the shipped document': shipped(megabytes),
    'documents of the family': family(megabytes),
    'one table': table(megabytes),
  };
  const measured: Measured[] = [];
  for (const [name, text] of Object.entries(texts)) {
    for (const read of [parseChecklist, readDocument]) {
      const timed = (): Promise<number> => speedOf(text, () => void read(text, 'd.rst'));
      // What is compiled as it runs is compiled by now.
      await timed();
      const comparison = await compare(rounds, timed, () => speedOf(text, () => void floor(text)));
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

async function growth({ few, sizes }: Form): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [small, large] of sizes) {
    const [less, more] = [shipped(small), shipped(large)];
    const cost = async (text: string): Promise<number> =>
      1e6 / (await speedOf(text, () => void readDocument(text, 'd.rst')));
    const comparison = await compare(
      few,
      () => cost(more),
      () => cost(less),
    );
    const name = `a megabyte of ${large} MB`;
    const against = `a megabyte of ${small} MB`;
    measured.push({ name, against, unit: 'µs', comparison, generatorBusy: null, target: { atMost: 2 } });
  }
  return measured;
}

async function oddTexts({ few, odds }: Form): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [texts, size] of [
    [LONG_LINES, odds.long],
    [MANY_LINES, odds.many],
  ] as const) {
    for (const { name: of, text } of texts) {
      const [less, more] = [flat(text(size)), flat(text(2 * size))];
      const comparison = await compare(
        few,
        () => cpuOf(() => void readDocument(more, 'd.rst')),
        () => cpuOf(() => void readDocument(less, 'd.rst')),
      );
      const name = `twice as many ${of}`;
      const against = `so many ${of}`;
      const unit = 'µs of CPU';
      const about = { name, against, unit, comparison, generatorBusy: null };
      // Read in so short a time in the short form that their noise is as large as they are.
      measured.push({ ...about, target: { atMost: 3.5 }, margin: 1 });
    }
  }
  return measured;
}

/** Peaks of processes: what a process takes that reads next to nothing is in both. */
async function memory({ few, sizes }: Form): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [small, large] of sizes) {
    const comparison = await compare(
      few,
      () => Promise.resolve(peakOf(large)),
      () => Promise.resolve(peakOf(small)),
    );
    const name = `memory of a process that reads ${large} MB`;
    const against = `of one that reads ${small} MB`;
    measured.push({ name, against, unit: 'MB', comparison, generatorBusy: null, target: null });
  }
  return measured;
}

/** Megabytes a second. */
async function speedOf(text: string, read: () => void): Promise<number> {
  return text.length / (await microseconds(read));
}

function microseconds(run: () => void): Promise<number> {
  const began = performance.now();
  run();
  return Promise.resolve((performance.now() - began) * 1000);
}

/** The least of three, in microseconds: such texts are read in so short a time that one collection of garbage doubles it. */
function cpuOf(run: () => void): Promise<number> {
  const all = [0, 1, 2].map(() => {
    const began = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(began);
    return user + system;
  });
  return Promise.resolve(Math.min(...all));
}

function floor(text: string): number {
  let length = 0;
  for (const line of text.split('\n')) length += line.trim().length;
  return length;
}

function peakOf(megabytes: number): number {
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', CHILD, String(megabytes)], {
    encoding: 'utf8',
  });
  const answer: unknown = JSON.parse(stdout);
  if (typeof answer !== 'object' || answer === null || !('peak' in answer)) throw new Error(stdout);
  return Number(answer.peak);
}

await runAlone(import.meta.url, parser);
