/**
 * How fast documents are read, and what that costs as they grow: `node --import tsx bench/parser.ts [--json]`. The
 * floor is the same text, split in lines and each trimmed. A megabyte of 100 may cost at most twice what one of 1
 * does; twice as much of what is no part of the form at most 3.5 times as much. Memory is that of a process.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseChecklist, readDocument } from '../src/checklist/parse.ts';
import { familyDocuments } from '../src/checklist/testing/family-document.ts';
import { LONG_LINES, MANY_LINES, repeated, tableOf } from '../src/checklist/testing/large-documents.ts';
import { DEFAULT_CHECKLIST } from '../src/cli/settings.ts';
import { compare, median } from './rounds.ts';
import { type Measured, report } from './table.ts';

const ROUNDS = 9;
const FEW_ROUNDS = 3;
const HEADING = 'Crmoffice Companies to Crmoffice Companies';
const CHILD = fileURLToPath(new URL('../src/checklist/testing/large-child.ts', import.meta.url));
const asJson = process.argv.includes('--json');

const one = readFileSync(DEFAULT_CHECKLIST, 'utf8');
const section = repeated(one, HEADING, 2).length - repeated(one, HEADING, 1).length;
const measured: Measured[] = [];
const texts = { 'shipped document': shipped(4), 'documents of the family': family(4), 'one table': table(4) };
for (const [name, text] of Object.entries(texts)) {
  for (const read of [parseChecklist, readDocument]) {
    const timed = (): Promise<number> => speedOf(text, () => void read(text, 'd.rst'));
    // What is compiled as it runs is compiled by now.
    await timed();
    const comparison = await compare(ROUNDS, timed, () => speedOf(text, () => void floor(text)));
    // 20 MB/s where the floor does 600, as on the machine that this was written on.
    measured.push({ ...about(`${read.name}, ${name}`, 'MB/s'), comparison, target: { atLeast: 0.033 } });
  }
}
for (const [small, large] of [
  [1, 10],
  [10, 100],
] as const) {
  const [few, many] = [shipped(small), shipped(large)];
  const cost = async (text: string): Promise<number> =>
    1e6 / (await speedOf(text, () => void readDocument(text, 'd.rst')));
  const comparison = await compare(
    FEW_ROUNDS,
    () => cost(many),
    () => cost(few),
  );
  const name = `a megabyte of ${large} MB, to one of ${small} MB`;
  measured.push({ ...about(name, 'µs'), comparison, target: { atMost: 2 } });
}
for (const [odds, size] of [
  [LONG_LINES, 2_000_000],
  [MANY_LINES, 50_000],
] as const) {
  for (const { name, text } of odds) {
    const [few, many] = [flat(text(size)), flat(text(2 * size))];
    const comparison = await compare(
      FEW_ROUNDS,
      () => cpuOf(() => void readDocument(many, 'd.rst')),
      () => cpuOf(() => void readDocument(few, 'd.rst')),
    );
    measured.push({ ...about(`twice as many ${name}`, 'µs of CPU'), comparison, target: { atMost: 3.5 } });
  }
}
report(measured, asJson);
if (!asJson) {
  for (const megabytes of [1, 10, 100]) {
    const peaks = Array.from({ length: FEW_ROUNDS }, () => peakOf(megabytes));
    console.log(`a process that reads ${megabytes} MB takes ${median(peaks)} MB of memory`);
  }
}

function about(name: string, unit: string): Pick<Measured, 'name' | 'unit' | 'generatorBusy'> {
  return { name, unit, generatorBusy: null };
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

function shipped(megabytes: number): string {
  return flat(repeated(one, HEADING, Math.ceil((megabytes * 1e6) / section)));
}

function table(megabytes: number): string {
  const row = tableOf(1).length - tableOf(0).length;
  return flat(tableOf(Math.ceil((megabytes * 1e6) / row)));
}

/** The sections of many documents in one; those that are read in part are left out, as `parseChecklist` refuses them. */
function family(megabytes: number): string {
  const parts = [one.slice(0, one.indexOf(`\n${HEADING}\n`) + 1)];
  let length = 0;
  for (const { text, facts } of familyDocuments(Number.MAX_SAFE_INTEGER)) {
    const [first] = facts.sections;
    if (first === undefined || !isWhole(text)) continue;
    const lines = text.split(/\r?\n/).slice(first.line - 1);
    const part = `${lines.join('\n').trimEnd()}\n\n`;
    parts.push(part);
    length += part.length;
    if (length >= megabytes * 1e6) break;
  }
  return flat(parts.join(''));
}

function isWhole(text: string): boolean {
  const { dataflow, refused } = readDocument(text, 'd.rst');
  return refused.length === 0 && dataflow.sections.every(({ lone }) => lone === undefined);
}

/** As a file gives it: what was put together of parts is put in one piece by whoever reads it first. */
function flat(text: string): string {
  return Buffer.from(text).toString('utf8');
}

function peakOf(megabytes: number): number {
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', CHILD, String(megabytes)], {
    encoding: 'utf8',
  });
  const answer: unknown = JSON.parse(stdout);
  if (typeof answer !== 'object' || answer === null || !('peak' in answer)) throw new Error(stdout);
  return Number(answer.peak);
}
