/** Reads the shipped document, repeated to so many megabytes, and prints what memory that took: `large-child.ts 100`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '../parse.ts';
import { repeated } from './large-documents.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', '..', 'checklists', 'crmoffice-crmoffice.rst');
const HEADING = 'Crmoffice Companies to Crmoffice Companies';
const megabytes = Number(process.argv[2]);

const one = readFileSync(SHIPPED, 'utf8');
const section = repeated(one, HEADING, 2).length - repeated(one, HEADING, 1).length;
const text = repeated(one, HEADING, Math.ceil((megabytes * 1e6) / section));
const { refused } = readDocument(text, 'd.rst');
const peak = Math.round(process.resourceUsage().maxRSS / 1000);
process.stdout.write(JSON.stringify({ megabytes: text.length / 1e6, refused: refused.length, peak }));
