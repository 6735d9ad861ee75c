/** What the run cost, how long edits took to arrive, and how many wrong engines the checks are known to find out. */
import { type Measures, percentile } from '../../measures.ts';
import type { DetectionSummary, Report } from '../../model.ts';
import { drawHeading, drawNothing, drawPart } from '../heading.ts';
import { leading, type Sheet } from '../sheet.ts';
import { GREY, LEFT, STATUS_LOOK, STYLES } from '../style.ts';
import { drawTable } from '../table.ts';

const PLOT = { width: 300, height: 90 };
/** So many points tell a curve of that width. */
const POINTS = 200;

export function drawMeasures(sheet: Sheet, { measures, detection }: Report): void {
  drawPart(sheet, 'Measures');
  const { settles, passes, requests, writes, arrivals, passMilliseconds, duration } = measures;
  drawTable(
    sheet,
    [
      { head: '', share: 4 },
      { head: '', share: 9 },
    ],
    [
      ['Duration', duration === 0 ? 'cut off' : seconds(duration)],
      ['Settles', String(settles)],
      ['Passes of the engine', `${passes}, ${spread(passMilliseconds)}`],
      ['Requests of the engine', requests === null ? 'the tenants do not tell' : String(requests)],
      ['Writes accepted by the tenants', String(writes)],
      ['From an edit to its arrival', `${arrivals.length} edits seen, ${spread(arrivals)}`],
    ].map(([name = '', text = '']) => [{ text: name, style: STYLES.strong }, { text }]),
  );
  drawHeading(sheet, 'How long edits took to arrive', { bookmarked: true });
  drawArrivals(sheet, arrivals);
  drawHeading(sheet, 'Detection rate', { bookmarked: true });
  drawDetection(sheet, detection);
}

function spread(sorted: Measures['arrivals']): string {
  const [p50, p95, max] = [0.5, 0.95, 1].map((share) => percentile(sorted, share));
  if (p50 == null || p95 == null || max == null) return 'none was measured';
  return `${seconds(p50)} (p50), ${seconds(p95)} (p95), ${seconds(max)} (max)`;
}

/** The share of edits that had arrived, over time. */
function drawArrivals(sheet: Sheet, arrivals: readonly number[]): void {
  const max = arrivals.at(-1);
  if (max === undefined) return drawNothing(sheet, 'No edit was seen to arrive.');
  sheet.keep(PLOT.height + 40);
  const [x, y] = [LEFT + 34, sheet.y + 6];
  const place = (milliseconds: number, share: number): [number, number] => [
    x + (PLOT.width * milliseconds) / Math.max(1, max),
    y + PLOT.height * (1 - share),
  ];
  for (const share of [0, 0.5, 0.95, 1]) {
    sheet.stroke([place(0, share), place(max, share)]);
    const label = `${share * 100} %`;
    const overlaps = share === 0.95;
    if (!overlaps)
      sheet.write(label, x - 5 - sheet.widthOf(label, STYLES.small), place(0, share)[1] - 4, STYLES.small);
  }
  const count = Math.min(POINTS, arrivals.length);
  const steps = Array.from({ length: count }, (_, i) => {
    const share = (i + 1) / count;
    return [percentile(arrivals, share) ?? 0, share] as const;
  });
  let [at, reached] = [0, 0];
  const curve = steps.flatMap(([milliseconds, share]) => {
    const points = [place(milliseconds, reached), place(milliseconds, share)];
    [at, reached] = [milliseconds, share];
    return points;
  });
  sheet.stroke([place(0, 0), ...curve, place(at, 1)], STATUS_LOOK.recorded.colour, 1.3);
  for (const share of [0.5, 0.95]) {
    const milliseconds = percentile(arrivals, share) ?? 0;
    sheet.stroke([place(milliseconds, share), place(milliseconds, 0)], GREY, 0.6);
  }
  const below = y + PLOT.height + 3;
  sheet.write('0 s', x, below, STYLES.small);
  const end = `${seconds(max)} after the edit`;
  sheet.write(end, x + PLOT.width - sheet.widthOf(end, STYLES.small), below, STYLES.small);
  const [p50, p95] = [0.5, 0.95].map((share) => seconds(percentile(arrivals, share) ?? 0));
  const told = `Share of ${arrivals.length} edits that had arrived. Upright lines: p50, ${p50}; p95, ${p95}.`;
  sheet.write(told, x, below + leading(STYLES.small), STYLES.small);
  sheet.skip(PLOT.height + 36);
}

function drawDetection(sheet: Sheet, detection: DetectionSummary | null): void {
  if (detection === null) {
    return drawNothing(
      sheet,
      'How many engines that are wrong on purpose these checks find out was not told.',
    );
  }
  const { engines, killed, blamedRightly, whole, seed, measuredAt, sha256 } = detection;
  const rate = engines === 0 ? '' : ` (${((100 * killed) / engines).toFixed(1)} %)`;
  sheet.paragraph(
    `Of ${engines} engines that are wrong on purpose the checks found out ${killed}${rate}, and blamed the right rows for ${blamedRightly}. ${
      whole ? 'The whole fault bank was run' : 'Only a part of the fault bank was run'
    }, with seed ${seed}${measuredAt === null ? '' : ` on ${measuredAt}`}, of the document with SHA-256 ${sha256}.`,
    STYLES.body,
  );
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 1000 ? 2 : 1)} s`;
}
