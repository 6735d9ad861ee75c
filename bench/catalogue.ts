/**
 * The catalogue of 1,152 invented documents in a folder, as many as there are real ones: read, linted, rendered and
 * written: `node --import tsx bench/catalogue.ts [--json]`. At most 10 s are asked. Told beside it is the ratio to a
 * floor of the same round, which reads the files and splits them into lines, and how large the page is.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCatalogue } from '../src/catalogue/folder.ts';
import { catalogueHtml } from '../src/catalogue/page/catalogue-html.ts';
import { familyDocuments } from '../src/checklist/testing/family-document.ts';
import { compare, median } from './rounds.ts';
import { report } from './table.ts';

const [DOCUMENTS, LIMIT_MS, ROUNDS] = [1152, 10_000, 5];

const folder = mkdtempSync(path.join(tmpdir(), 'catalogue-'));
try {
  const documents = path.join(folder, 'documents');
  const page = path.join(folder, 'catalogue.html');
  mkdirSync(documents);
  for (const { name, text } of familyDocuments(DOCUMENTS)) writeFileSync(path.join(documents, name), text);
  const comparison = await compare(
    ROUNDS,
    () =>
      timed(async () => {
        const catalogue = await readCatalogue(documents);
        if (catalogue.totals.documents !== DOCUMENTS) throw new Error('not every document was read');
        writeFileSync(page, catalogueHtml(catalogue));
      }),
    () =>
      timed(() => {
        let lines = 0;
        for (const name of readdirSync(documents))
          lines += readFileSync(path.join(documents, name), 'utf8').split(/\r?\n/).length;
        if (lines < DOCUMENTS) throw new Error('the files have no lines');
      }),
  );
  const name = `catalogue of ${DOCUMENTS} documents / reading and splitting them`;
  report(
    [{ name, unit: 'ms', comparison, generatorBusy: null, target: null }],
    process.argv.includes('--json'),
  );
  const milliseconds = median(comparison.rounds.map(({ subject }) => subject));
  process.stderr.write(
    `${(milliseconds / 1000).toFixed(2)} s, the median of ${ROUNDS}; ${LIMIT_MS / 1000} s are allowed; the page has ${statSync(page).size} bytes\n`,
  );
  if (milliseconds > LIMIT_MS) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function timed(act: () => Promise<void> | void): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}
