/** An audit in a few lines: what agrees, what does not and on which side it changed last, and what could not be matched. Pure. */
import type { AuditReport } from './report.ts';

/** How words are set off; `picocolors`, or functions that leave them as they are. */
export interface Colours {
  green: (text: string) => string;
  red: (text: string) => string;
  yellow: (text: string) => string;
  dim: (text: string) => string;
}

export function terminalText(report: AuditReport, colours: Colours): string {
  const { pairs, unmatched, ambiguous, since, left, right, reason } = report;
  const key = report.keys.join(' or ');
  const widest = Math.max(...report.rows.map(({ name }) => name.length));
  const rows = report.rows.map(({ name, line, status, reason: why, disagree, later }) => {
    const told =
      status === 'agrees'
        ? colours.green('agrees')
        : status === 'disagrees'
          ? `${colours.red(`${many(disagree)} disagree`)} ${laterIn(later)}`
          : colours.dim(`not verified: ${why}`);
    return `${String(line).padStart(5)}  ${name.padEnd(widest)}  ${told}`;
  });
  const repeated = ([left, right] as const)
    .filter((side) => side.repeated > 0)
    .map(
      (side) =>
        `${side.name}: ${many(side.repeated)} records came more than once; of each the one modified last counts`,
    );
  return [
    verdictLine(report, colours),
    ...(reason === null ? [] : [colours.yellow(reason)]),
    '',
    ...rows,
    '',
    `${many(left.records)} records left, ${many(right.records)} right: ${many(pairs.compared)} pairs by ${key}`,
    `unmatched: ${many(unmatched.left)} left (${many(unmatched.withoutKey.left)} without ${key}), ${many(unmatched.right)} right (${many(unmatched.withoutKey.right)})`,
    `ambiguous: ${many(ambiguous.keys)} ${key} on ${many(ambiguous.left)} records left, ${many(ambiguous.right)} right; ${many(ambiguous.parityConflicts)} could not settle if they were linked`,
    ...repeated,
    ...(since === null
      ? []
      : [
          `since ${since.finishedAt}: ${many(since.new)} new, ${many(since.still)} still there, ${many(since.gone)} gone`,
        ]),
  ].join('\n');
}

function verdictLine({ verdict, pairs }: AuditReport, colours: Colours): string {
  const share = `${many(pairs.disagree)} of ${many(pairs.compared)} pairs disagree`;
  if (verdict === 'agrees') return colours.green(`AGREES: ${many(pairs.compared)} pairs`);
  return verdict === 'disagrees'
    ? colours.red(`DISAGREES: ${share}`)
    : colours.yellow(`INCONCLUSIVE: ${share}`);
}

function laterIn({ left, right, sameTime, notTold }: AuditReport['rows'][number]['later']): string {
  const parts = [
    [left, 'left changed last'],
    [right, 'right changed last'],
    [sameTime, 'at the same time'],
    [notTold, 'no time told'],
  ] as const;
  return `(${parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${what} ${many(count)}`)
    .join(', ')})`;
}

/** `1,100,000`. */
export function many(count: number): string {
  return count.toLocaleString('en-US');
}
