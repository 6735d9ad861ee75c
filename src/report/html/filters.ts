/** The form that filters the checks; the page's script makes it work, and shows it. Pure. */
import { GROUPS, type Kind } from '../../checks/check.ts';
import type { Report, ReportSection } from '../model.ts';
import { markup, type Markup } from '../../html/markup.ts';
import { STATUSES } from './verdict.ts';

const KINDS: readonly Kind[] = ['checklist', 'implied', 'policy'];

/** By section and row: its number on the page, by which the filter knows it. */
export type RowNumbers = ReadonlyMap<string, ReadonlyMap<string, number>>;

export function rowNumbers(sections: readonly ReportSection[]): RowNumbers {
  let number = 0;
  return new Map(
    sections.map(({ heading, rows }) => [heading, new Map(rows.map(({ name }) => [name, ++number]))]),
  );
}

export function filterForm({ checks }: Report, rows: RowNumbers): Markup {
  const count = (suits: (check: Report['checks'][number]) => boolean): number => checks.filter(suits).length;
  const statuses = STATUSES.map((status): Option => [status, count((check) => check.status === status)]);
  const green = count(({ status }) => status === 'passed');
  const kinds = KINDS.map((kind): Option => [kind, count((check) => check.kind === kind)]);
  const groups = GROUPS.map((group): Option => [group, count((check) => check.group === group)]);
  return markup`<form class="filters" role="search" aria-label="Filter the checks" hidden>
<label class="text">Search <input type="search" name="q" autocomplete="off" placeholder="title, id, value, reason"/></label>
${select('status', 'Status', [...statuses, ['not passed', checks.length - green]])}
${select('group', 'Group', groups)} ${select('kind', 'Kind', kinds)}
<label>Row <select name="row">
<option value="">any</option>
${[...rows.values()].flatMap((own) => [...own].map(([name, number]) => markup`<option value="${number}">${name}</option>`))}
</select></label>
<button type="reset">Show all</button>
<p role="status" class="shown">${checks.length} of ${checks.length} checks are shown.</p>
</form>
<p class="unscripted">Filters and the evidence of each check need scripts, which do not run here. All else is on this page.</p> `;
}

type Option = [value: string, count: number];

function select(name: string, label: string, options: readonly Option[]): Markup {
  return markup`<label>${label}
<select name="${name}">
<option value="">any</option>
${options.map(([value, count]) => markup`<option value="${value}">${value} (${count})</option>`)}
</select></label>`;
}
