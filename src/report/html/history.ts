/** This run beside others: the regression against a baseline, and the trend. Pure. */
import type { Report } from '../model.ts';
import type { RunSummary } from '../trend.ts';
import { markup, type Markup } from '../../html/markup.ts';
import { listed, part, sentence, table } from '../../html/parts.ts';
import { type Anchors, linkTo } from './parts.ts';
import { pill, type Tone } from './status.ts';

export function regressionPart({ regression }: Report, anchors: Anchors): Markup {
  if (regression === null)
    return part('regression', 'Regression', sentence('No earlier run was given to compare with.'));
  const { baseline, sameDocument, rows, checks } = regression;
  const rowTable = table(
    'Rows that changed',
    ['Row', '#Line', 'Change', 'Was', 'Is'],
    rows.map(({ row, line, change, was, is }) => [
      markup`<code>${row}</code>`,
      markup`${line}`,
      pill(change),
      was ?? 'not there',
      is ?? 'not there',
    ]),
  );
  return part('regression', 'Regression', [
    sentence(
      `Compared with the run of ${baseline.startedAt}: ${baseline.verdict}, engine ${baseline.engine}, seed ${baseline.seed}. ${
        sameDocument ? 'The document is the same.' : 'The document has changed since.'
      }`,
    ),
    rows.length === 0 ? sentence('No row has changed.') : rowTable,
    checks.length === 0
      ? sentence('No check has changed.')
      : listed(
          checks.map(
            ({ id, title, was, is }) =>
              markup`${anchors.has(id) ? linkTo(id, anchors) : title}: ${was ?? 'not there'} → <b>${is ?? 'gone'}</b>`,
          ),
          'checks that changed',
          12,
        ),
  ]);
}

export function trendPart({ trend }: Report): Markup {
  if (trend.length <= 1) return part('trend', 'Trend', sentence('No other run is known: there is no trend.'));
  const rows = trend.map((run) => [
    markup`<span class="nowrap">${run.startedAt}</span>`,
    pill(run.verdict),
    run.engine,
    markup`<code>${run.sha256.slice(0, 8)}</code>`,
    ...PARTS.map(({ of }) => markup`${run[of]}`),
  ]);
  return part('trend', 'Trend', [
    bars(trend),
    markup`<p class="note">Checks of each run, from the bottom: ${PARTS.map(({ name }) => name).join(', ')}.</p>`,
    table(
      'Runs, the oldest first',
      ['Begun', 'Verdict', 'Engine', 'Document', ...PARTS.map(({ name }) => `#${name}`)],
      rows,
    ),
  ]);
}

type Counted = 'passed' | 'failed' | 'deviates' | 'recorded' | 'notVerified';
const PARTS: readonly { of: Counted; name: string; tone: Tone }[] = [
  { of: 'passed', name: 'passed', tone: 'good' },
  { of: 'failed', name: 'failed', tone: 'bad' },
  { of: 'deviates', name: 'deviates', tone: 'odd' },
  { of: 'recorded', name: 'recorded', tone: 'told' },
  { of: 'notVerified', name: 'not verified', tone: 'open' },
];

const [HEIGHT, SHOWN] = [90, 40];

/** The last runs as bars; the table has the numbers. */
function bars(trend: readonly RunSummary[]): Markup {
  const runs = trend.slice(-SHOWN);
  const totalOf = (run: RunSummary): number => PARTS.reduce((sum, { of }) => sum + run[of], 0);
  const most = Math.max(1, ...runs.map(totalOf));
  return markup`<svg class="plot" role="img" aria-label="Checks by status in the last ${runs.length} runs, as the table tells them" viewBox="0 0 ${Math.max(200, runs.length * 18)} ${HEIGHT}" height="${HEIGHT}" preserveAspectRatio="xMinYMid meet">
${runs.map((run, i) => {
  let y = HEIGHT;
  return markup`<g><title>${run.startedAt}: ${run.verdict}</title>${PARTS.map(({ of, tone }) => {
    const height = Math.round((run[of] / most) * HEIGHT * 10) / 10;
    y = Math.round((y - height) * 10) / 10;
    return (
      height > 0 && markup`<rect class="${tone}" x="${i * 18 + 1}" y="${y}" width="14" height="${height}"/>`
    );
  })}</g> `;
})}
</svg>`;
}
