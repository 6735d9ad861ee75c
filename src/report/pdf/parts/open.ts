/** What stays open: not verified, deviations, failures that are known, and risks that no check covers. */
import type { KnownFailure } from '../../known-failures.ts';
import type { Report, ReportCheck } from '../../model.ts';
import { drawHeading, drawNothing, drawPart } from '../heading.ts';
import { leading, type Sheet } from '../sheet.ts';
import { inColourOf, LEFT, signed, STATUS_LOOK, STYLES } from '../style.ts';
import { drawTable } from '../table.ts';

export function drawOpen(sheet: Sheet, { checks, known, risks }: Report): void {
  drawPart(sheet, 'What stays open');
  const withStatus = (status: ReportCheck['status']): ReportCheck[] =>
    checks.filter((check) => check.status === status);

  drawHeading(sheet, 'Not verified, and why', { bookmarked: true });
  drawReasons(sheet, withStatus('not verified'), 'Every check could be verified.');

  drawHeading(sheet, 'Deviations from the policies', { bookmarked: true });
  drawReasons(sheet, withStatus('deviates'), 'No deviation from a policy was seen.');

  drawHeading(sheet, 'Known failures', { bookmarked: true });
  drawKnown(sheet, known);

  drawHeading(sheet, 'Residual risks', { bookmarked: true });
  if (risks.length === 0) drawNothing(sheet, 'None are known.');
  for (const risk of risks) {
    sheet.keep(leading(STYLES.body));
    sheet.write('•', LEFT, sheet.y, STYLES.body);
    sheet.paragraph(risk, STYLES.body, { x: LEFT + 10 });
    sheet.skip(2);
  }
}

function drawReasons(sheet: Sheet, checks: readonly ReportCheck[], none: string): void {
  if (checks.length === 0) return drawNothing(sheet, none);
  drawTable(
    sheet,
    [
      { head: 'check', share: 6 },
      { head: 'why', share: 6 },
    ],
    checks.map(({ id, title, reason, declaredLack }) => [
      { text: `${title}\n${id}` },
      {
        text: `${reason ?? 'no reason is told'}${declaredLack ? ' (the tenants or the engine have declared this)' : ''}`,
      },
    ]),
  );
}

function drawKnown(sheet: Sheet, known: readonly KnownFailure[]): void {
  if (known.length === 0) return drawNothing(sheet, 'No failure is put up with.');
  drawTable(
    sheet,
    [
      { head: 'check', share: 5 },
      { head: 'now', share: 2.4 },
      { head: 'reason', share: 4.5 },
      { head: 'until', share: 2 },
      { head: 'ticket', share: 2 },
    ],
    known.map(({ check, reason, expires, ticket, means, state }) => {
      const look = state === 'expected' ? STATUS_LOOK.deviates : STATUS_LOOK.failed;
      return [
        { text: check, style: STYLES.code },
        {
          text: [state, ...[...new Set(means.map(({ status }) => status))].map(signed)].join('\n'),
          style: inColourOf(STYLES.body, look),
        },
        { text: reason },
        { text: expires },
        { text: ticket ?? 'none' },
      ];
    }),
  );
}
