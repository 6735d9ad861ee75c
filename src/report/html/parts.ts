/** What many parts of the page are made of: sections, sentences, tables, links to checks. Pure. */
import type { ReportCheck } from '../model.ts';
import { markup, type Markup } from './markup.ts';
import { pill } from './status.ts';

/** A part of the page with its heading; `id` is where the contents lead. */
export function part(id: string, heading: string, content: Markup | readonly Markup[]): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${content}
</section> `;
}

export function sentence(said: string): Markup {
  return markup`<p class="said">${said}</p>`;
}

/** It may be wider than the page: then it can be scrolled, by keys too. Headings that begin with # are of numbers. */
export function table(
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly (Markup | string)[])[],
): Markup {
  const isNumber = headings.map((heading) => heading.startsWith('#'));
  const said = (cell: Markup | string): Markup =>
    typeof cell === 'string' ? markup`<span class="said">${cell}</span>` : cell;
  const cells = (row: readonly (Markup | string)[]): Markup[] =>
    row
      .map(said)
      .map((cell, i) =>
        i === 0
          ? markup`<th scope="row">${cell}</th>`
          : markup`<td${isNumber[i] === true ? markup` class="number"` : null}>${cell}</td>`,
      );
  return wide(
    caption,
    markup`<table>
<caption>${caption}</caption>
<thead>
<tr>${headings.map((heading, i) => markup`<th scope="col"${isNumber[i] === true ? markup` class="number"` : null}>${heading.replace('#', '')}</th>`)}</tr>
</thead>
<tbody>
${rows.map((row) => markup`<tr>${cells(row)}</tr> `)}
</tbody>
</table>`,
  );
}

export function wide(label: string, content: Markup): Markup {
  return markup`<div class="wide" role="group" aria-label="${label}" tabindex="0">${content}</div>`;
}

/** Checks by their place in the report, which their anchors are named by. */
export type Anchors = ReadonlyMap<string, { check: ReportCheck; anchor: string }>;

export function anchorsOf(checks: readonly ReportCheck[]): Anchors {
  return new Map(checks.map((check, i) => [check.id, { check, anchor: `check-${i + 1}` }]));
}

/** A check that is not in the report is named by its id. */
export function linkTo(id: string, anchors: Anchors): Markup {
  const found = anchors.get(id);
  if (!found) return markup`<code>${id}</code>`;
  return markup`<a href="#${found.anchor}">${found.check.title}</a>`;
}

export function linkWithStatus(id: string, anchors: Anchors): Markup {
  const found = anchors.get(id);
  return markup`${found ? pill(found.check.status) : null} ${linkTo(id, anchors)}`;
}

/** Few are listed; many are behind a line that opens. */
export function listed(items: readonly Markup[], what: string, openUpTo = 8): Markup {
  const list = markup`<ul class="plain">${items.map((item) => markup`<li>${item}</li> `)}</ul>`;
  if (items.length <= openUpTo) return list;
  return markup`<details class="more">
<summary>${items.length} ${what}</summary>
${list}
</details>`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

export const DIRECTIONS = { left: 'left → right', right: 'right → left' } as const;
