/** What is new since the audit before, where the whole list is, what was read, and what an audit cannot tell. Pure. */
import { type Markup, markup } from '../../html/markup.ts';
import { part, sentence } from '../../html/parts.ts';
import type { AuditReport } from '../report.ts';
import { many } from '../terminal.ts';

export function sincePart({ since }: AuditReport): Markup {
  const heading = 'Since the earlier audit';
  if (since === null)
    return part(
      'since',
      heading,
      sentence('This audit was not compared with an earlier one: --since does that.'),
    );
  return part('since', heading, [
    markup`<p>Compared with the audit that ended at ${since.finishedAt}. A finding is the same one if it is about the same records and the same row, whatever their values are now.</p>`,
    markup`<ul class="counts">${(
      [
        ['bad', since.new, 'new'],
        ['odd', since.still, 'still there'],
        ['good', since.gone, 'gone'],
      ] as const
    ).map(
      ([tone, count, what]) =>
        markup`<li class="${tone}"><a href="#list"><b>${many(count)}</b> <span>${what}</span></a></li> `,
    )}</ul>`,
  ]);
}

const QUERIES: readonly [what: string, sql: string][] = [
  [
    'How many of each kind, row by row',
    `SELECT kind, line, "row", COUNT(*) FROM 'findings.parquet' GROUP BY ALL ORDER BY ALL`,
  ],
  ['One record and what was found of it', `SELECT * FROM 'findings.parquet' WHERE merge_key = '…'`],
  ['As a table for a spreadsheet', `COPY (FROM 'findings.parquet') TO 'findings.csv'`],
];

export function listPart({ since }: AuditReport): Markup {
  return part('list', 'The whole list', [
    markup`<p>Beside this page: <code>findings.parquet</code>, and the same as <code>findings.ndjson</code>, a finding a line.${since !== null && markup` <code>gone.ndjson</code> has those that the earlier audit had and this one has not.`} <code>audit.sql</code> is the comparison itself. In this folder, with <code>duckdb</code>:</p>`,
    markup`<dl>${QUERIES.map(
      ([what, sql]) => markup`<div><dt>${what}</dt>
<dd><code>${sql}</code></dd></div> `,
    )}</dl>`,
  ]);
}

export function scopePart(report: AuditReport): Markup {
  const { checklist, section, keys, topology, startedAt, finishedAt } = report;
  const told: [name: string, value: string][] = [
    ['Document', checklist.title],
    ['Its SHA-256', checklist.sha256],
    ['Section', section],
    ['Records belong together by', keys.join(' or ')],
    ...(topology === 'one-tenant'
      ? [sideOf('The tenant', report.left)]
      : [sideOf('Left', report.left), sideOf('Right', report.right)]),
    ['Began', startedAt],
    ['Ended', finishedAt],
  ];
  return part(
    'scope',
    'What was compared',
    markup`<dl class="scope">${told.map(
      ([name, value]) => markup`<div><dt>${name}</dt>
<dd class="said">${value}</dd></div> `,
    )}</dl>`,
  );
}

function sideOf(what: string, { name, records, repeated }: AuditReport['left']): [string, string] {
  const more =
    repeated === 0
      ? ''
      : `; ${many(repeated)} more came with an id that had come: the one modified last counts`;
  return [what, `${name}: ${many(records)} records${more}`];
}

const LIMITS = [
  'An audit looks at one moment of each side. While a sync is working, a pair may disagree because an edit is on its way: audit again, with --since, and see whether it is still there.',
  'The time of modification is of a record and not of a property: the record that was modified last may have been modified in something else.',
  'That two values agree does not tell who wrote them, nor which of two that disagree is right.',
  'Which records a sync has linked is not known here: pairs are told by their merge properties alone. So a row of records’ own ids is not verified.',
  'A record that was deleted on one side looks as one that was never there.',
];

export function limitsPart(): Markup {
  return part(
    'limits',
    'What an audit cannot tell',
    markup`<ul>${LIMITS.map((limit) => markup`<li>${limit}</li> `)}</ul>`,
  );
}
