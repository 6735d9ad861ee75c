/** The evidence of one scenario: round by round what was done, the records before and after, and who wrote what. */
import type { Finding } from '../../../checks/check.ts';
import { show } from '../../../checks/view.ts';
import type { ReportRecord, ReportRound, ReportScenario } from '../../model.ts';
import type { Sheet } from '../sheet.ts';
import { GREY, INK, inColourOf, LEFT, MARKER, STATUS_LOOK, STYLES } from '../style.ts';
import { type Cell, drawTable } from '../table.ts';

const INDENT = LEFT + 14;
/** Side by side in one table. */
const ABREAST = 2;
/** Of one round; the evidence has all of them. */
const MOST_WRITES = 12;
const BOLD_VALUE = { ...STYLES.value, colour: STATUS_LOOK.deviates.colour };

export function drawScenario(
  sheet: Sheet,
  { id, batch, more, rounds }: ReportScenario,
  findings: readonly Finding[],
): void {
  sheet.paragraph(`Scenario ${id}  (batch ${batch})`, { ...STYLES.label, colour: INK }, { x: INDENT });
  if (more > 0) sheet.paragraph(`${more} more records are not shown.`, STYLES.small, { x: INDENT });
  if (rounds.length === 0)
    sheet.paragraph('It did not get as far as its first round.', STYLES.small, { x: INDENT });
  const paths = pathsOf(rounds);
  for (const [index, round] of rounds.entries()) {
    const blamed = findings.some((finding) => finding.scenario === id && finding.round === index);
    drawRound(sheet, round, paths, {
      name: `Round ${index + 1} of ${rounds.length}`,
      blamed,
      first: index === 0,
    });
  }
  sheet.skip(6);
}

interface Which {
  name: string;
  /** A finding is about it. */
  blamed: boolean;
  first: boolean;
}

function drawRound(
  sheet: Sheet,
  round: ReportRound,
  paths: readonly string[],
  { name, blamed, first }: Which,
): void {
  const { actions, settle, arrival, records, writes } = round;
  sheet.skip(3);
  sheet.keep(60);
  const told =
    settle === null
      ? 'no settle'
      : `${settle.settled ? 'settled' : 'not settled'} after ${settle.passes} passes`;
  const arrived = arrival === null ? '' : `, arrived after ${(arrival / 1000).toFixed(2)} s`;
  const style = blamed ? inColourOf(STYLES.label, STATUS_LOOK.failed) : STYLES.label;
  sheet.paragraph(`${blamed ? '✗ ' : ''}${name}: ${told}${arrived}`, style, { x: INDENT });
  for (const action of actions) sheet.paragraph(`• ${action}`, STYLES.small, { x: INDENT + 6 });
  if (actions.length === 0) sheet.paragraph('• nothing was done', STYLES.small, { x: INDENT + 6 });
  // A record that held still is shown only where it matters that it did.
  const shown = records.filter((record) => first || blamed || hasChanged(record));
  for (let i = 0; i < shown.length; i += ABREAST) drawRecords(sheet, shown.slice(i, i + ABREAST), paths);
  if (shown.length < records.length) {
    const still = records.filter((record) => !shown.includes(record)).map((record) => record.name);
    sheet.paragraph(`As after the round before: ${still.join(', ')}.`, STYLES.small, { x: INDENT });
  }
  if (records.length === 0) sheet.paragraph('No record was there.', STYLES.small, { x: INDENT });
  sheet.skip(2);
  for (const { pass, method, record, status, changes } of writes.slice(0, MOST_WRITES)) {
    const changed = changes.map(({ path, from, to }) => `${path} ${show(from)} → ${show(to)}`).join('; ');
    const line = `pass ${pass}  ${method} ${record} → ${status}  ${changed || 'changes nothing'}`;
    sheet.paragraph(line, { ...STYLES.value, colour: GREY }, { x: INDENT });
  }
  if (writes.length > MOST_WRITES) {
    sheet.paragraph(`… and ${writes.length - MOST_WRITES} more writes`, STYLES.small, { x: INDENT });
  }
  if (writes.length === 0) sheet.paragraph('The engine wrote to none of them.', STYLES.small, { x: INDENT });
}

function hasChanged({ existed, exists, leaves }: ReportRecord): boolean {
  return existed !== exists || leaves.some(({ before, after }) => before !== after);
}

/** In the order of the record that has most: each leaves out what it never held. */
function pathsOf(rounds: readonly ReportRound[]): string[] {
  const records = rounds.flatMap((round) => round.records);
  const fullest = records.toSorted((a, b) => b.leaves.length - a.leaves.length);
  return [...new Set(fullest.flatMap(({ leaves }) => leaves.map(({ path }) => path)))];
}

function drawRecords(sheet: Sheet, records: readonly ReportRecord[], all: readonly string[]): void {
  const paths = all.filter((path) => records.some(({ leaves }) => leaves.some((leaf) => leaf.path === path)));
  drawTable(
    sheet,
    [
      { head: 'before → after', share: 3.2 },
      ...records.map((record) => ({ head: headOf(record), share: 5.5 })),
      // One alone is as wide as each of two.
      ...Array.from({ length: ABREAST - records.length }, () => ({ head: '', share: 5.5 })),
    ],
    paths.map((path) => [
      { text: path, style: { ...STYLES.value, colour: GREY } },
      ...records.map((record) => valueCell(record, path)),
    ]),
    { x: INDENT, style: STYLES.value, dense: true },
  );
}

function headOf({ name, id, existed, exists }: ReportRecord): string {
  const gone = existed && !exists ? ', is gone' : '';
  const come = !existed && exists ? ', came to be' : '';
  return `${name}, id ${id ?? 'unknown'}${gone}${come}`;
}

/** A value that differs from the one before has a sign and a colour. */
function valueCell({ leaves, existed, exists }: ReportRecord, path: string): Cell {
  const leaf = leaves.find((one) => one.path === path);
  if (leaf === undefined) return { text: '' };
  const { before, after } = leaf;
  if (!exists) return { text: show(before) };
  if (!existed) return { text: show(after) };
  if (before === after) return { text: show(after) };
  return { text: `≠ ${show(before)} → ${show(after)}`, style: BOLD_VALUE, fill: MARKER };
}
