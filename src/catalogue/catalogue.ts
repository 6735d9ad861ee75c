/** From what was read of a folder's documents to the catalogue. Pure. */
import { ChecklistError } from '../checklist/checklist-error.ts';
import type { Finding } from '../checklist/lint/finding.ts';
import { lintDocument } from '../checklist/lint/lint.ts';
import { parseChecklist, type Reading } from '../checklist/parse.ts';
import { headingOf, type Link } from '../domain/dataflow.ts';
import type {
  Catalogue,
  CatalogueDocument,
  CatalogueFinding,
  CatalogueSection,
  Totals,
  Unreadable,
} from './model.ts';
import { runnable, type Runnable } from './runnable.ts';

/** A document as it was read, with the text that it was read from; `file` is its path below the folder. */
export interface ReadDocument extends Reading {
  file: string;
  text: string;
}

export function catalogueOf(
  folder: string,
  documents: readonly CatalogueDocument[],
  unreadable: readonly Unreadable[],
): Catalogue {
  return {
    folder,
    totals: totalsOf(documents, unreadable),
    documents: [...documents],
    unreadable: [...unreadable],
  };
}

/** One by one, so that no folder is held in memory twice. */
export function documentOf({ file, text, dataflow, refused }: ReadDocument): CatalogueDocument {
  const { title, left, right, generated, sections } = dataflow;
  const refusal = refusalOf(text, file);
  const findings = bySection(sections, lintDocument({ dataflow, refused, text }));
  const runs = runnable(dataflow);
  return {
    file,
    title,
    left,
    right,
    generated,
    sections: sections.map((link) => sectionOf(link, findings.get(link) ?? [], runs(link), refusal)),
    findings: findings.get(null) ?? [],
  };
}

/** Findings by how bad they are, all of the document. */
export function findingsOf({ findings, sections }: CatalogueDocument): CatalogueFinding[] {
  return [...findings, ...sections.flatMap((section) => section.findings)];
}

/** A run reads strictly, and refuses the whole of a document in which it cannot read something. */
function refusalOf(text: string, file: string): Runnable {
  try {
    parseChecklist(text, file);
    return { runs: true };
  } catch (error) {
    if (!(error instanceof ChecklistError)) throw error;
    const where = error.line === null ? '' : `, on line ${error.line}`;
    return { runs: false, why: `a run refuses its document${where}` };
  }
}

function sectionOf(
  link: Link,
  findings: CatalogueFinding[],
  own: Runnable,
  refusal: Runnable,
): CatalogueSection {
  const { source, target, line, merge, rows, lone = [] } = link;
  const all = [...rows, ...lone].map((row) => ({
    left: row.left,
    right: row.right,
    type: row.type,
    line: row.line,
  }));
  return {
    heading: headingOf(link),
    source,
    target,
    line,
    merge: merge.map((rule) => ({ left: rule.left, right: rule.right, line: rule.line })),
    rows: all.toSorted((a, b) => a.line - b.line),
    findings,
    // What a section lacks itself tells more than what stands elsewhere.
    run: own.runs ? refusal : own,
  };
}

/** Two sections may bear one heading: a finding is about the last of that name that begins above it. */
function bySection(
  sections: readonly Link[],
  findings: readonly Finding[],
): Map<Link | null, CatalogueFinding[]> {
  const found = new Map<Link | null, CatalogueFinding[]>();
  for (const { section, code, severity, line, message, ask } of findings) {
    const isOwn = (link: Link): boolean => headingOf(link) === section && link.line <= line;
    const owner = section === undefined ? null : (sections.findLast(isOwn) ?? null);
    const own = found.get(owner) ?? [];
    own.push({ code, severity, line, message, ask });
    found.set(owner, own);
  }
  return found;
}

function totalsOf(documents: readonly CatalogueDocument[], unreadable: readonly Unreadable[]): Totals {
  const sections = documents.flatMap((document) => document.sections);
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of documents.flatMap(findingsOf)) counts[severity] += 1;
  return {
    documents: documents.length,
    systems: new Set(documents.flatMap(({ left, right }) => [left, right])).size,
    sections: sections.length,
    rows: sections.reduce((sum, { rows }) => sum + rows.length, 0),
    errors: counts.error,
    warnings: counts.warning,
    notes: counts.note,
    runnable: sections.filter(({ run }) => run.runs).length,
    unreadable: unreadable.length,
  };
}
