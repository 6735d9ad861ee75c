/** What many parts of a page are made of: sections, sentences, tables, lists. Pure. */
import { markup, type Markup } from './markup.ts';

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
