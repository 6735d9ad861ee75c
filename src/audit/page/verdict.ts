/** The verdict in words, and how many pairs and records it is about. Pure. */
import { type Markup, markup } from '../../html/markup.ts';
import { counted } from '../../html/parts.ts';
import type { AuditReport } from '../report.ts';
import { many } from '../terminal.ts';

type Verdict = AuditReport['verdict'];

const TONES: Record<Verdict | AuditReport['rows'][number]['status'], 'good' | 'bad' | 'open'> = {
  agrees: 'good',
  disagrees: 'bad',
  inconclusive: 'open',
  'not verified': 'open',
};
const MARKS = { good: '✓', bad: '✗', open: '?' } as const;

export function pill(status: keyof typeof TONES): Markup {
  return markup`<b class="pill ${TONES[status]}">${status}</b>`;
}

export function verdictPart(report: AuditReport): Markup {
  const { verdict, reason } = report;
  const tone = TONES[verdict];
  return markup`<section id="verdict" class="verdict ${tone}" aria-labelledby="verdict-heading">
<h2 id="verdict-heading"><i aria-hidden="true">${MARKS[tone]}</i>${verdict}</h2>
<p class="said lead">${meaningOf(report)}</p>
${reason !== null && verdict === 'disagrees' && markup`<p class="said">Not all could be compared: ${reason}.</p>`}
<p>${rowsTold(report)}</p>
<ul class="counts">${countsOf(report).map(
    ([count, what, href, of]) =>
      markup`<li class="${of}"><a href="${href}"><b>${many(count)}</b> <span><i aria-hidden="true">${SIGNS[of]}</i>${what}</span></a></li> `,
  )}</ul>
<p class="note">The verdict is about pairs: records without a partner and ambiguous keys are listed, and do not change it.</p>
</section>`;
}

function meaningOf({ verdict, reason, pairs }: AuditReport): string {
  switch (verdict) {
    case 'agrees':
      return `${pairs.compared === 1 ? 'The one pair that could be compared agrees' : `All ${many(pairs.compared)} pairs that could be compared agree`} in every row that was compared.`;
    case 'disagrees':
      return `${many(pairs.disagree)} of ${many(pairs.compared)} pairs ${pairs.disagree === 1 ? 'disagrees' : 'disagree'} in at least one row.`;
    case 'inconclusive':
      return `Nothing can be said: ${reason ?? 'no reason was told'}.`;
  }
}

const SIGNS = { good: '✓', bad: '✗', odd: '!', told: '·' } as const;

function countsOf({
  pairs,
  unmatched,
  ambiguous,
}: AuditReport): [count: number, what: string, href: string, tone: keyof typeof SIGNS][] {
  return [
    [pairs.agree, 'pairs agree', '#rows', 'good'],
    [pairs.disagree, 'pairs disagree', '#disagree', 'bad'],
    [unmatched.left + unmatched.right, 'without a partner', '#unmatched', 'odd'],
    [ambiguous.keys, 'ambiguous keys', '#ambiguous', 'odd'],
  ];
}

function rowsTold({ rows }: AuditReport): string {
  const count = (of: string): number => rows.filter(({ status }) => status === of).length;
  const [agree, disagree] = [count('agrees'), count('disagrees')];
  return `Of ${counted(rows.length, 'row')}: ${agree} ${agree === 1 ? 'agrees' : 'agree'}, ${disagree} ${disagree === 1 ? 'disagrees' : 'disagree'}, ${count('not verified')} not verified.`;
}
