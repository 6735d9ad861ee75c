/** An audit in a few lines: what agrees, what does not and which record was modified last, and what was in no pair. Pure. */
import { visible } from '../domain/visible.ts';
import type { AuditReport } from './report.ts';

/** How words are set off; `picocolors`, or functions that leave them as they are. */
export interface Colours {
  green: (text: string) => string;
  red: (text: string) => string;
  yellow: (text: string) => string;
  dim: (text: string) => string;
}

export function terminalText(report: AuditReport, colours: Colours): string {
  return [
    verdictLine(report, colours),
    ...(report.reason === null ? [] : [colours.yellow(visible(report.reason))]),
    '',
    visible(report.section),
    ...rowLines(report, colours),
    '',
    readLine(report),
    ...[unmatchedLine(report), ambiguousLine(report), sinceLine(report)].filter((line) => line !== null),
    ...repeatedLines(report),
  ].join('\n');
}

/** `right modified last 2, same time 1`; empty where there is nothing to tell. */
export function laterIn({ left, right, sameTime, notTold }: AuditReport['rows'][number]['later']): string {
  const parts = [
    [left, 'left modified last'],
    [right, 'right modified last'],
    [sameTime, 'both at the same time'],
    [notTold, 'time not told'],
  ] as const;
  const told = parts.filter(([count]) => count > 0);
  const [only] = told;
  return told.length === 1 && only !== undefined
    ? only[1]
    : told.map(([count, what]) => `${what} ${many(count)}`).join(', ');
}

/** `1,100,000`. */
export function many(count: number): string {
  return count.toLocaleString('en-US');
}

function verdictLine({ verdict, pairs }: AuditReport, colours: Colours): string {
  switch (verdict) {
    case 'agrees':
      return colours.green(`AGREES: ${things(pairs.compared, 'pair')}, none disagrees`);
    case 'disagrees':
      return colours.red(
        `DISAGREES: ${many(pairs.disagree)} of ${things(pairs.compared, 'pair')} ${pairs.disagree === 1 ? 'disagrees' : 'disagree'}`,
      );
    case 'inconclusive':
      return colours.yellow('INCONCLUSIVE: nothing can be said of the whole');
  }
}

function rowLines({ rows }: AuditReport, colours: Colours): string[] {
  const widest = Math.max(...rows.map(({ name }) => visible(name).length));
  return rows.map(({ name, line, status, reason, disagree, later }) => {
    const told = {
      agrees: colours.green('✓ agrees'),
      disagrees: `${colours.red(`✗ ${things(disagree, 'pair')}`)}  ${laterIn(later)}`,
      'not verified': colours.dim(`? not verified: ${visible(reason ?? '')}`),
    }[status];
    return `${String(line).padStart(6)}  ${visible(name).padEnd(widest)}  ${told}`;
  });
}

function readLine({ left, right, topology, pairs, keys }: AuditReport): string {
  const records =
    topology === 'one-tenant'
      ? things(left.records, 'record')
      : `${things(left.records, 'record')} left, ${many(right.records)} right`;
  return `${records}: ${things(pairs.compared, 'pair')} by ${visible(keys.join(' or '))}`;
}

function unmatchedLine({ unmatched, topology, keys }: AuditReport): string | null {
  const { left, right, withoutKey } = unmatched;
  if (left + right === 0) return null;
  const empty = withoutKey.left + withoutKey.right;
  const sides = topology === 'one-tenant' ? many(left) : `${many(left)} left, ${many(right)} right`;
  return `without a partner: ${sides}${empty === 0 ? '' : ` (${many(empty)} of them without ${visible(keys.join(' or '))})`}`;
}

function ambiguousLine({ ambiguous, topology, keys }: AuditReport): string | null {
  const { keys: count, left, right, parityConflicts } = ambiguous;
  if (count === 0) return null;
  const records =
    topology === 'one-tenant'
      ? things(left, 'record')
      : `${things(left, 'record')} left, ${many(right)} right`;
  const parity =
    parityConflicts === 0
      ? ''
      : `; ${parityConflicts === count ? (count === 1 ? 'it' : 'all of them') : many(parityConflicts)} could never settle`;
  return `ambiguous, so not compared: ${things(count, 'value')} of ${visible(keys.join(' or '))}, on ${records}${parity}`;
}

function sinceLine({ since }: AuditReport): string | null {
  if (since === null) return null;
  return `since ${since.finishedAt}: ${many(since.new)} new, ${many(since.still)} still there, ${many(since.gone)} gone`;
}

function repeatedLines({ left, right, topology }: AuditReport): string[] {
  return (topology === 'one-tenant' ? [left] : [left, right])
    .filter(({ repeated }) => repeated > 0)
    .map(
      ({ name, repeated }) =>
        `${visible(name)}: ${things(repeated, 'record')} came again with the same id; of each the one modified last counts`,
    );
}

function things(count: number, one: string): string {
  return `${many(count)} ${one}${count === 1 ? '' : 's'}`;
}
