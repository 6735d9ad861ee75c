/** `catalogue.html`: a folder's documents as one page that opens from disk and asks for nothing. Pure. */
import { readFileSync } from 'node:fs';
import { json, type Markup, markup, verbatim } from '../../html/markup.ts';
import { counted, part } from '../../html/parts.ts';
import { securityPolicy } from '../../html/security.ts';
import type { Catalogue, Totals } from '../model.ts';
import { WHAT_RUNS } from '../runnable.ts';
import { documentItem, filterForm } from './documents.ts';
import { packed } from './packed.ts';
import { codesPart, reasonsPart, unreadablePart } from './summary.ts';

/** By this a page is known as ours, so that nothing else is ever written over. */
export const MADE_BY = '<meta name="generator" content="dataflow-qa catalogue">';

const STYLES = ['../../html/page.css', '../../html/filters.css', 'catalogue.css'].map(read);
/** In this order: the last filters at once, and tells the others. */
const SCRIPTS = ['details.js', 'matrix.js', 'search.js'].map(read);

const CONTENTS: readonly [id: string, name: string][] = [
  ['matrix', 'Pairs of systems'],
  ['documents', 'Documents'],
  ['findings', 'Findings'],
  ['runs', 'What can be run'],
  ['unreadable', 'Could not be read'],
];

export function catalogueHtml(catalogue: Catalogue): string {
  const { folder, documents, totals } = catalogue;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${verbatim(MADE_BY)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${securityPolicy(SCRIPTS)}">
<title>Dataflow documents in ${folder}</title>
<style>
${STYLES.map(verbatim)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the search</a>
<header>
<p class="kicker">Catalogue of dataflow documents</p>
<h1 class="said">${folder}</h1>
</header>
<nav aria-label="Contents">
<ul>${CONTENTS.map(([id, name]) => markup`<li><a href="#${id}">${name}</a></li> `)}</ul>
</nav>
<main id="main" tabindex="-1">
${figures(totals)}
<p class="note unscripted">Scripts do not run here: the search, the pairs of systems as a matrix and what is in each document need them. Every document is listed below; <code>dataflow-qa catalogue --json</code> tells all of it.</p>
${filterForm(documents)}
<section id="matrix" aria-labelledby="matrix-heading" hidden>
<h2 id="matrix-heading">Pairs of systems</h2>
<p>A cell has the number of sections that link its row’s system, left, with its column’s, right. It leads to the document, or to all where a pair has several.</p>
<p><label class="part">Left systems <select id="matrix-part"></select></label> <span id="matrix-size" role="status"></span></p>
<div class="matrix" role="group" aria-label="Pairs of systems" tabindex="0"></div>
</section>
${part('documents', 'Documents', markup`${documents.map(documentItem)}<p class="unmatched" hidden>No document matches.</p>`)}${codesPart(documents)}${part('runs', 'What can be run', [markup`<p>${WHAT_RUNS}</p>`, reasonsPart(documents)])}${unreadablePart(catalogue)}
</main>
<script type="application/json" id="data">${json(packed(documents))}</script>
${SCRIPTS.map(
  (script) => markup`<script type="module">${verbatim(script)}</script>
`,
)}
</body>
</html> `;
  return page.source;
}

function figures(totals: Totals): Markup {
  const told: [number: number, name: string][] = [
    [totals.documents, 'documents'],
    [totals.systems, 'systems'],
    [totals.sections, 'sections'],
    [totals.runnable, counted(totals.runnable, 'section that can be run', 'sections that can be run')],
    [totals.rows, 'rows'],
    [totals.errors, 'errors'],
    [totals.warnings, 'warnings'],
    [totals.notes, 'notes'],
    [totals.unreadable, 'could not be read'],
  ];
  return markup`<dl class="figures">${told.map(
    ([number, name]) =>
      markup`<div><dt>${name.replace(/^\d+ /, '')}</dt><dd>${number.toLocaleString('en-US')}</dd></div> `,
  )}</dl>`;
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}
