/** `signoff.html`: the whole sign-off as one page that opens from disk, asks for nothing and prints well. Pure. */
import { readFileSync } from 'node:fs';
import type { Report } from '../model.ts';
import { checklistPart } from './checklist.ts';
import { checksPart } from './checks.ts';
import { moreFindings } from './findings.ts';
import { deviationsPart, knownPart, lintPart, policiesPart, risksPart, unverifiedPart } from './concerns.ts';
import { evidenceScripts, scenarioNumbers } from './evidence.ts';
import { flowPart } from './flow.ts';
import { regressionPart, trendPart } from './history.ts';
import { markup, type Markup, verbatim } from '../../html/markup.ts';
import { securityPolicy } from '../../html/security.ts';
import { detectionPart, measuresPart } from './measures.ts';
import { type Anchors, anchorsOf } from './parts.ts';
import { signaturesPart } from './signatures.ts';
import { gatesPart, scopePart, verdictPart } from './verdict.ts';

const STYLES = ['../../html/page.css', '../../html/filters.css', 'checks.css', '../../html/print.css'].map(
  read,
);
const SCRIPTS = ['filters.js', 'evidence.js'].map(read);

/** In the order in which a reader asks. */
const CONTENTS: readonly [id: string, name: string][] = [
  ['verdict', 'Verdict'],
  ['gates', 'Gates'],
  ['scope', 'Scope'],
  ['flow', 'Data flow'],
  ['checklist', 'Checklist'],
  ['checks', 'Checks'],
  ['policies', 'Policies'],
  ['document', 'Document'],
  ['not-verified', 'Not verified'],
  ['deviations', 'Deviations'],
  ['known', 'Known failures'],
  ['risks', 'Risks'],
  ['regression', 'Regression'],
  ['trend', 'Trend'],
  ['measures', 'Measures'],
  ['detection', 'Detection'],
  ['signatures', 'Signatures'],
];

export function signoffHtml(report: Report): string {
  const anchors = anchorsOf(report.checks);
  const scenarios = scenarioNumbers(report);
  const { signoff } = report;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${securityPolicy(SCRIPTS)}">
<title>${signoff.verdict}: ${signoff.checklist.title}</title>
<style>
${STYLES.map(verbatim)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the verdict</a>
<header>
<p class="kicker">Sign-off of a two-way data sync</p>
<h1>${signoff.checklist.title}</h1>
<p class="said">Engine ${signoff.engine.name}, version ${signoff.engine.version} · seed ${signoff.seed} · ${signoff.startedAt}</p>
</header>
<nav aria-label="Contents">
<ul>${CONTENTS.map(([id, name]) => markup`<li><a href="#${id}">${name}</a></li> `)}</ul>
</nav>
<main id="main" tabindex="-1">
${verdictPart(report, anchors)}${gatesPart(report)}${scopePart(report)}${flowPart(report.sections)}${checklistPart(report, anchors)}${checksPart(report, anchors, scenarios)}${concerns(report, anchors)}
</main>
${moreFindings(report.checks, scenarios)}${evidenceScripts(report)}
${SCRIPTS.map(
  (script) => markup`<script type="module">${verbatim(script)}</script>
`,
)}
</body>
</html> `;
  return page.source;
}

function concerns(report: Report, anchors: Anchors): Markup[] {
  return [
    policiesPart(report, anchors),
    lintPart(report),
    unverifiedPart(report, anchors),
    deviationsPart(report, anchors),
    knownPart(report, anchors),
    risksPart(report),
    regressionPart(report, anchors),
    trendPart(report),
    measuresPart(report),
    detectionPart(report),
    signaturesPart(report),
  ];
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}
