/** bench/RESULTS.md, from what a run of the benches has found. Pure. */
import { isMet, targetText } from '../measured.ts';
import type { Figure } from './figure.ts';
import type { Results } from './results.ts';

const METHOD = `Every ratio is of two things that were measured in the same run, one right after the other, each first in every other round. It is the median of the rounds’ ratios, and the spread is from the least of them to the most. The two numbers beside it are medians of what was measured of each: they are of this machine, the ratios are of the project. Each bench runs in a process of its own, with nothing else beside it. How each figure is made, what noise does and how to read it: [README.md](README.md).`;

export function resultsPage(results: Results): string {
  const { figures, failed } = results;
  const benches = [...new Set(figures.map(({ bench }) => bench))];
  const missed = figures.filter(({ ratio, target }) => !isMet(ratio, target));
  return `${[
    '# Results of the benches',
    '<!-- Written by `npm run bench -- --write`: change the benches, not this page. -->',
    METHOD,
    aboutOf(results),
    verdictOf(figures, missed.length),
    ...failed.map(({ bench, error }) => `**\`${bench}\` was not measured**: ${cell(error)}`),
    ...benches.flatMap((bench) => [`## ${bench}`, tableOf(figures.filter((one) => one.bench === bench))]),
  ].join('\n\n')}\n`;
}

function aboutOf({ date, short, machine, versions }: Results): string {
  const packages = Object.entries(versions.packages).map(([name, version]) => `${name} ${version}`);
  return [
    `- Date: ${date}${short ? ', short form' : ''}`,
    `- Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.os}`,
    `- This project: commit ${versions.commit}${versions.changed ? ', with changes since' : ''}; Node ${machine.node}`,
    `- Packages: ${packages.join(', ')}`,
  ].join('\n');
}

function verdictOf(figures: readonly Figure[], missed: number): string {
  const targets = figures.filter(({ target }) => target !== null).length;
  return `${figures.length} figures; ${targets - missed} of ${targets} targets are met.`;
}

function tableOf(figures: readonly Figure[]): string {
  return [
    '| Figure | Against | Ratio | Spread | Target | Medians |',
    '| --- | --- | ---: | --- | --- | --- |',
    ...figures.map((figure) => `| ${rowOf(figure).map(cell).join(' | ')} |`),
  ].join('\n');
}

function rowOf(figure: Figure): string[] {
  const { name, against, ratio, least, most, target, subject, baseline, unit, rounds } = figure;
  return [
    name,
    against,
    isMet(ratio, target) ? `**${ratio}**` : `**${ratio}, missed**`,
    `${least} – ${most}, ${rounds.length} rounds`,
    targetText(target),
    `${subject} and ${baseline} ${unit}${busyText(figure)}`,
  ];
}

/** Near 100 % the generator was the limit, and not what it asked. */
function busyText({ generatorBusy }: Figure): string {
  return generatorBusy === null ? '' : `; load generator ${Math.round(generatorBusy * 100)} % busy`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
