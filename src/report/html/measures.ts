/** What the run cost, how long edits took, and how many wrong engines the checks find out. Pure. */
import { percentile } from '../measures.ts';
import type { Report } from '../model.ts';
import { markup, type Markup } from '../../html/markup.ts';
import { part, sentence } from '../../html/parts.ts';
import { seconds } from './parts.ts';

export function measuresPart({ measures }: Report): Markup {
  const { settles, passes, requests, writes, arrivals, passMilliseconds, duration } = measures;
  const figures: [string, string][] = [
    ['Settles', String(settles)],
    ['Passes of the engine', String(passes)],
    ['Requests of the engine', requests === null ? 'not told by the tenants' : String(requests)],
    ['Writes accepted', String(writes)],
    ['Duration', duration === 0 ? 'not known: the campaign was cut off' : seconds(duration)],
  ];
  return part('measures', 'Measures', [
    markup`<dl class="figures">${figures.map(
      ([name, value]) =>
        markup`<div><dt>${name}</dt>
<dd>${value}</dd></div> `,
    )}</dl>`,
    markup`<div class="plots">${distribution('From an edit to its arrival', arrivals, 'No edit was seen to arrive.')}${distribution('A pass of the engine', passMilliseconds, 'No pass was run.')}</div>`,
  ]);
}

export function detectionPart({ detection, signoff }: Report): Markup {
  if (detection === null)
    return part(
      'detection',
      'Would the checks have caught it?',
      sentence(
        'It is not told here how many wrong engines the checks find out: the fault bank was not run for this report.',
      ),
    );
  const { engines, killed, blamedRightly, measuredAt, seed, sha256, whole } = detection;
  const share = engines === 0 ? 'none' : `${((killed / engines) * 100).toFixed(1)} %`;
  return part('detection', 'Would the checks have caught it?', [
    markup`<p><b class="big">${share}</b></p>`,
    sentence(
      `${killed} of ${engines} engines that are wrong on purpose were found out, ${blamedRightly} of them with the right row or sentence blamed.`,
    ),
    sentence(
      `Measured ${measuredAt}, with seed ${seed}, over ${whole ? 'the whole fault bank' : 'a part of the fault bank'}${
        sha256 === signoff.checklist.sha256 ? '' : ', with another document than this one'
      }.`,
    ),
  ]);
}

const [BINS, WIDTH, HEIGHT] = [24, 320, 80];

/** How often it took how long: `sorted` are milliseconds in ascending order. */
function distribution(name: string, sorted: readonly number[], none: string): Markup {
  const most = sorted.at(-1);
  if (most === undefined)
    return markup`<figure class="plot">
<figcaption><b>${name}</b></figcaption>
${sentence(none)}
</figure>`;
  const bins = Array.from({ length: BINS }, () => 0);
  for (const one of sorted) {
    const bin = most === 0 ? 0 : Math.min(BINS - 1, Math.floor((one / most) * BINS));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const highest = Math.max(...bins);
  const told = `p50 ${at(sorted, 0.5)}, p95 ${at(sorted, 0.95)}, longest ${at(sorted, 1)}, of ${sorted.length}`;
  return markup`<figure class="plot">
<figcaption><b>${name}</b>: ${told}</figcaption>
<svg role="img" aria-label="${name}, how often it took how long: ${told}" viewBox="0 0 ${WIDTH} ${HEIGHT + 16}" width="${WIDTH}" height="${HEIGHT + 16}">
<line class="axis" x1="0" y1="${HEIGHT}" x2="${WIDTH}" y2="${HEIGHT}"/>
${bins.map((count, i) => {
  const height = count === 0 ? 0 : Math.max(2, Math.round((count / highest) * (HEIGHT - 4)));
  const width = WIDTH / BINS;
  return (
    count > 0 &&
    markup`<rect class="told" x="${Math.round(i * width * 10) / 10}" y="${HEIGHT - height}" width="${Math.round((width - 2) * 10) / 10}" height="${height}"/>`
  );
})}
<text x="0" y="${HEIGHT + 13}">0</text>
<text x="${WIDTH}" y="${HEIGHT + 13}" text-anchor="end">${seconds(Math.round(most))}</text>
</svg>
</figure> `;
}

function at(sorted: readonly number[], share: number): string {
  return seconds(Math.round(percentile(sorted, share) ?? 0));
}
