/** The verdict and what it means, what is not green, the gates, and what the verdict is about. Pure. */
import { GROUPS } from '../../checks/check.ts';
import type { Status } from '../../checks/judge.ts';
import type { Report } from '../model.ts';
import { markup, type Markup } from '../../html/markup.ts';
import { part, sentence, table } from '../../html/parts.ts';
import { type Anchors, linkTo } from './parts.ts';
import { markOf, pill, toneOf } from './status.ts';

export const STATUSES: readonly Status[] = ['passed', 'failed', 'deviates', 'recorded', 'not verified'];

/** How many failed checks are named here; the checks have all of them. */
const NAMED = 8;

export function verdictPart({ signoff, meaning, checks, sections }: Report, anchors: Anchors): Markup {
  const count = (status: Status): number => checks.filter((check) => check.status === status).length;
  const rows = sections.flatMap((section) => section.rows);
  const passedRows = rows.filter(({ status }) => status === 'passed').length;
  return markup`<section id="verdict" class="verdict ${toneOf(signoff.verdict)}" aria-labelledby="verdict-heading">
<h2 id="verdict-heading"><i aria-hidden="true">${markOf(signoff.verdict)}</i>${signoff.verdict}</h2>
<p class="said lead">${meaning}</p>
<p>${passedRows} of ${rows.length} rows and ${count('passed')} of ${checks.length} checks passed.</p>
<ul class="counts">${STATUSES.map(
    (status) =>
      markup`<li class="${toneOf(status)}"><a href="#status=${status.replace(' ', '+')}"><b>${count(status)}</b> <span><i aria-hidden="true">${markOf(status)}</i>${status}</span></a></li> `,
  )}</ul>
${failedFirst(checks, anchors)}
</section>
${byGroup(checks)}`;
}

export function gatesPart({ gates }: Report): Markup {
  if (gates.length === 0)
    return part(
      'gates',
      'Gates',
      sentence('No gates were given: nothing but the verdict says whether this may be released.'),
    );
  const rows = gates.map(({ name, rule, status, message }) => [markup`${name}`, pill(status), rule, message]);
  return part('gates', 'Gates', table('Gates', ['Gate', 'Status', 'Rule', 'What was found'], rows));
}

export function scopePart({ scope }: Report): Markup {
  return part(
    'scope',
    'What this is about',
    markup`<dl class="scope">${scope.map(
      ({ name, value }) =>
        markup`<div><dt>${name}</dt>
<dd class="said">${value}</dd></div> `,
    )}</dl>`,
  );
}

function failedFirst(checks: Report['checks'], anchors: Anchors): Markup {
  const failed = checks.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return markup`<p>No check failed.</p>`;
  const more = failed.length - NAMED;
  return markup`<p>Failed:</p>
<ul class="plain">${failed.slice(0, NAMED).map(({ id }) => markup`<li>${linkTo(id, anchors)}</li> `)}${
    more > 0 && markup`<li><a href="#status=failed">and ${more} more</a></li>`
  }</ul>`;
}

function byGroup(checks: Report['checks']): Markup {
  const rows = GROUPS.map((group) => {
    const own = checks.filter((check) => check.group === group);
    const cells = STATUSES.map((status) => {
      const count = own.filter((check) => check.status === status).length;
      return count === 0
        ? markup`<span class="none">0</span>`
        : markup`<span class="${toneOf(status)}">${count}</span>`;
    });
    return [markup`<a href="#group-${group.replaceAll(' ', '-')}">${group}</a>`, ...cells];
  });
  const headings = ['Group', ...STATUSES.map((status) => `#${markOf(status)} ${status}`)];
  return table('Checks by group and status', headings, rows);
}
