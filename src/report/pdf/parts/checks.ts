/** Every check, group by group; those that are not passed with the evidence that they read. */
import { type Finding, GROUPS } from '../../../checks/check.ts';
import type { Report, ReportCheck } from '../../model.ts';
import { drawHeading, drawNothing, drawPart } from '../heading.ts';
import { oneLine } from '../lines.ts';
import { leading, type Sheet } from '../sheet.ts';
import { inColourOf, LEFT, RULE, signed, STATUS_LOOK, STYLES, WIDTH } from '../style.ts';
import { drawScenario } from './scenario.ts';

/** Where the text of a check begins, beside its status. */
const INDENT = LEFT + 74;
/** What is told of one check; `signoff.html` and the evidence have the rest. */
const MOST = { findings: 12, scenarios: 2, names: 12 };
/** In the whole document: thousands of pages of records would be read by nobody. */
const MOST_SCENARIOS = 100;

export function drawChecks(sheet: Sheet, report: Report): void {
  const { checks } = report;
  drawPart(
    sheet,
    'All checks',
    `In the plan’s order. Of each check that is not passed the records of up to ${MOST.scenarios} scenarios are shown, of up to ${MOST_SCENARIOS} altogether; signoff.html and evidence.ndjson have all evidence of all checks, the passed ones included.`,
  );
  if (checks.length === 0) drawNothing(sheet, 'There is no check.');
  const shownOn = new Map<string, number>();
  for (const group of GROUPS) {
    const own = checks.filter((check) => check.group === group);
    if (own.length === 0) continue;
    drawHeading(sheet, `${group}: ${own.length} ${own.length === 1 ? 'check' : 'checks'}`, {
      bookmarked: true,
    });
    for (const check of own) drawCheck(sheet, check, report, shownOn);
  }
}

function drawCheck(sheet: Sheet, check: ReportCheck, report: Report, shownOn: Map<string, number>): void {
  const { id, title, status, reason, findings, known } = check;
  sheet.keep(5 * leading(STYLES.body));
  sheet.stroke(
    [
      [LEFT, sheet.y],
      [LEFT + WIDTH, sheet.y],
    ],
    RULE,
    0.4,
  );
  sheet.skip(3);
  sheet.write(signed(status), LEFT, sheet.y, inColourOf(STYLES.strong, STATUS_LOOK[status]));
  sheet.paragraph(title, STYLES.strong, { x: INDENT });
  sheet.paragraph(id, STYLES.id, { x: INDENT });
  sheet.paragraph(about(check), STYLES.small, { x: INDENT });
  if (known !== null) sheet.paragraph(known, STYLES.body, { x: INDENT });
  const told = findings[0] !== undefined && reason?.startsWith(findings[0].message);
  // The reason of findings is made of their messages.
  if (reason !== null && !told) sheet.paragraph(reason, STYLES.body, { x: INDENT });
  for (const finding of findings.slice(0, MOST.findings)) drawFinding(sheet, finding);
  if (findings.length > MOST.findings) {
    sheet.paragraph(`… and ${findings.length - MOST.findings} more findings`, STYLES.small, { x: INDENT });
  }
  const names = read(check);
  sheet.keep(leading(STYLES.small));
  const { face, size } = STYLES.small;
  sheet.write(
    oneLine(names, WIDTH - (INDENT - LEFT), sheet.faces[face], size),
    INDENT,
    sheet.y,
    STYLES.small,
  );
  sheet.skip(leading(STYLES.small) + 4);
  if (status !== 'passed') drawEvidence(sheet, check, report, shownOn);
}

function about({ kind, lines, rows, direction, declaredLack, witnesses }: ReportCheck): string {
  return [
    kind,
    lines.length === 0 ? 'no line of the document' : `document line ${lines.join(', ')}`,
    ...(rows.length > 0 ? [`row ${rows.join(', ')}`] : []),
    ...(direction === null ? [] : [direction === 'left' ? 'left → right' : 'right → left']),
    ...(declaredLack ? ['a declared lack'] : []),
    ...(witnesses === null
      ? []
      : [`turned red by ${witnesses} wrong ${witnesses === 1 ? 'engine' : 'engines'}`]),
  ].join('  ·  ');
}

/** In one line: which scenarios it reads. */
function read({ scenarios }: ReportCheck): string {
  if (scenarios.length === 0) return 'Evidence: the whole campaign';
  const more = scenarios.length - MOST.names;
  const names = scenarios.slice(0, MOST.names).join(', ');
  return `Evidence (${scenarios.length}): ${names}${more > 0 ? ` and ${more} more` : ''}`;
}

function drawFinding(sheet: Sheet, { message, scenario, expected, received }: Finding): void {
  const mark = inColourOf(STYLES.body, STATUS_LOOK.failed);
  sheet.keep(leading(STYLES.body));
  sheet.write('✗', INDENT, sheet.y, mark);
  const x = INDENT + 12;
  sheet.paragraph(scenario === null ? message : `${message} [${scenario}]`, STYLES.body, { x });
  if (expected !== null) sheet.paragraph(`expected  ${expected}`, STYLES.code, { x });
  if (received !== null) sheet.paragraph(`received  ${received}`, STYLES.code, { x });
}

/** The scenarios that findings name come first. One that was shown before is not shown again. */
function drawEvidence(
  sheet: Sheet,
  { findings, scenarios }: ReportCheck,
  report: Report,
  shownOn: Map<string, number>,
): void {
  const blamed = findings.flatMap(({ scenario }) => scenario ?? []);
  const all = [...new Set([...blamed, ...(blamed.length > 0 ? [] : scenarios)])];
  for (const id of all.slice(0, MOST.scenarios)) {
    const scenario = report.scenarios[id];
    const page = shownOn.get(id);
    if (page !== undefined) {
      sheet.paragraph(`Scenario ${id} is shown on page ${page}.`, STYLES.small, { x: INDENT });
    } else if (scenario === undefined) {
      sheet.paragraph(`Of scenario ${id} there is no evidence.`, STYLES.small, { x: INDENT });
    } else if (shownOn.size >= MOST_SCENARIOS) {
      sheet.paragraph(
        `Scenario ${id}: see signoff.html, ${MOST_SCENARIOS} others are shown above.`,
        STYLES.small,
        {
          x: INDENT,
        },
      );
    } else {
      sheet.keep(120);
      shownOn.set(id, sheet.pages.length);
      drawScenario(sheet, scenario, findings);
    }
  }
  sheet.skip(4);
}
