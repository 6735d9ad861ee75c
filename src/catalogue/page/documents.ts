/** The list of documents, a line each, which the page's scripts filter and fill when one is opened. Pure. */
import { type Markup, markup } from '../../html/markup.ts';
import { counted } from '../../html/parts.ts';
import { findingsOf } from '../catalogue.ts';
import type { CatalogueDocument, CatalogueFinding } from '../model.ts';

/** The scripts show it, as nothing is filtered without them. */
export function filterForm(documents: readonly CatalogueDocument[]): Markup {
  return markup`<form class="filters" role="search" aria-label="Filter the documents" hidden>
<label class="text">Search <input type="search" name="q" autocomplete="off" placeholder="system, record type, property, finding, file"/></label>
${systems('left', 'Left system', documents)} ${systems('right', 'Right system', documents)}
<label>Runs <select name="runs">
<option value="">any</option>
<option value="yes">can be run</option>
<option value="no">cannot be run</option>
</select></label>
<button type="reset">Show all</button>
<p role="status" class="shown">${documents.length} of ${documents.length} documents are shown.</p>
</form>`;
}

function systems(side: 'left' | 'right', label: string, documents: readonly CatalogueDocument[]): Markup {
  const names = [...new Set(documents.map((document) => document[side]))].toSorted();
  return markup`<label>${label} <select name="${side}">
<option value="">any</option>
${names.map((name) => markup`<option value="${name}">${name}</option>`)}
</select></label>`;
}

export function documentItem(document: CatalogueDocument, index: number): Markup {
  const { file, title, left, right, sections } = document;
  const rows = sections.reduce((sum, section) => sum + section.rows.length, 0);
  const runs = sections.filter(({ run }) => run.runs).length;
  return markup`<details class="document" id="document-${index + 1}" data-left="${left}" data-right="${right}" data-sections="${sections.length}" data-runs="${runs}">
<summary><span class="title">${title}</span> <code>${file}</code>
<span class="told">${counted(sections.length, 'section')} · ${counted(rows, 'row')} · ${severities(findingsOf(document))}${runs > 0 && markup` · <b class="runs">${runs} can be run</b>`}</span></summary>
</details>
`;
}

const NAMES = { error: 'error', warning: 'warning', note: 'note' } as const;

function severities(findings: readonly CatalogueFinding[]): Markup[] | string {
  const told = Object.values(NAMES).flatMap((name) => {
    const count = findings.filter(({ severity }) => severity === name).length;
    return count === 0 ? [] : [markup`<span class="${name}">${counted(count, name)}</span>`];
  });
  return told.length === 0
    ? 'nothing found'
    : told.flatMap((one, i) => (i === 0 ? [one] : [markup` · `, one]));
}
