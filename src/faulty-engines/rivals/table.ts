/** What the rivals made of the engines of the bank, by class, as Markdown. Pure. */
import type { Detection } from '../detection.ts';
import type { Outcome, Rival } from './rival.ts';

/** An engine that was put to every rival. */
export interface Tried {
  title: string;
  class: string;
  /** By the rival's name. */
  outcomes: Readonly<Record<string, Outcome>>;
}

type Column = Pick<Rival, 'name' | 'title'>;

/** This project's own checks, as one more column. */
export const OWN: Column = { name: 'checks', title: 'the checks' };

/** Throws `RangeError` where `prove` did not try an engine that the rivals did. */
export function withOwn(tried: readonly Tried[], { engines }: Pick<Detection, 'engines'>): Tried[] {
  const proved = new Map(engines.map((engine) => [engine.title, engine]));
  return tried.map((one) => {
    const own = proved.get(one.title);
    if (own === undefined) throw new RangeError(`the detection knows no engine “${one.title}”`);
    return { ...one, outcomes: { ...one.outcomes, [OWN.name]: { caught: own.killed, by: own.red } } };
  });
}

/** One line a class and one for all, one column a rival; then the classes of which a rival caught every engine. */
export function tableOf(columns: readonly Column[], tried: readonly Tried[]): string {
  const classes = [...new Set(tried.map((one) => one.class))].map((name) => ({
    name,
    engines: tried.filter((one) => one.class === name),
  }));
  const counts = (engines: readonly Tried[]): string[] =>
    columns.map((column) => `${engines.filter(isCaughtBy(column)).length} of ${engines.length}`);
  const whole = columns.map((column) => {
    const names = classes.filter(({ engines }) => engines.every(isCaughtBy(column))).map(({ name }) => name);
    return `- _${column.title}_ catches every engine of: ${names.join(', ') || 'no class'}`;
  });
  return [
    ...aligned([
      ['class', ...columns.map(({ title }) => title)],
      ...classes.map(({ name, engines }) => [name, ...counts(engines)]),
      ['**all**', ...counts(tried)],
    ]),
    '',
    ...whole,
  ].join('\n');
}

/** By class, the titles of engines. */
export function listOf(tried: readonly Tried[]): string {
  const classes = [...new Set(tried.map((one) => one.class))];
  const titles = (name: string): string[] =>
    tried.filter((one) => one.class === name).map(({ title }) => title);
  return classes.map((name) => `- ${name}: ${titles(name).join('; ')}`).join('\n');
}

export function isCaughtBy({ name }: Column): (tried: Tried) => boolean {
  return ({ outcomes }) => outcomes[name]?.caught === true;
}

/** As prettier would have it. */
function aligned([head = [], ...rows]: readonly string[][]): string[] {
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[], fill: string): string =>
    `| ${widths.map((width, i) => (cells[i] ?? '').padEnd(width, fill)).join(' | ')} |`;
  return [line(head, ' '), line([], '-'), ...rows.map((row) => line(row, ' '))];
}
