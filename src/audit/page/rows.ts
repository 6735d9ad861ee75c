/** The document's rows, and of each that disagrees the first pairs with both values. Pure. */
import { type Markup, markup } from '../../html/markup.ts';
import { part, sentence, table } from '../../html/parts.ts';
import type { AuditedRow, AuditReport, Finding } from '../report.ts';
import { laterIn, many } from '../terminal.ts';
import { likeness, shownValue } from './values.ts';
import { pill } from './verdict.ts';

export function rowsPart({ rows }: AuditReport): Markup {
  const cells = rows.map((row) => [
    markup`${row.line}`,
    row.status === 'disagrees' ? markup`<a href="#line-${row.line}">${row.name}</a>` : row.name,
    markup`<span class="nowrap">${pill(row.status)}</span>`,
    row.status === 'not verified' ? '' : markup`${many(row.disagree)}`,
    row.reason ?? laterIn(row.later),
  ]);
  const headings = [
    'Line',
    'Row',
    'Status',
    '# Pairs that disagree',
    'Which record was modified last, or why not verified',
  ];
  return part('rows', 'Rows', table('Rows', headings, cells));
}

export function disagreePart(report: AuditReport): Markup {
  const rows = report.rows.filter(({ status }) => status === 'disagrees');
  if (rows.length === 0)
    return part('disagree', 'Pairs that disagree', sentence('No pair disagrees in a row that was compared.'));
  return part('disagree', 'Pairs that disagree', [
    markup`<p>Of each row the first pairs by their merge property${report.since !== null && ', new ones before others'}; <a href="#list">all of them are in a file</a>. What cannot be seen in a value, and a blank at an end of it, is shown as its code, as <code>\\u00a0</code>. Which record was <em>modified</em> last need not be the one whose property changed.${report.topology === 'one-tenant' && ' In one tenant the record with the lower id stands on the left.'}</p>`,
    ...rows.map((row) => samplesOf(row, report)),
  ]);
}

function samplesOf({ line, name, disagree }: AuditedRow, { samples, since }: AuditReport): Markup {
  const shown = samples.filter((finding) => finding.kind === 'disagrees' && finding.line === line);
  const [left = '', right = ''] = name.split(' → ');
  const headings = [
    'Merge property',
    `Left: ${left}`,
    `Right: ${right}`,
    'Modified last',
    'Left record',
    'Right record',
    ...(since === null ? [] : ['Found']),
  ];
  const rows = shown.map((finding) => [
    markup`<code>${finding.merge_key ?? ''}</code>`,
    shownValue(finding.left_value),
    markup`${shownValue(finding.right_value)}${likenessOf(finding)}`,
    finding.changed_last ?? '',
    recordOf(finding.left_id, finding.left_modified_at),
    recordOf(finding.right_id, finding.right_modified_at),
    ...(since === null ? [] : [foundAt(finding)]),
  ]);
  return markup`<h3 id="line-${line}">${name} <small>line ${line} · ${many(shown.length)} of ${many(disagree)} shown</small></h3>
${table(`${name}: pairs that disagree`, headings, rows)}`;
}

function likenessOf({ left_value: left, right_value: right }: Finding): Markup | null {
  const like = likeness(left, right);
  return like === null ? null : markup`<br><small>${like}</small>`;
}

/** Its id, and below it when it was modified. */
export function recordOf(id: string | null, modifiedAt: string | null): Markup {
  return markup`<code>${id ?? ''}</code><br><small class="nowrap">${modifiedAt ?? 'no time told'}</small>`;
}

export function foundAt({ since_last: since, first_seen: first }: Finding): Markup {
  return since === 'new'
    ? markup`<b class="pill bad">new</b>`
    : markup`<span class="none">still there</span><br><small class="nowrap">since ${first}</small>`;
}
