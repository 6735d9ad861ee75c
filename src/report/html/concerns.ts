/** What a reader has to weigh who puts a name under it: where the document is silent, what is not known, what is put up with. Pure. */
import type { Report, ReportCheck } from '../model.ts';
import { markup, type Markup } from '../../html/markup.ts';
import { counted, listed, part, sentence, table } from '../../html/parts.ts';
import { type Anchors, linkTo } from './parts.ts';
import { pill } from './status.ts';

export function policiesPart({ policies }: Report, anchors: Anchors): Markup {
  if (policies.length === 0)
    return part('policies', 'Policies', sentence('No policy was asked: the plan has none.'));
  const rows = policies.map(({ name, answer, isDefault, checks }) => [
    markup`${name}`,
    markup`${answer}${isDefault ? markup` <small>(default)</small>` : markup` <small>(chosen)</small>`}`,
    checks.length === 0
      ? 'No check is about it.'
      : listed(
          checks.map((id) => observed(id, anchors)),
          'checks',
        ),
  ]);
  return part('policies', 'Policies: where the document is silent', [
    sentence('An engine that answers otherwise deviates, which is no failure.'),
    table('Policies', ['Policy', 'Answer', 'What was observed'], rows),
  ]);
}

export function lintPart({ lint }: Report): Markup {
  if (lint.length === 0)
    return part('document', 'The document itself', sentence('The lint of the document found nothing.'));
  const rows = lint.map(({ line, severity, code, message, ask }) => [
    markup`${line}`,
    markup`<b>${severity}</b> <code>${code}</code>`,
    message,
    ask,
  ]);
  return part(
    'document',
    'The document itself',
    table('Findings in the document', ['Line', 'Finding', 'What it says', 'To ask the vendor'], rows),
  );
}

/** Many were not verified for one reason: the reason is told once. */
export function unverifiedPart({ checks }: Report, anchors: Anchors): Markup {
  const own = checks.filter(({ status }) => status === 'not verified');
  if (own.length === 0)
    return part('not-verified', 'Not verified', sentence('Every check was verified or recorded.'));
  const byReason = new Map<string, ReportCheck[]>();
  for (const check of own) {
    const reason = check.reason ?? 'no reason was given';
    byReason.set(reason, [...(byReason.get(reason) ?? []), check]);
  }
  return part('not-verified', 'Not verified', [
    sentence(
      `${counted(own.length, 'check was', 'checks were')} not verified. Whether the engine does what they ask is not known.`,
    ),
    markup`<dl class="reasons">${[...byReason].map(
      ([reason, its]) =>
        markup`<div><dt class="said">${reason}${its.every(({ declaredLack }) => declaredLack) && markup` <small>(declared beforehand)</small>`}</dt>
<dd>${listed(
          its.map(({ id }) => linkTo(id, anchors)),
          'checks',
        )}</dd></div> `,
    )}</dl>`,
  ]);
}

export function deviationsPart({ checks }: Report, anchors: Anchors): Markup {
  const own = checks.filter(({ status }) => status === 'deviates');
  return part(
    'deviations',
    'Deviations',
    own.length === 0
      ? sentence('No deviation from a policy was seen.')
      : listed(
          own.map(({ id }) => observed(id, anchors)),
          'deviations',
          20,
        ),
  );
}

export function knownPart({ known }: Report, anchors: Anchors): Markup {
  if (known.length === 0)
    return part('known', 'Known failures', sentence('No failure is declared as known.'));
  const rows = known.map(({ check, reason, expires, ticket, means, state }) => [
    linkTo(check, anchors),
    pill(state),
    markup`${means.length === 0 ? 'none' : [...new Set(means.map(({ status }) => status))].map(pill)}`,
    reason,
    markup`<span class="nowrap">${expires}</span>`,
    ticket ?? 'none',
  ]);
  return part(
    'known',
    'Known failures',
    table('Known failures', ['Check', 'State', 'Status now', 'Reason', 'Until', 'Ticket'], rows),
  );
}

export function risksPart({ risks }: Report): Markup {
  return part(
    'risks',
    'Residual risks',
    risks.length === 0
      ? sentence('None is known.')
      : markup`<ul class="risks">${risks.map((risk) => markup`<li class="said">${risk}</li> `)}</ul>`,
  );
}

function observed(id: string, anchors: Anchors): Markup {
  const check = anchors.get(id)?.check;
  return markup`${check ? pill(check.status) : null}
${linkTo(id, anchors)}${check?.reason != null && markup`<br><span class="said note">${check.reason}</span>`}`;
}
