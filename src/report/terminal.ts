/**
 * A run on the terminal: one line a row, then what is not green, which is known as soon as the evidence is judged;
 * then the verdict and what it means, which a fault of the harness may still change.
 */
import { stripVTControlCharacters } from 'node:util';
import type pc from 'picocolors';
import { GROUPS } from '../checks/check.ts';
import type { Evidence } from '../checks/evidence.ts';
import { type Result, type Status, verdictOf } from '../checks/judge.ts';
import type { Side } from '../checks/scenario.ts';
import { headingOf, rowName } from '../domain/dataflow.ts';
import type { Gate } from './model.ts';
import { meaningOf } from './meaning.ts';
import { arrivalOf, reasonOf, resultsOfRow, rowStatus } from './signoff.ts';

/** What picocolors makes: it knows of terminals and of `NO_COLOR`. */
export type Colors = ReturnType<typeof pc.createColors>;

/** How many checks that are not green are named; the pack has all of them. */
const NAMED = 12;

const MARK: Record<Status, string> = {
  passed: '✓',
  failed: '✗',
  deviates: '!',
  recorded: '·',
  'not verified': '?',
};

export function terminalReport(evidence: Evidence, results: readonly Result[], colors: Colors): string {
  return `${statusReport(evidence, results, colors)}\n${verdictLine(evidence, results, colors)}`;
}

/** All but the verdict. */
export function statusReport(evidence: Evidence, results: readonly Result[], colors: Colors): string {
  return [
    ...rowTable(evidence, results, colors),
    '',
    ...groupTable(results, colors),
    '',
    ...notGreenLines(results, colors),
    measures(evidence),
  ].join('\n');
}

/** What is not green, the worst first; empty where all is. */
export function notGreenLines(results: readonly Result[], colors: Colors): string[] {
  const order: Status[] = ['failed', 'not verified', 'deviates', 'recorded'];
  const notGreen = order.flatMap((status) => results.filter((result) => result.status === status));
  const lines = notGreen.slice(0, NAMED).flatMap((result) => {
    const { check, status } = result;
    return [
      `${paint(status, colors, 14)} ${check.title}`,
      colors.dim(`                ${check.id}, document line ${check.lines.join(', ')}`),
      colors.dim(`                ${shorten(reasonOf(result) ?? '', 300)}`),
    ];
  });
  const more = notGreen.length - NAMED;
  return notGreen.length === 0 ? [] : [...lines, ...(more > 0 ? [`… and ${more} more`] : []), ''];
}

export function verdictLine(evidence: Evidence, results: readonly Result[], colors: Colors): string {
  const verdict = verdictOf(results, evidence);
  const paintVerdict = {
    accepted: colors.green,
    'accepted with deviations': colors.yellow,
    rejected: colors.red,
    inconclusive: colors.magenta,
  };
  const passed = results.filter(({ status }) => status === 'passed').length;
  return `${paintVerdict[verdict](colors.bold(verdict.toUpperCase()))}: ${passed} of ${results.length} checks passed. ${shorten(meaningOf(evidence, results), 500)}`;
}

/** Some checks, a line each, as soon as they are judged; of many only those that are not green, and how many are. */
export function earlyLines(results: readonly Result[], colors: Colors): string[] {
  const notGreen = results.filter(({ status }) => status !== 'passed');
  const isLong = results.length > NAMED;
  const shown = (isLong ? notGreen : results).slice(0, NAMED);
  const more = notGreen.length - shown.length;
  return [
    ...(isLong ? [`${paint('passed', colors, 14)} ${results.length - notGreen.length} checks`] : []),
    ...shown.map(({ check, status }) => `${paint(status, colors, 14)} ${shorten(check.title, 300)}`),
    ...(more > 0 ? [`… and ${more} more that are not passed`] : []),
  ];
}

/** The gates that have something to say: what failed, and how many passed or were not judged. */
export function gateLines(gates: readonly Gate[], colors: Colors): string {
  const count = (status: Gate['status']): number => gates.filter((gate) => gate.status === status).length;
  const failed = gates.filter(({ status }) => status === 'failed');
  return [
    `Gates: ${count('passed')} passed, ${failed.length} failed, ${count('not judged')} not judged`,
    ...failed.map(({ name, message }) => `  ${colors.red(`✗ ${name}`)}: ${shorten(message, 300)}`),
  ]
    .join('\n')
    .concat('\n');
}

function rowTable({ header }: Evidence, results: readonly Result[], colors: Colors): string[] {
  const names = header.checklist.dataflow.sections.flatMap(({ rows }) =>
    rows.map((row) => rowName(row).length),
  );
  const width = Math.max(20, ...names);
  return header.checklist.dataflow.sections.flatMap((section) => [
    colors.bold(headingOf(section)),
    colors.dim(`  line  ${'row'.padEnd(width)}  left→right      right→left      checks`),
    ...section.rows.map((row) => {
      const own = resultsOfRow(results, headingOf(section), rowName(row));
      const one = (side: Side): string => {
        const status = rowStatus(
          own.filter(({ check }) => check.direction === side || check.direction === null),
        );
        return paint(status === 'excluded' ? 'not verified' : status, colors, 16);
      };
      const passed = own.filter(({ status }) => status === 'passed').length;
      const line = String(row.line).padStart(6);
      return `${line}  ${rowName(row).padEnd(width)}  ${one('left')}${one('right')}${passed}/${own.length}`;
    }),
  ]);
}

function groupTable(results: readonly Result[], colors: Colors): string[] {
  return GROUPS.flatMap((group) => {
    const own = results.filter(({ check }) => check.group === group);
    if (own.length === 0) return [];
    const statuses: Status[] = ['passed', 'failed', 'deviates', 'recorded', 'not verified'];
    const told = statuses
      .map((status) => ({ status, count: own.filter((result) => result.status === status).length }))
      .filter(({ count }) => count > 0)
      .map(({ status, count }) => `${count} ${status}`);
    const worst = own.some(({ status }) => status === 'failed');
    return [`  ${group.padEnd(16)}${worst ? colors.red(told.join(', ')) : told.join(', ')}`];
  });
}

/** How often the engine was let settle, and how long edits took to arrive. */
function measures(evidence: Evidence): string {
  const arrival = arrivalOf(evidence);
  const settles = `${evidence.settles.length} settles`;
  if (!arrival) return settles;
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 1000 ? 2 : 1)} s`;
  const { p50, p95, max } = arrival;
  return `${settles}; an edit was seen on the other side after ${seconds(p50)} (p50), ${seconds(p95)} (p95), ${seconds(max)} (max)`;
}

function paint(status: Status, colors: Colors, width: number): string {
  const text = `${MARK[status]} ${status}`.padEnd(width);
  const color = {
    passed: colors.green,
    failed: colors.red,
    deviates: colors.yellow,
    recorded: colors.cyan,
    'not verified': colors.magenta,
  };
  return color[status](text);
}

/** What an engine printed may hold control characters, which would steer the reader's terminal. */
function shorten(text: string, length: number): string {
  const line = stripVTControlCharacters(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{Cc}/gu, '');
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
