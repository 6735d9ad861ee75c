/** What `explore` prints: lines for people, made of what it found. Pure. */
import type pc from 'picocolors';
import { COMPARISONS } from '../histories/comparisons.ts';
import { coverageFromJSON } from '../histories/coverage.ts';
import { impossible } from '../histories/coverage-cells.ts';
import { ENOUGH } from './explore-session.ts';
import type { Session } from './explore-settings.ts';
import type { Summary } from './explore-summary.ts';

/** What picocolors makes: it knows of terminals and of `NO_COLOR`. */
export type Colors = Pick<typeof pc, 'red' | 'green' | 'yellow'>;

export function beginLine({ job, jobs, from, histories, milliseconds, scope }: Session): string {
  const which = scope === null ? `seeds from ${from}` : `small scope, ${told(scope)} histories`;
  const long =
    milliseconds !== null
      ? `${milliseconds / 1000} s`
      : scope !== null && histories === scope
        ? 'all'
        : told(histories ?? 0);
  const where = job.sockets ? 'mock tenants on sockets' : 'simulated tenants';
  return `exploring ${job.engine} · ${job.checklist} · ${where}, ${job.topologies.join(' and ')} · ${which} · ${long} · ${many(jobs, 'process', 'processes')}`;
}

export function coverageText({ coverage, coveredEach, topologies }: Summary): string {
  const table = coverageFromJSON(coverage, impossible).render();
  return `What happened (rows) to pairs of records in which state (columns), in one of ${coveredEach} histories, ${topologies.join(' and ')}:\n${table}\n`;
}

/** The last lines, after the stories. */
export function endText(summary: Summary, colors: Colors): string {
  const { engine, histories, leftOut, from, to, perSecond, mean, smallScope, violations, alsoBroken } =
    summary;
  const which = to === null ? 'none played' : `${smallScope === null ? 'seeds' : 'numbers'} ${from}–${to}`;
  const lines = [
    `${told(histories)} histories, ${which}${leftOut === 0 ? '' : `, ${told(leftOut)} of them left out: this engine is not asked for such`}; ${told(Math.round(perSecond))} a second`,
    `each: ${mean.edits} edits, ${mean.passes} passes, ${mean.faults} requests that met a fault`,
    canaryLine(summary),
    comparedLine(summary),
    endedLine(summary),
    ...violations.map(({ invariant, history, histories: times, file }) =>
      colors.red(
        `✗ ${invariant}: ${smallScope === null ? 'seed' : 'number'} ${history}, ${many(times, 'history', 'histories')}, ${file}`,
      ),
    ),
    ...(alsoBroken.length === 0 ? [] : [`broken as well, not told: ${alsoBroken.join(', ')}`]),
    verdictLine(summary, engine, colors),
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

function canaryLine({ canary: { engine, after, invariant, isOfAsked }, histories }: Summary): string {
  if (after === null) return `canary: “${engine}” was not found out`;
  const doubt = isOfAsked
    ? ''
    : '; of the bank no engine is known that breaks what was asked for, so that all invariants counted for it';
  const short = histories < after ? '; this session was shorter: it might not have found that one out' : '';
  return `canary: “${engine}” was found out after ${many(after, 'history', 'histories')} (${invariant ?? ''})${doubt}${short}`;
}

function comparedLine({ compared }: Summary): string {
  const times = Object.values(compared).reduce((sum, one) => sum + one, 0);
  const kinds = Object.keys(compared).length;
  return times === 0
    ? 'compared: nothing; of no history is known that it would have come to the same in another way'
    : `compared: ${many(times, 'history', 'histories')} with another way to play it, by ${kinds} of ${COMPARISONS.length} comparisons`;
}

function endedLine({ ended, smallScope, histories, leftOut }: Summary): string {
  if (ended === 'enough') return `ended early: ${ENOUGH} invariants are enough to read about`;
  if (smallScope === null) return '';
  return histories + leftOut === smallScope
    ? 'the whole of the small scope'
    : 'only a part of the small scope';
}

function verdictLine(
  { verdict, why, histories, invariants, violations, alsoBroken }: Summary,
  engine: string,
  colors: Colors,
): string {
  const count = violations.length + alsoBroken.length;
  switch (verdict) {
    case 'broken':
      return colors.red(
        `BROKEN: ${engine} broke ${many(count, 'invariant', 'invariants')} in ${told(histories)} histories.`,
      );
    case 'inconclusive':
      return colors.yellow(`INCONCLUSIVE: ${why ?? ''}.`);
    case 'nothing found':
      return colors.green(
        `NOTHING FOUND: ${engine} broke ${invariants === null ? 'no invariant' : `none of ${invariants.join(', ')}`} in ${told(histories)} histories.`,
      );
  }
}

function many(count: number, one: string, several: string): string {
  return `${told(count)} ${count === 1 ? one : several}`;
}

function told(count: number): string {
  return count.toLocaleString('en-US');
}
