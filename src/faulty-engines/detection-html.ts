/** A detection as one page that needs no network: the matrix, each engine with what it turned red, each check with its witnesses. Pure. */
import { type Detection, unwitnessed } from './detection.ts';

export function detectionHtml(detection: Detection): string {
  const { classes, total, engines, checks, seed, checklist, proven } = detection;
  const blind = unwitnessed(detection);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Detection rate: ${text(checklist.title)}</title>
<style>
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #8884; }
td.n, th.n { text-align: right; }
.bad { color: #b3261e; font-weight: 600; }
@media (prefers-color-scheme: dark) { .bad { color: #ff8a80; } }
code { font-size: .9em; }
</style>
</head>
<body>
<h1>What the checks would have caught</h1>
<p><strong class="${proven ? '' : 'bad'}">${proven ? 'Proven' : 'Not proven'}.</strong>
${total.killed} of ${total.engines} engines that are wrong on purpose were found out; ${total.blamedRightly} were blamed on the right row or sentence, and on nothing else.
Document: ${text(checklist.title)}, SHA-256 <code>${text(checklist.sha256)}</code>; seed ${seed}.</p>
<h2>By class</h2>
${table(
  ['Class', '#Engines', '#Killed', '#Survived', '#Blamed rightly'],
  [...classes.map((row) => [text(row.class), ...counts(row)]), ['<strong>all</strong>', ...counts(total)]],
)}
<h2>Engines</h2>
${table(
  ['Engine', 'Class', 'Against', 'Found out', 'Red checks', '#Scenarios', '#ms'],
  engines.map((one) => [
    text(one.title),
    text(one.class),
    text(one.against),
    foundOut(one),
    more(one.red),
    String(one.scenarios),
    String(one.milliseconds),
  ]),
)}
<h2>Checks</h2>
${blind.length === 0 ? '' : `<p class="bad">${blind.length} checks were turned red by no engine: nobody knows whether they can fail.</p>`}
${table(
  ['Check', 'Title', '#Engines', 'Turned red by'],
  checks.map((check) => [
    `<code>${text(check.id)}</code>`,
    text(check.title),
    String(check.engines.length),
    more(check.engines),
  ]),
)}
</body>
</html>
`;
}

type Counts = Detection['total'];

function counts({ engines, killed, survived, blamedRightly }: Counts): string[] {
  return [
    String(engines),
    String(killed),
    survived === 0 ? '0' : `<span class="bad">${survived}</span>`,
    String(blamedRightly),
  ];
}

function foundOut({
  killed,
  blamedRightly,
  missing,
  wrongly,
  stopped,
}: Detection['engines'][number]): string {
  if (!killed) return `<span class="bad">survived</span>${stopped === null ? '' : `: ${text(stopped)}`}`;
  if (blamedRightly) return 'yes';
  const why = [...missing.map((id) => `${id} is not red`), ...wrongly];
  return `<span class="bad">not blamed rightly</span>: ${text(why.slice(0, 5).join('; '))}`;
}

/** A heading that begins with # is of a column of numbers. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumber = headings.map((heading) => heading.startsWith('#'));
  const cell = (tag: string, html: string, index: number): string =>
    `<${tag}${isNumber[index] === true ? ' class="n"' : ''}>${html}</${tag}>`;
  const head = headings.map((heading, index) => cell('th', text(heading.replace('#', '')), index)).join('');
  const body = rows.map((row) => `<tr>${row.map((html, index) => cell('td', html, index)).join('')}</tr>`);
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`;
}

function more(all: readonly string[]): string {
  if (all.length <= 3) return all.map((one) => text(one)).join('<br>');
  return `<details><summary>${all.length}</summary>${all.map((one) => text(one)).join('<br>')}</details>`;
}

function text(given: string): string {
  return given
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
