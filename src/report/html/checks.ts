/** All checks, by group: each opens, and shows what it is about, what was found and where its evidence is. Pure. */
import { type Finding, type Group, GROUPS } from '../../checks/check.ts';
import type { Report, ReportCheck } from '../model.ts';
import type { ScenarioNumbers } from './evidence.ts';
import { findingList } from './findings.ts';
import { filterForm, type RowNumbers, rowNumbers } from './filters.ts';
import { markup, type Markup } from '../../html/markup.ts';
import { counted, part } from '../../html/parts.ts';
import { type Anchors, DIRECTIONS } from './parts.ts';
import { pill } from './status.ts';

/** So many scenarios are named where no script runs. */
const NAMED_SCENARIOS = 3;

export function checksPart(report: Report, anchors: Anchors, scenarios: ScenarioNumbers): Markup {
  const rows = rowNumbers(report.sections);
  const shown = (check: ReportCheck): Markup =>
    checkDetails(check, anchors.get(check.id)?.anchor ?? '', scenarios, rows);
  return part('checks', 'All checks', [
    filterForm(report, rows),
    ...GROUPS.map((group) =>
      groupSection(
        group,
        report.checks.filter((check) => check.group === group),
        shown,
      ),
    ),
  ]);
}

function groupSection(
  group: Group,
  checks: readonly ReportCheck[],
  shown: (check: ReportCheck) => Markup,
): Markup {
  const id = `group-${group.replaceAll(' ', '-')}`;
  const content =
    checks.length === 0
      ? markup`<p>The plan has no check of this group.</p>`
      : markup`<p class="unmatched" hidden>None of its checks matches the filter.</p>
${checks.map(shown)}`;
  return markup`<section class="group" id="${id}" data-group="${group}" aria-labelledby="${id}-heading">
<h3 id="${id}-heading">${group} <small>${counted(checks.length, 'check')}</small></h3>
${content}
</section> `;
}

function checkDetails(
  check: ReportCheck,
  anchor: string,
  scenarios: ScenarioNumbers,
  rows: RowNumbers,
): Markup {
  const { id, kind, section, title, status, reason, findings, declaredLack } = check;
  const numbers = check.rows.flatMap((row) => rows.get(section)?.get(row) ?? []);
  return markup`<details class="check" id="${anchor}" data-status="${status}" data-kind="${kind}" data-rows="${numbers.join(' ')}">
<summary>${pill(status)}<span class="title">${title}</span><span class="kind">${kind}</span></summary>
<div class="body"><p class="about"><code>${id}</code> ${aboutOf(check)}</p>
${reasonOf(status, reason, findings, declaredLack)}${findingList(findings, anchor, scenarios)}
${evidencePlace(check.scenarios, scenarios)}</div>
</details> `;
}

function aboutOf({ lines, rows, direction, witnesses, known }: ReportCheck): string {
  return [
    lines.length === 0 ? 'no line of the document' : `document line ${lines.join(', ')}`,
    ...rows,
    ...(direction ? [DIRECTIONS[direction]] : []),
    ...(known === null ? [] : [known]),
    witnessed(witnesses),
  ].join(' · ');
}

function witnessed(witnesses: number | null): string {
  if (witnesses === null) return 'whether it can fail was not measured';
  if (witnesses === 0) return 'no engine of the fault bank turned it red';
  return `${counted(witnesses, 'engine')} of the fault bank turned it red`;
}

/** The findings say more than a reason that was made of them. */
function reasonOf(
  status: ReportCheck['status'],
  reason: string | null,
  findings: readonly Finding[],
  declaredLack: boolean,
): Markup | null {
  if (reason === null || findings.length > 0) return null;
  const why = status === 'recorded' ? 'Observed: ' : status === 'not verified' ? 'Why: ' : '';
  const lack = declaredLack ? markup` <em>(a declared lack of the tenants or the engine)</em>` : null;
  return markup`<p class="said reason">${why}${reason}${lack}</p>`;
}

function evidencePlace(ids: readonly string[], scenarios: ScenarioNumbers): Markup {
  if (ids.length === 0)
    return markup`<p class="evidence">It reads the whole campaign, and no scenario of its own: evidence.ndjson has all of it.</p>`;
  const numbers = ids.flatMap((id) => scenarios.get(id) ?? []);
  const more = ids.length - NAMED_SCENARIOS;
  const names = ids.slice(0, NAMED_SCENARIOS).join('; ') + (more > 0 ? `; and ${more} more` : '');
  if (numbers.length === 0)
    return markup`<p class="evidence">Of what it reads there is no evidence: ${names}.</p>`;
  return markup`<p class="evidence" data-scenarios="${numbers.join(' ')}">Its evidence is in evidence.ndjson: ${names}. Where scripts run, this page shows it here.</p>`;
}
