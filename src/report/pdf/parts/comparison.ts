/** This run beside others: the earlier pack that it was compared with, and the runs that are known. */
import type { Report } from '../../model.ts';
import type { Regression } from '../../regression.ts';
import type { RunSummary } from '../../trend.ts';
import { drawHeading, drawNothing, drawPart } from '../heading.ts';
import type { Sheet } from '../sheet.ts';
import { inColourOf, STATUS_LOOK, STYLES, VERDICT_LOOK } from '../style.ts';
import { drawTable } from '../table.ts';

const CHANGE_LOOK = {
  'newly red': STATUS_LOOK.failed,
  'newly green': STATUS_LOOK.passed,
  otherwise: STATUS_LOOK['not verified'],
  new: STATUS_LOOK.recorded,
  gone: STATUS_LOOK['not verified'],
  outdated: STATUS_LOOK.deviates,
};

export function drawComparison(sheet: Sheet, { regression, trend }: Report): void {
  drawPart(sheet, 'Compared with earlier runs');
  drawHeading(sheet, 'Regression', { bookmarked: true });
  if (regression === null) drawNothing(sheet, 'No earlier pack was given to compare with.');
  else drawRegression(sheet, regression);
  drawHeading(sheet, 'Trend', { bookmarked: true });
  if (trend.length <= 1) drawNothing(sheet, 'No other run is known: there is no trend.');
  else drawTrend(sheet, trend);
}

function drawRegression(sheet: Sheet, { baseline, sameDocument, rows, checks }: Regression): void {
  sheet.paragraph(
    `Compared with the run of ${baseline.startedAt}: ${baseline.verdict}, engine ${baseline.engine}, ${
      sameDocument ? 'of the same document' : `of another document (SHA-256 ${baseline.sha256})`
    }.`,
    STYLES.body,
  );
  sheet.skip(4);
  if (rows.length === 0) drawNothing(sheet, 'No row has changed.');
  else {
    drawTable(
      sheet,
      [
        { head: 'line', share: 1 },
        { head: 'row', share: 7 },
        { head: 'was', share: 2.5 },
        { head: 'is', share: 2.5 },
        { head: '', share: 2.5 },
      ],
      rows.map(({ row, line, was, is, change }) => [
        { text: String(line) },
        { text: row, style: STYLES.code },
        { text: was ?? '–' },
        { text: is ?? '–' },
        {
          text: `${CHANGE_LOOK[change].sign} ${change}`,
          style: inColourOf(STYLES.strong, CHANGE_LOOK[change]),
        },
      ]),
    );
  }
  sheet.skip(6);
  if (checks.length === 0) return drawNothing(sheet, 'No check has changed.');
  drawTable(
    sheet,
    [
      { head: 'check', share: 10 },
      { head: 'was', share: 2.7 },
      { head: 'is', share: 2.7 },
    ],
    checks.map(({ id, title, was, is }) => [
      { text: `${title}\n${id}` },
      { text: was ?? 'not there' },
      { text: is ?? 'not there' },
    ]),
  );
}

function drawTrend(sheet: Sheet, trend: readonly RunSummary[]): void {
  const number = (count: number): { text: string } => ({ text: String(count) });
  drawTable(
    sheet,
    [
      { head: 'begun', share: 4 },
      { head: 'verdict', share: 4 },
      { head: 'engine', share: 4 },
      { head: 'document', share: 2.4 },
      { head: 'seed', share: 2.2 },
      { head: '✓', share: 1.2 },
      { head: '✗', share: 1.2 },
      { head: '!', share: 1.2 },
      { head: '·', share: 1.2 },
      { head: '?', share: 1.2 },
    ],
    trend.map((run) => [
      { text: run.startedAt },
      {
        text: `${VERDICT_LOOK[run.verdict].sign} ${run.verdict}`,
        style: inColourOf(STYLES.body, VERDICT_LOOK[run.verdict]),
      },
      { text: run.engine },
      { text: run.sha256.slice(0, 8) },
      number(run.seed),
      number(run.passed),
      number(run.failed),
      number(run.deviates),
      number(run.recorded),
      number(run.notVerified),
    ]),
    { style: { ...STYLES.body, size: 7.5 } },
  );
}
