/** Records that are in no pair: those that nothing matches, and those of which nobody can tell whom they belong to. Pure. */
import { type Markup, markup } from '../../html/markup.ts';
import { part, sentence, table } from '../../html/parts.ts';
import type { AuditReport, Finding } from '../report.ts';
import { many } from '../terminal.ts';
import { foundAt, recordOf } from './rows.ts';

export function unmatchedPart(report: AuditReport): Markup {
  const { unmatched, keys, topology } = report;
  const heading = 'Records without a partner';
  if (unmatched.left + unmatched.right === 0)
    return part(
      'unmatched',
      heading,
      sentence('Every record has a partner, or is among the ambiguous ones.'),
    );
  const other = topology === 'one-tenant' ? 'no other record' : 'no record of the other side';
  return part('unmatched', heading, [
    markup`<p>Of these, ${other} has the same ${keys.join(' or ')}. Such a record may be one that the sync is to create on the other side and has not, one that was deleted there, or one that has nothing to be matched by.</p>`,
    ...sidesOf(report).map(([side, name]) => {
      const own = report.samples.filter(
        (finding) => finding.kind === 'unmatched' && (side === 'left') === (finding.left_id !== null),
      );
      const count = unmatched[side];
      return own.length === 0
        ? markup`<p>${name}: none.</p>`
        : markup`<h3>${name} <small>${many(own.length)} of ${many(count)} shown · ${many(unmatched.withoutKey[side])} of them without ${keys.join(' or ')}</small></h3>
${unmatchedTable(name, own, report)}`;
    }),
  ]);
}

function sidesOf({ topology }: AuditReport): (readonly ['left' | 'right', string])[] {
  return topology === 'one-tenant'
    ? [['left', 'In the tenant']]
    : [
        ['left', 'Only on the left'],
        ['right', 'Only on the right'],
      ];
}

function unmatchedTable(name: string, findings: readonly Finding[], { since }: AuditReport): Markup {
  const rows = findings.map((finding) => [
    recordOf(finding.left_id ?? finding.right_id, finding.left_modified_at ?? finding.right_modified_at),
    finding.merge_key === null
      ? markup`<span class="none">empty</span>`
      : markup`<code>${finding.merge_key}</code>`,
    ...(since === null ? [] : [foundAt(finding)]),
  ]);
  return table(name, ['Record', 'Merge property', ...(since === null ? [] : ['Found'])], rows);
}

export function ambiguousPart(report: AuditReport): Markup {
  const { ambiguous, samples, since, topology } = report;
  const heading = 'Ambiguous keys';
  if (ambiguous.keys === 0)
    return part('ambiguous', heading, sentence('No key is borne by more records than belong together.'));
  const isOne = topology === 'one-tenant';
  const own = samples.filter(({ kind }) => kind === 'ambiguous');
  const rows = own.map((finding) => [
    markup`<code>${finding.merge_key ?? ''}</code>`,
    finding.rule ?? '',
    markup`${many(finding.left_records ?? 0)}`,
    ...(isOne ? [] : [markup`${many(finding.right_records ?? 0)}`]),
    finding.parity_conflict === true ? markup`<b class="pill bad">parity conflict</b>` : 'no conflict seen',
    ...(since === null ? [] : [foundAt(finding)]),
  ]);
  const records = isOne
    ? `${many(ambiguous.left)} records`
    : `${many(ambiguous.left)} records of the left and ${many(ambiguous.right)} of the right`;
  const headings = [
    'Key',
    'Merge property',
    ...(isOne ? ['# Records'] : ['# Left records', '# Right records']),
  ];
  return part(
    'ambiguous',
    heading,
    [
      markup`<p>${isOne ? 'More than two records bear each of these keys' : 'Several records of a side bear each of these keys, or a record has several candidates'}: nobody can tell which belongs to which, so none of them was linked or compared. They are ${records}.</p>`,
      ambiguous.parityConflicts > 0 && parityTold(ambiguous.parityConflicts),
      markup`<p><small>${many(own.length)} of ${many(ambiguous.keys)} shown</small></p>`,
      table(
        'Ambiguous keys',
        [...headings, 'If they were linked', ...(since === null ? [] : ['Found'])],
        rows,
      ),
    ].filter((one) => one !== false),
  );
}

function parityTold(count: number): Markup {
  return markup`<p>${many(count)} of the keys ${count === 1 ? 'is a' : 'are'} <b>parity ${count === 1 ? 'conflict' : 'conflicts'}</b>: no sync can bring these records to rest until duplicates among them are merged or removed. The document has rows that cross: what is one property in the one record is another in the other. Two records can be each other’s mirror. A third that belongs to both (two records of one side that bear one key are one thing too) would have to be the mirror of a mirror, so both properties would have to hold the same in each of them; here they do not, and each pass of a sync would swap them again.</p>`;
}
