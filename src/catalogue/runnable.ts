/** Whether `run` can take a section, and if not why: the one place of the catalogue that knows what runs today. Pure. */
import { isWritable } from '../domain/company.ts';
import { type Link, rowName } from '../domain/dataflow.ts';

export type Runnable = { runs: true } | { runs: false; why: string };

/** What holds for a document as a whole, and is said once on the page. */
export const WHAT_RUNS =
  'A section can be run where it links companies with companies by merge rules on properties that can be written, and has a row. Of several such sections in a document, a run takes the first. A document that has something a run cannot read is refused as a whole.';

/** The reasons are the same texts for whoever has the same reason, so that they can be counted; lines are told elsewhere. */
export function runnable(link: Link): Runnable {
  const why = whyNot(link);
  return why === null ? { runs: true } : { runs: false, why };
}

function whyNot({ source, target, merge, rows }: Link): string | null {
  if (!isCompanies(source) || !isCompanies(target)) return 'it does not link companies with companies';
  if (merge.length === 0) return 'no merge rule says which records belong together';
  if (rows.length === 0) return 'no row says what is kept equal';
  const unwritable = merge.find((rule) => !isWritable(rule.left) || !isWritable(rule.right));
  if (unwritable === undefined) return null;
  return `its merge rule ${rowName(unwritable)} is of a property of companies that cannot be written`;
}

function isCompanies(type: string): boolean {
  return /\bcompanies$/i.test(type);
}
