/** A detection as text for a terminal: the matrix, what survived, who was blamed wrongly, what nothing turned red. Pure. */
import { type Detection, LEAST_BLAMED, unwitnessed } from './detection.ts';

export function detectionText(detection: Detection): string {
  const { classes, total, proven, engines, right, whole } = detection;
  const survivors = engines.filter(({ killed }) => !killed);
  const misjudged = engines.filter(({ killed, blamedRightly }) => killed && !blamedRightly);
  const blind = unwitnessed(detection);
  return [
    line('class', 'engines', 'killed', 'survived', 'blamed rightly'),
    ...classes.map((row) => line(row.class, row.engines, row.killed, row.survived, row.blamedRightly)),
    line('all', total.engines, total.killed, total.survived, total.blamedRightly),
    ...section(
      'Survived: no check turned red',
      survivors.map(({ title, stopped }) => `${title}${because(stopped)}`),
    ),
    ...section(
      'Killed, and not blamed rightly',
      misjudged.map(
        ({ title, missing, wrongly }) =>
          `${title}: ${[...missing.map((id) => `${id} is not red`), ...wrongly].join('; ')}`,
      ),
    ),
    ...section(
      'Right engines that were not accepted',
      right
        .filter(({ alarms, stopped }) => alarms.length > 0 || stopped !== null)
        .map(({ title, alarms, stopped }) => `${title}: ${alarms.join(', ')}${because(stopped)}`),
    ),
    ...section(
      'Checks that no engine of the bank turned red',
      blind.map(({ id, title }) => `${id}: ${title}`),
    ),
    '',
    `${proven ? 'PROVEN' : 'NOT PROVEN'}: ${total.killed} of ${total.engines} killed, ${percent(total.blamedRightly, total.engines)} blamed rightly (at least ${LEAST_BLAMED * 100} % are asked for)${accepted(detection)}${witnesses(detection, blind.length, whole)}.`,
    '',
  ].join('\n');
}

function accepted({ right }: Detection): string {
  if (right.length === 0) return '';
  const good = right.filter(({ alarms, stopped }) => alarms.length === 0 && stopped === null).length;
  return `; ${good} of ${right.length} right engines accepted`;
}

function witnesses({ checks }: Detection, blind: number, whole: boolean): string {
  if (!whole) return '; a part of the bank, which says nothing of checks that no engine turned red';
  return `; ${checks.length - blind} of ${checks.length} checks were turned red by an engine`;
}

function line(name: string, ...cells: (number | string)[]): string {
  return [name.padEnd(14), ...cells.map((cell) => String(cell).padStart(9))].join(' ');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((one) => `  ${one}`)];
}

function because(stopped: string | null): string {
  return stopped === null ? '' : ` (its campaign ended early: ${stopped.split('\n')[0] ?? ''})`;
}

function percent(part: number, all: number): string {
  return all === 0 ? '0 %' : `${((100 * part) / all).toFixed(1)} %`;
}
