/** The checklist, row by row: what became of it in both directions, and every check behind it. Pure. */
import type { Report, ReportRow, ReportSection } from '../model.ts';
import { markup, type Markup } from '../../html/markup.ts';
import { counted, part, sentence, wide } from '../../html/parts.ts';
import { type Anchors, linkWithStatus } from './parts.ts';
import { pill } from './status.ts';

export function checklistPart({ sections }: Report, anchors: Anchors): Markup {
  const content =
    sections.length === 0
      ? [sentence('The document has no section, so there is no row.')]
      : sections.map((section) => sectionTable(section, anchors));
  return part('checklist', 'The checklist, row by row', content);
}

function sectionTable({ heading, rows }: ReportSection, anchors: Anchors): Markup {
  if (rows.length === 0) return sentence(`${heading} has no row.`);
  return wide(
    `Rows of ${heading}`,
    markup`<table class="rows">
<caption>${heading}</caption>
<thead>
<tr><th scope="col" class="number">Line</th>
<th scope="col">Left</th>
<th scope="col">Right</th>
<th scope="col">Type</th>
<th scope="col">left → right</th>
<th scope="col">right → left</th>
<th scope="col">Row</th></tr>
</thead>
${rows.map((row) => rowBody(row, anchors))}
</table>`,
  );
}

function rowBody(row: ReportRow, anchors: Anchors): Markup {
  const { name, line, left, right, type, directions, status, passed, checks } = row;
  return markup`<tbody class="row">
<tr><td class="number">${line}</td>
<td><code>${left}</code></td>
<td><code>${right}</code></td>
<td>${type}</td>
<td>${pill(directions.left)}</td>
<td>${pill(directions.right)}</td>
<td>${pill(status)}</td></tr>
<tr><td></td>
<td colspan="6">${
    checks.length === 0
      ? 'No check is about it.'
      : markup`<details class="more">
<summary>${passed} of ${counted(checks.length, 'check')} passed<span class="sr"> of ${name}</span></summary>
<ul class="columns">${checks.map((id) => markup`<li>${linkWithStatus(id, anchors)}</li> `)}</ul>
</details>`
  }</td></tr>
</tbody> `;
}
