/** What a check found: message, expected, received, and where. Of a crowd the first stand on the page. Pure. */
import type { Finding } from '../../checks/check.ts';
import type { ReportCheck } from '../model.ts';
import type { ScenarioNumbers } from './evidence.ts';
import { json, type Markup, markup, visible } from '../../html/markup.ts';
import { counted } from '../../html/parts.ts';

/** So many findings of a check stand on the page; the script shows the others when they are asked for. */
const STANDING = 3;

export function findingList(
  findings: readonly Finding[],
  anchor: string,
  scenarios: ScenarioNumbers,
): Markup | null {
  if (findings.length === 0) return null;
  const items = findings.slice(0, STANDING).map((finding) => findingItem(finding, scenarios));
  const more = findings.length - STANDING;
  return markup`<p class="label">${counted(findings.length, 'finding')}</p>
<ol class="findings">
${items}</ol>
${
  more > 0 &&
  markup`<details class="more" data-findings="${anchor}"><summary>${counted(more, 'more finding')}</summary><p>Where scripts run, this page shows them here; evidence.ndjson has what they were found in.</p></details>`
}`;
}

/** Those that do not stand on the page, as JSON: one script a check. */
export function moreFindings(checks: readonly ReportCheck[], scenarios: ScenarioNumbers): Markup[] {
  return checks.flatMap(({ findings }, i) =>
    findings.length <= STANDING
      ? []
      : markup`<script type="application/json" id="findings-check-${i + 1}">${json(
          findings.slice(STANDING).map((finding) => packed(finding, scenarios)),
        )}</script>
`,
  );
}

/** Where it was found is told to the script too, which marks the leaf in the evidence. */
function findingItem(finding: Finding, scenarios: ScenarioNumbers): Markup {
  const { message, expected, received, scenario, round, record, path } = finding;
  const number = scenario === null ? undefined : scenarios.get(scenario);
  const place =
    number !== undefined &&
    markup` data-scenario="${number}" data-round="${round ?? ''}" data-record="${record ?? ''}" data-path="${path ?? ''}"`;
  const isTold = message.startsWith(composed(finding));
  const values = [
    expected !== null && !isTold && markup`<br>expected <code>${expected}</code>`,
    received !== null && !isTold && markup`<br>received <code>${received}</code>`,
  ];
  const where =
    scenario !== null && markup`<br><small>${scenario}${round !== null && `, round ${round + 1}`}</small>`;
  return markup`<li class="finding"${place}><span class="said">${message}</span>${values}${where}</li>
`;
}

function packed(finding: Finding, scenarios: ScenarioNumbers): object {
  const { message, expected, received, scenario, round, record, path } = finding;
  const number = scenario === null ? undefined : scenarios.get(scenario);
  const told = composed(finding);
  return {
    ...(message.startsWith(told)
      ? { note: visible(message.slice(told.length)) }
      : { message: visible(message) }),
    expected: expected && visible(expected),
    received: received && visible(received),
    scenario: number ?? null,
    round,
    record: record && visible(record),
    path: path && visible(path),
  };
}

/** Most messages begin with what is told beside them too, and need not tell it twice. */
function composed({ record, path, expected, received }: Finding): string {
  return `${record} ${path}: expected ${expected}, received ${received}`;
}
