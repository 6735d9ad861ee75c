/**
 * What reading a document costs as it grows: `node --import tsx bench/parser-growth.ts [--json] [--short]`. A megabyte of
 * 100 may cost at most twice what one of 1 does; twice as much of what is no part of the form at most 3.5 times as
 * much, which the short form leaves to the tests of scale. Memory is that of a process.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readDocument } from '../src/checklist/parse.ts';
import { LONG_LINES, MANY_LINES } from '../src/checklist/testing/large-documents.ts';
import { runAlone } from './alone.ts';
import type { Measured } from './measured.ts';
import { flat, shipped } from './parser-texts.ts';
import { compare } from './rounds.ts';

const ROUNDS = 3;
const CHILD = fileURLToPath(new URL('../src/checklist/testing/large-child.ts', import.meta.url));

/** In megabytes, the smaller first. */
type Sizes = readonly (readonly [number, number])[];
const SIZES: Sizes = [
  [1, 10],
  [10, 100],
];

export async function parserGrowth(short: boolean): Promise<Measured[]> {
  const sizes = short ? SIZES.slice(0, 1) : SIZES;
  return [...(await ofSizes(sizes)), ...(short ? [] : await ofOddTexts()), ...(await ofMemory(sizes))];
}

async function ofSizes(sizes: Sizes): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [small, large] of sizes) {
    const [less, more] = [shipped(small), shipped(large)];
    const cost = (text: string): Promise<number> => {
      const began = performance.now();
      readDocument(text, 'd.rst');
      return Promise.resolve(((performance.now() - began) * 1e9) / text.length);
    };
    const comparison = await compare(
      ROUNDS,
      () => cost(more),
      () => cost(less),
    );
    const name = `a megabyte of ${large} MB`;
    const against = `a megabyte of ${small} MB`;
    measured.push({ name, against, unit: 'µs', comparison, generatorBusy: null, target: { atMost: 2 } });
  }
  return measured;
}

/** Of texts that are no part of the form. */
async function ofOddTexts(): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [texts, size] of [
    [LONG_LINES, 2_000_000],
    [MANY_LINES, 50_000],
  ] as const) {
    for (const { name: of, text } of texts) {
      const [less, more] = [flat(text(size)), flat(text(2 * size))];
      const comparison = await compare(
        ROUNDS,
        () => cpuOf(() => void readDocument(more, 'd.rst')),
        () => cpuOf(() => void readDocument(less, 'd.rst')),
      );
      const name = `twice as many ${of}`;
      const against = `so many ${of}`;
      const unit = 'µs of CPU';
      measured.push({ name, against, unit, comparison, generatorBusy: null, target: { atMost: 3.5 } });
    }
  }
  return measured;
}

/** Peaks of processes: what a process takes that reads next to nothing is in both. */
async function ofMemory(sizes: Sizes): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [small, large] of sizes) {
    const comparison = await compare(
      ROUNDS,
      () => Promise.resolve(peakOf(large)),
      () => Promise.resolve(peakOf(small)),
    );
    const name = `memory of a process that reads ${large} MB`;
    const against = `of one that reads ${small} MB`;
    measured.push({ name, against, unit: 'MB', comparison, generatorBusy: null, target: null });
  }
  return measured;
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

/** In megabytes. */
function peakOf(megabytes: number): number {
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', CHILD, String(megabytes)], {
    encoding: 'utf8',
  });
  return z.object({ peak: z.number() }).parse(JSON.parse(stdout)).peak;
}

await runAlone(import.meta.url, parserGrowth);
