/** Coverage for a reader: a row an event, a column a state, and what was never visited by name. Pure. */
import { type CannotBe, type Event, EVENTS, type State, STATES } from './coverage-cells.ts';

export function coverageTable(visits: (state: State, event: Event) => number, cannotBe: CannotBe): string {
  const width = Math.max(...EVENTS.map(({ length }) => length));
  const lines = EVENTS.map((event) => {
    const cells = STATES.map((state) => {
      const count = visits(state, event);
      return (count === 0 && cannotBe(state, event) !== null ? '–' : short(count)).padStart(COLUMN);
    });
    return `  ${event.padEnd(width)}${cells.join('')}`;
  });
  const letters = STATES.map((_, at) => letter(at).padStart(COLUMN)).join('');
  const legend = STATES.map((state, at) => `${letter(at)} ${state}`);
  const third = Math.ceil(legend.length / 3);
  return [
    `  ${' '.repeat(width)}${letters}`,
    ...lines,
    '',
    ...[0, third, 2 * third].map((from) => `  ${legend.slice(from, from + third).join('   ')}`),
    '',
    ...gaps(visits, cannotBe),
  ].join('\n');
}

const COLUMN = 6;

/** `7`, `950`, `12k`, `1.3M`; a cell that was never visited is a dot. */
function short(count: number): string {
  if (count === 0) return '·';
  const units = ['', 'k', 'M', 'G', 'T'];
  let [rest, unit] = [count, 0];
  while (Math.round(rest) >= 1000 && unit < units.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && rest < 9.95 ? 1 : 0;
  return `${rest.toFixed(digits).replace(/\.0$/, '')}${units[unit]}`;
}

function gaps(visits: (state: State, event: Event) => number, cannotBe: CannotBe): string[] {
  const never: string[] = [];
  const cannot = new Map<string, number>();
  let open = 0;
  let visited = 0;
  for (const state of STATES) {
    const missed: Event[] = [];
    for (const event of EVENTS) {
      const reason = cannotBe(state, event);
      if (visits(state, event) > 0) visited += 1;
      else if (reason === null) missed.push(event);
      else cannot.set(reason, (cannot.get(reason) ?? 0) + 1);
    }
    open += missed.length;
    if (missed.length > 0) never.push(`  ${state}: ${missed.join('; ')}`);
  }
  const reasons = [...cannot].map(([reason, count]) => `  ${count} ×  ${reason}`);
  return [
    `${visited} of ${visited + open} cells visited${open === 0 ? '' : '; never:'}`,
    ...never,
    ...(reasons.length === 0 ? [] : ['– cannot be:', ...reasons]),
  ];
}

function letter(at: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + at);
}
