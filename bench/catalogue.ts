/**
 * The catalogue of 1,152 invented documents in a folder, as many as there are real ones: read, linted, rendered and
 * written: `node --import tsx bench/catalogue.ts [--json] [--short]`. At most 10 s are asked. Told beside it is the
 * ratio to a floor of the same round, which reads the files and splits them into lines.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCatalogue } from '../src/catalogue/folder.ts';
import { catalogueHtml } from '../src/catalogue/page/catalogue-html.ts';
import { familyDocuments } from '../src/checklist/testing/family-document.ts';
import { againstLimit } from './against-limit.ts';
import { runAlone } from './alone.ts';
import type { Measured } from './measured.ts';
import { compare } from './rounds.ts';

const LIMIT_S = 10;
/** So many times in a row: once is over before it can be measured well. */
const SPLITS = 5;

export async function catalogue(short: boolean): Promise<Measured[]> {
  const count = short ? 300 : 1_152;
  const folder = mkdtempSync(path.join(tmpdir(), 'catalogue-'));
  try {
    const documents = path.join(folder, 'documents');
    mkdirSync(documents);
    for (const { name, text } of familyDocuments(count)) writeFileSync(path.join(documents, name), text);
    const comparison = await compare(
      short ? 3 : 5,
      () => timed(() => makeCatalogue(documents, count, path.join(folder, 'catalogue.html'))),
      async () => (await timed(() => splitAll(documents, count))) / SPLITS,
    );
    const name = `catalogue of ${count} documents`;
    const against = 'reading them and splitting them into lines';
    const seconds = comparison.rounds.map(({ subject }) => subject / 1000);
    return [
      { name, against, unit: 'ms', comparison, generatorBusy: null, target: null },
      ...(short ? [] : [againstLimit(`${name}, to its limit`, 's', seconds, LIMIT_S)]),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeCatalogue(documents: string, count: number, page: string): Promise<void> {
  const read = await readCatalogue(documents);
  if (read.totals.documents !== count) throw new Error('not every document was read');
  writeFileSync(page, catalogueHtml(read));
}

function splitAll(documents: string, count: number): void {
  let lines = 0;
  for (let n = 0; n < SPLITS; n += 1) {
    for (const name of readdirSync(documents))
      lines += readFileSync(path.join(documents, name), 'utf8').split(/\r?\n/).length;
  }
  if (lines < count) throw new Error('the files have no lines');
}

async function timed(act: () => Promise<void> | void): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

await runAlone(import.meta.url, catalogue);
