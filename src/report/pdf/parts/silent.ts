/** Where the document is silent or unclear: policies with their answers, and what the lint of the document found. */
import type { LintFinding, Report, ReportCheck } from '../../model.ts';
import { drawHeading, drawNothing, drawPart } from '../heading.ts';
import type { Sheet } from '../sheet.ts';
import { signed, STATUS_LOOK, STYLES } from '../style.ts';
import { drawTable } from '../table.ts';

const SEVERITY: Record<LintFinding['severity'], keyof typeof STATUS_LOOK> = {
  error: 'failed',
  warning: 'deviates',
  note: 'recorded',
};

export function drawSilent(sheet: Sheet, { policies, checks, lint }: Report): void {
  drawPart(sheet, 'What the document leaves open');
  drawHeading(sheet, 'Policies', { bookmarked: true });
  const byId = new Map(checks.map((check) => [check.id, check]));
  if (policies.length === 0) drawNothing(sheet, 'No policy was in force.');
  else {
    drawTable(
      sheet,
      [
        { head: 'question', share: 3 },
        { head: 'answer', share: 3 },
        { head: 'observed', share: 8 },
      ],
      policies.map(({ name, answer, isDefault, checks: ids }) => [
        { text: name, style: STYLES.strong },
        { text: `${answer} (${isDefault ? 'the default' : 'chosen for this run'})` },
        { text: observed(ids.flatMap((id) => byId.get(id) ?? [])) },
      ]),
    );
  }
  drawHeading(sheet, 'Lint of the document', { bookmarked: true });
  if (lint.length === 0) return drawNothing(sheet, 'Nothing in the document was found to be unclear.');
  drawTable(
    sheet,
    [
      { head: 'line', share: 1 },
      { head: '', share: 2.2 },
      { head: 'finding, and what to ask the document’s author', share: 10 },
    ],
    lint.map(({ line, severity, code, message, ask }) => {
      const { sign, colour } = STATUS_LOOK[SEVERITY[severity]];
      return [
        { text: String(line) },
        { text: `${sign} ${severity}\n${code}`, style: { ...STYLES.body, colour } },
        { text: `${message}\n${ask}` },
      ];
    }),
  );
}

/** How many have which status, then what is not simply as it was answered. */
function observed(checks: readonly ReportCheck[]): string {
  if (checks.length === 0) return 'no check of this run is about it';
  const statuses = [...new Set(checks.map(({ status }) => status))];
  const told = statuses.map(
    (status) => `${signed(status)}: ${checks.filter((check) => check.status === status).length}`,
  );
  const reasons = checks.flatMap(({ reason, title, status }) =>
    status === 'passed' || reason === null ? [] : [`${STATUS_LOOK[status].sign} ${title}: ${reason}`],
  );
  return [told.join(',  '), ...reasons].join('\n');
}
