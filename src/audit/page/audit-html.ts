/** `audit.html`: an audit as one page that opens from disk, asks for nothing and needs no script. Pure. */
import { readFileSync } from 'node:fs';
import { markup, verbatim } from '../../html/markup.ts';
import { securityPolicy } from '../../html/security.ts';
import type { AuditReport } from '../report.ts';
import { limitsPart, listPart, scopePart, sincePart } from './about.ts';
import { disagreePart, rowsPart } from './rows.ts';
import { ambiguousPart, unmatchedPart } from './unlinked.ts';
import { verdictPart } from './verdict.ts';

const STYLES = ['../../html/page.css', 'audit.css', '../../html/print.css'].map((file) =>
  readFileSync(new URL(file, import.meta.url), 'utf8'),
);

/** In the order in which a reader asks. */
const CONTENTS: readonly [id: string, name: string][] = [
  ['verdict', 'Verdict'],
  ['rows', 'Rows'],
  ['disagree', 'Pairs that disagree'],
  ['unmatched', 'Without a partner'],
  ['ambiguous', 'Ambiguous'],
  ['since', 'Since the earlier audit'],
  ['list', 'The whole list'],
  ['scope', 'What was compared'],
  ['limits', 'What it cannot tell'],
];

export function auditHtml(report: AuditReport): string {
  const { verdict, section, left, right, topology, finishedAt } = report;
  const sides = topology === 'one-tenant' ? left.name : `${left.name} · ${right.name}`;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${securityPolicy([])}">
<title>${verdict}: ${section}</title>
<style>
${STYLES.map(verbatim)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the verdict</a>
<header>
<p class="kicker">Audit of two synced sides</p>
<h1 class="said">${section}</h1>
<p class="said">${sides} · ${finishedAt}</p>
</header>
<nav aria-label="Contents">
<ul>${CONTENTS.map(([id, name]) => markup`<li><a href="#${id}">${name}</a></li> `)}</ul>
</nav>
<main id="main" tabindex="-1">
${verdictPart(report)}${rowsPart(report)}${disagreePart(report)}${unmatchedPart(report)}${ambiguousPart(report)}${sincePart(report)}${listPart(report)}${scopePart(report)}${limitsPart()}
</main>
</body>
</html>
`;
  return page.source;
}
