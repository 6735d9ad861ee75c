/** The first page: verdict and meaning, how many checks have which status, gates, and what all of it is about. */
import { GROUPS } from '../../../checks/check.ts';
import type { Status } from '../../../checks/judge.ts';
import type { Report } from '../../model.ts';
import { drawHeading, drawNothing, drawPart } from '../heading.ts';
import { leading, type Sheet } from '../sheet.ts';
import { GATE_LOOK, inColourOf, LEFT, SHADE, STATUS_LOOK, STYLES, VERDICT_LOOK, WIDTH } from '../style.ts';
import { type Cell, drawTable } from '../table.ts';

const STATUSES: Status[] = ['passed', 'failed', 'deviates', 'recorded', 'not verified'];
const KINDS = [
  { kind: 'checklist', is: 'said by the document' },
  { kind: 'implied', is: 'not written, but no sync that breaks it keeps the document’s promises' },
  { kind: 'policy', is: 'a question on which the document is silent' },
] as const;

/** Of the verdict's meaning. */
const MOST_LINES = 20;

export function drawFront(sheet: Sheet, report: Report): void {
  sheet.paragraph('SIGN-OFF OF A DATA FLOW', STYLES.label);
  sheet.skip(2);
  sheet.paragraph(report.signoff.checklist.title, STYLES.title);
  sheet.skip(8);
  drawVerdict(sheet, report);
  drawCounts(sheet, report);
  drawGates(sheet, report);
  drawPart(sheet, 'Scope', 'What the verdict is about, and nothing else.');
  drawTable(
    sheet,
    [
      { head: '', share: 3 },
      { head: '', share: 9 },
    ],
    report.scope.map(({ name, value }) => [{ text: name, style: STYLES.strong }, { text: value }]),
  );
}

function drawVerdict(sheet: Sheet, { signoff, meaning, checks }: Report): void {
  const { sign, colour, tint } = VERDICT_LOOK[signoff.verdict];
  const [x, width] = [LEFT + 16, WIDTH - 32];
  const [large, below] = [
    inColourOf({ ...STYLES.title, size: 17 }, { colour }),
    { ...STYLES.body, size: 9.5 },
  ];
  const passed = checks.filter(({ status }) => status === 'passed').length;
  const why = sheet.lines(meaning, width, below);
  const told = [
    { lines: sheet.lines(`${sign} ${signoff.verdict.toUpperCase()}`, width, large), style: large },
    // A campaign may be stopped for a reason that is pages long; the box stays on its page.
    { lines: why.slice(0, MOST_LINES), style: below },
    { lines: why.length > MOST_LINES ? ['… signoff.html has the rest of it.'] : [], style: below },
    { lines: [`${passed} of ${checks.length} checks passed.`], style: below },
  ];
  const height = told.reduce((sum, one) => sum + one.lines.length * leading(one.style), 20);
  sheet.keep(height);
  sheet.bookmark('Verdict', 0);
  sheet.box({ x: LEFT, y: sheet.y, width: WIDTH, height }, tint);
  sheet.box({ x: LEFT, y: sheet.y, width: 5, height }, colour);
  sheet.skip(10);
  for (const one of told) {
    for (const line of one.lines) {
      sheet.write(line, x, sheet.y, one.style);
      sheet.skip(leading(one.style));
    }
  }
  sheet.skip(22);
}

function drawCounts(sheet: Sheet, { checks }: Report): void {
  const [gap, height] = [8, 42];
  sheet.keep(height);
  const width = (WIDTH - gap * (STATUSES.length - 1)) / STATUSES.length;
  for (const [i, status] of STATUSES.entries()) {
    const x = LEFT + i * (width + gap);
    const count = checks.filter((check) => check.status === status).length;
    const { sign, colour, tint } = STATUS_LOOK[count > 0 ? status : 'excluded'];
    sheet.box({ x, y: sheet.y, width, height }, count > 0 ? tint : SHADE);
    sheet.write(String(count), x + 8, sheet.y + 6, { face: 'bold', size: 15, colour });
    const label = `${count > 0 ? sign : STATUS_LOOK[status].sign} ${status}`;
    sheet.write(label, x + 8, sheet.y + 27, inColourOf({ ...STYLES.body, size: 8 }, { colour }));
  }
  sheet.skip(height + 10);
  const head = [
    { head: '', share: 3 },
    ...STATUSES.map((status) => ({ head: `${STATUS_LOOK[status].sign} ${status}`, share: 1.8 })),
  ];
  const countRow = (name: string, own: Report['checks']): Cell[] => [
    { text: name, style: STYLES.strong },
    ...STATUSES.map((status) => {
      const count = own.filter((check) => check.status === status).length;
      return count === 0
        ? { text: '–', style: STYLES.small }
        : { text: String(count), style: inColourOf(STYLES.strong, STATUS_LOOK[status]) };
    }),
  ];
  drawTable(
    sheet,
    head,
    GROUPS.map((group) =>
      countRow(
        group,
        checks.filter((check) => check.group === group),
      ),
    ),
  );
  sheet.skip(6);
  drawTable(
    sheet,
    head,
    KINDS.map(({ kind }) =>
      countRow(
        kind,
        checks.filter((check) => check.kind === kind),
      ),
    ),
  );
  sheet.skip(4);
  for (const { kind, is } of KINDS) sheet.paragraph(`${kind}: ${is}`, STYLES.small);
}

function drawGates(sheet: Sheet, { gates }: Report): void {
  drawHeading(sheet, 'Gates', { bookmarked: true });
  if (gates.length === 0) return drawNothing(sheet, 'No gates were set for this run.');
  drawTable(
    sheet,
    [
      { head: 'gate', share: 3 },
      { head: '', share: 2 },
      { head: 'rule, and what was found', share: 8 },
    ],
    gates.map(({ name, rule, status, message }) => [
      { text: name, style: STYLES.strong },
      { text: `${GATE_LOOK[status].sign} ${status}`, style: inColourOf(STYLES.strong, GATE_LOOK[status]) },
      { text: `${rule}\n${message}` },
    ]),
  );
}
