/** What the rivals made of the engines of the bank, by class; as data, and as a table of Markdown. Pure. */
import type { Outcome, Rival } from './rival.ts';

/** An engine that was put to every rival. */
export interface Tried {
  title: string;
  class: string;
  /** By the rival's name. */
  outcomes: Readonly<Record<string, Outcome>>;
}

export interface DetectionTable {
  rivals: Pick<Rival, 'name' | 'title'>[];
  /** In the order in which classes first come; each with how many of its engines each rival caught. */
  classes: { class: string; engines: number; caught: Record<string, number> }[];
  all: { engines: number; caught: Record<string, number> };
  engines: Tried[];
}

export function tableOf(rivals: readonly Rival[], engines: readonly Tried[]): DetectionTable {
  const classes = [...new Set(engines.map((engine) => engine.class))];
  const counted = (some: readonly Tried[]): { engines: number; caught: Record<string, number> } => ({
    engines: some.length,
    caught: Object.fromEntries(
      rivals.map(({ name }) => [name, some.filter(({ outcomes }) => outcomes[name]?.caught === true).length]),
    ),
  });
  return {
    rivals: rivals.map(({ name, title }) => ({ name, title })),
    classes: classes.map((name) => ({
      class: name,
      ...counted(engines.filter((engine) => engine.class === name)),
    })),
    all: counted(engines),
    engines: [...engines],
  };
}

/**
 * One line a class, one column a rival; then the classes of which a rival caught every engine, and the engines that
 * none of them caught.
 */
export function markdownOf({ rivals, classes, all, engines: tried }: DetectionTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const counts = ({ engines, caught }: DetectionTable['all']): string[] =>
    rivals.map(({ name }) => `${caught[name] ?? 0} of ${engines}`);
  return [
    line(['class', ...rivals.map(({ title }) => title)]),
    line(['---', ...rivals.map(() => '---')]),
    ...classes.map((one) => line([one.class, ...counts(one)])),
    line(['**all**', ...counts(all)]),
    '',
    ...rivals.map(({ name, title }) => {
      const whole = classes.filter(({ engines, caught }) => engines > 0 && caught[name] === engines);
      const which = whole.length === 0 ? 'no class' : whole.map((one) => one.class).join(', ');
      return `- _${title}_ catches every engine of: ${which}`;
    }),
    '',
    ...classes.flatMap((one) => {
      const missed = tried
        .filter((engine) => engine.class === one.class)
        .filter(({ outcomes }) => Object.values(outcomes).every(({ caught }) => !caught));
      return missed.length === 0 ? [] : [`- ${one.class}: ${missed.map(({ title }) => title).join('; ')}`];
    }),
    '',
  ].join('\n');
}
