/** What holds for the folder as a whole: findings by code, why sections cannot be run, what could not be read. Pure. */
import { type Markup, markup } from '../../html/markup.ts';
import { part, sentence, table } from '../../html/parts.ts';
import { findingsOf } from '../catalogue.ts';
import type { Catalogue, CatalogueDocument } from '../model.ts';

const SEVERITIES = ['error', 'warning', 'note'] as const;

/** A code leads to the documents that have it, by the filter that the address holds. */
export function codesPart(documents: readonly CatalogueDocument[]): Markup {
  const codes = new Map<string, { severity: string; count: number; documents: Set<CatalogueDocument> }>();
  for (const document of documents) {
    for (const { code, severity } of findingsOf(document)) {
      const own = codes.get(code) ?? { severity, count: 0, documents: new Set() };
      own.count += 1;
      own.documents.add(document);
      codes.set(code, own);
    }
  }
  if (codes.size === 0)
    return part('findings', 'Findings', sentence('Lint found nothing in any of the documents.'));
  const rows = SEVERITIES.flatMap((name) =>
    [...codes]
      .filter(([, { severity }]) => severity === name)
      .toSorted(([, a], [, b]) => b.count - a.count)
      .map(([code, own]) => [
        markup`<a href="#q=${encodeURIComponent(code)}">${code}</a>`,
        markup`<span class="nowrap"><span class="${name}">${name}</span></span>`,
        number(own.count),
        number(own.documents.size),
      ]),
  );
  return part(
    'findings',
    'Findings',
    table('Findings by code', ['Code', 'Severity', '# Findings', '# Documents'], rows),
  );
}

export function reasonsPart(documents: readonly CatalogueDocument[]): Markup {
  const reasons = new Map<string, number>();
  for (const { run } of documents.flatMap(({ sections }) => sections)) {
    // A line is of one document only.
    const why = run.runs ? 'it can be run' : run.why.replace(/, on line \d+$/, '');
    reasons.set(why, (reasons.get(why) ?? 0) + 1);
  }
  if (reasons.size === 0) return sentence('No document has a section.');
  const rows = [...reasons].toSorted(([, a], [, b]) => b - a).map(([why, count]) => [why, number(count)]);
  return table('Sections by whether they can be run', ['Whether, and why not', '# Sections'], rows);
}

export function unreadablePart({ unreadable }: Catalogue): Markup {
  if (unreadable.length === 0)
    return part('unreadable', 'Could not be read', sentence('Every document could be read.'));
  const rows = unreadable.map(({ file, line, why }) => [
    markup`<code>${line === null ? file : `${file}:${line}`}</code>`,
    why,
  ]);
  return part(
    'unreadable',
    'Could not be read',
    table('Files that could not be read', ['Where', 'Why'], rows),
  );
}

function number(count: number): Markup {
  return markup`${count.toLocaleString('en-US')}`;
}
