/** `catalogue`: reads a folder of documents, and writes a page of them, or tells them as JSON. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FolderError, readCatalogue } from '../catalogue/folder.ts';
import type { Catalogue } from '../catalogue/model.ts';
import { catalogueHtml, MADE_BY } from '../catalogue/page/catalogue-html.ts';
import { visible } from '../domain/visible.ts';
import { createCatalogueProgress } from './catalogue-progress.ts';
import type { ExitStatus } from './conclude.ts';
import { outFolder } from './out-folder.ts';
import { UsageError } from './usage-error.ts';

const PAGE = 'catalogue.html';

interface Form {
  out?: string;
  json?: boolean;
}

/** JSON takes the place of the page, unless that is asked for too. @throws UsageError */
export async function catalogueCommand(folder: string, { out, json = false }: Form): Promise<ExitStatus> {
  const page = out ?? (json ? null : PAGE);
  if (page !== null) refuseOthers(page);
  const catalogue = await read(folder);
  for (const { file, line, why } of catalogue.unreadable) {
    const where = `${path.join(folder, file)}${line === null ? '' : `:${line}`}`;
    process.stderr.write(`${visible(`${where}: ${why}`)}\n`);
  }
  if (page !== null) write(page, catalogueHtml(catalogue));
  const told = json ? JSON.stringify(catalogue) : summary(catalogue, page ?? PAGE);
  process.stdout.write(`${told}\n`);
  return 0;
}

async function read(folder: string): Promise<Catalogue> {
  const progress = createCatalogueProgress(process.stderr, () => performance.now());
  try {
    return await readCatalogue(folder, progress.show);
  } catch (error) {
    throw error instanceof FolderError ? new UsageError(error.message) : error;
  } finally {
    progress.end();
  }
}

/** What somebody else wrote is not ours to replace. Asked before anything is read, as that takes its time. */
function refuseOthers(page: string): void {
  if (page === '') throw new UsageError('--out: names no file');
  const found = orRefused(page, 'cannot be reached', () => statSync(page, { throwIfNoEntry: false }));
  if (found === undefined) return;
  if (!found.isFile()) throw new UsageError(`--out ${page}: is no file; name one that may be written`);
  const beginning = orRefused(page, 'cannot be read', () => readFileSync(page, 'utf8').slice(0, 1000));
  if (!beginning.includes(MADE_BY))
    throw new UsageError(
      `--out ${page}: is there already, and is no catalogue; name another file, or remove it`,
    );
}

function write(page: string, html: string): void {
  outFolder(path.dirname(page));
  orRefused(page, 'cannot be written', () => writeFileSync(page, html));
}

function orRefused<T>(page: string, what: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--out ${page}: ${what}: ${why}; name another file`);
  }
}

function summary({ totals }: Catalogue, page: string): string {
  const { documents, systems, sections, rows, errors, warnings, notes, runnable, unreadable } = totals;
  return `${documents} documents of ${systems} systems: ${sections} sections (${runnable} can be run), ${rows} rows, ${errors} errors, ${warnings} warnings, ${notes} notes
${unreadable} could not be read
Catalogue: ${page}`;
}
