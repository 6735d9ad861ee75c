/** Texts of so many megabytes, made of documents as they are. */
import { readFileSync } from 'node:fs';
import { readDocument } from '../src/checklist/parse.ts';
import { familyDocuments } from '../src/checklist/testing/family-document.ts';
import { repeated, tableOf } from '../src/checklist/testing/large-documents.ts';
import { DEFAULT_CHECKLIST } from '../src/cli/settings.ts';

const HEADING = 'Crmoffice Companies to Crmoffice Companies';
const one = readFileSync(DEFAULT_CHECKLIST, 'utf8');
const section = repeated(one, HEADING, 2).length - repeated(one, HEADING, 1).length;

/** The section of the shipped document, again and again. */
export function shipped(megabytes: number): string {
  return flat(repeated(one, HEADING, Math.ceil((megabytes * 1e6) / section)));
}

/** One table of so many rows. */
export function table(megabytes: number): string {
  const row = tableOf(1).length - tableOf(0).length;
  return flat(tableOf(Math.ceil((megabytes * 1e6) / row)));
}

/** The sections of many documents in one; those that are read in part are left out, as `parseChecklist` refuses them. */
export function family(megabytes: number): string {
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
export function flat(text: string): string {
  return Buffer.from(text).toString('utf8');
}
